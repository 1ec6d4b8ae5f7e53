"""Words of Indian lists of start-ups: places in their several spellings, sorts of rounds, names of investors."""

import html
import re
from typing import NamedTuple

from hornbook.formats.cells import squeeze
from hornbook.terms import Instrument

_TAG = re.compile(r"<[^<>]*>")
_ESCAPED = re.compile(r"(?:\\x[0-9a-fA-F]{2})+")
_UNSAID = ("", "-", "n/a", "na", "nan", "none", "undisclosed", "unknown")


def unescaped(text: str) -> str:
    r"""A cell in one line, without HTML and with what stands escaped in it (\xc2\xa0) as what it means."""
    found = _ESCAPED.sub(_bytes, text).replace("\\n", " ")
    return squeeze(html.unescape(_TAG.sub(" ", found)))


def indian_cell(text: str) -> str:
    """The same; empty where the cell says that it says nothing."""
    found = unescaped(text)
    return "" if found.casefold() in _UNSAID else found


def _bytes(match: re.Match[str]) -> str:
    return bytes.fromhex(match[0].replace("\\x", "")).decode("utf-8", errors="replace").replace("\ufffd", "")


class IndianPlace(NamedTuple):
    """Country as ISO 3166-1 alpha-3, state and city; a city that is in no list of ours stands as it is written."""

    country: str
    region: str | None = None
    city: str | None = None


_STATES = """
    Andhra Pradesh: Visakhapatnam|Vizag; Chandigarh: Chandigarh; Delhi: New Delhi|Delhi|Nw Delhi; Goa: Panaji|Panjim;
    Gujarat: Ahmedabad|Ahemadabad|Ahemdabad, Surat, Vadodara|Baroda; Haryana: Gurugram|Gurgaon, Faridabad;
    Bihar: Gaya, Patna; Jammu and Kashmir: Srinagar; Jharkhand: Ranchi; Punjab: Amritsar, Ludhiana, Mohali;
    West Bengal: Kolkata|Kolkatta, Siliguri; Karnataka: Bengaluru|Bangalore|Banglore|Kormangala|Koramangala,
    Belagavi|Belgaum, Hubballi|Hubli, Mysuru|Mysore, Udupi;
    Kerala: Kochi|Cochin, Kozhikode|Calicut, Thiruvananthapuram|Trivandrum; Madhya Pradesh: Bhopal, Gwalior, Indore;
    Maharashtra: Mumbai|Bombay|Andheri|Chembur, Nagpur, Nashik, Pune; Odisha: Bhubaneswar|Bhubneswar, Rourkela;
    Rajasthan: Jaipur, Jodhpur, Udaipur; Tamil Nadu: Chennai|Madras|Taramani, Coimbatore, Karur, Madurai;
    Telangana: Hyderabad; Uttarakhand: Dehradun; Uttar Pradesh: Agra, Kanpur, Lucknow, Noida|Greater Noida, Varanasi
"""
_ABROAD = """
    ARE Dubai; GBR London; IDN Jakarta; KEN Nairobi; SGP Singapore; THA Bangkok;
    USA Boston, Burnsville, Dallas, Houston, Menlo Park, New York|NY, Palo Alto, San Francisco|SFO, San Jose, San Mateo,
    Santa Monica, Seattle
"""
_COUNTRIES = {"india": "IND", "us": "USA", "usa": "USA", "uk": "GBR", "uae": "ARE", "california": "USA"}


def _places() -> dict[str, IndianPlace]:
    """Every spelling in small letters; a state by itself, and the countries, among them."""
    found = {
        word: IndianPlace(code, "California" if word == "california" else None) for word, code in _COUNTRIES.items()
    }
    for entry in _STATES.split(";"):
        state, _, cities = squeeze(entry).partition(": ")
        found[state.casefold()] = IndianPlace("IND", state)
        for spellings in cities.split(", "):
            city, *others = spellings.split("|")
            found |= {word.casefold(): IndianPlace("IND", state, city) for word in (city, *others)}
    for entry in _ABROAD.split(";"):
        for spellings in squeeze(entry)[4:].split(", "):
            city, *others = spellings.split("|")
            found |= {word.casefold(): IndianPlace(squeeze(entry)[:3], None, city) for word in (city, *others)}
    return found


_PLACES = _places()
_NOWHERE = ("global", "worldwide")


def places_in(text: str) -> tuple[IndianPlace, ...]:
    """The places that a cell names (Singapore and Bangalore, Pune / US), those in India first.

    A word that is in no list of ours is a city of India, where the list is from.
    """
    words = [word.strip(" .") for word in re.split(r"/|,|&|\band\b", text)]
    found = [_PLACES.get(word.casefold(), IndianPlace("IND", None, word)) for word in words if word]
    known = [place for place in dict.fromkeys(found) if (place.city or "").casefold() not in _NOWHERE]
    return tuple(sorted(known, key=lambda place: (place.country != "IND", place.city is None)))


_SERIES = re.compile(r"\b(pre[- ]?)?series ([A-Z]\d?)\b", re.IGNORECASE | re.ASCII)
_DEBT = re.compile(r"\b(?:debt|loan)\b", re.IGNORECASE)
_EQUITY = re.compile(r"\b(?:seed|angel|angle|venture|equity|series|privateequity)\b", re.IGNORECASE)


def indian_round(word: str) -> tuple[str | None, Instrument]:
    """The series of a round (pre-Series A: Pre-A) and what its money is; a mixture with debt is unstated."""
    match = _SERIES.search(word)
    series = f"{'Pre-' if match[1] else ''}{match[2].upper()}" if match else None
    if _DEBT.search(word):
        mixed = re.search(r"\band\b|&|/|\+", word)
        return series, Instrument.UNSTATED if mixed else Instrument.DEBT
    return series, Instrument.EQUITY if _EQUITY.search(word) else Instrument.UNSTATED


_NOBODY = re.compile(
    r"(?:\d+ )?(?:un ?disclosed|unnamed|unknown|others?|existing|individual|multiple|several|various|group of|angel)"
    r"(?:\b.*\b(?:investors?|hni[’']?s|others?|angels?)(?: through .*)?)?",
    re.IGNORECASE,
)
_AND_OTHERS = re.compile(
    r"[, ]+(?:and|&|among|amongst|as well as)(?: (?:several|some|many|few|\d+))?"
    r" (?:others?|other .*|existing investors?|(?:un ?disclosed|unnamed|angel) .*)$",
    re.IGNORECASE,
)
_HOUSE = r"(?:Co|Company|Sons|Brothers|Associates|Annuity)\b"
_AND = re.compile(rf"\s+and\s+(?!{_HOUSE})", re.IGNORECASE)
_AMPERSAND = re.compile(rf"(?<=\S)\s+&\s+(?!{_HOUSE})")


def investors_in(text: str) -> tuple[str, ...]:
    """The investors in a cell, each once: between commas, and in the last part between `and` or `&`.

    Commas in brackets do not part. An ampersand after a single word is taken for part of a name (Alder & Birch
    Foundation), and so is what stands before Co or Sons; a firm with an `and` in its name is taken apart all the same.
    "Others", "undisclosed investors" and the like are nobody.
    """
    *most, last = _between_commas(_AND_OTHERS.sub("", text.strip(" .")))
    last = re.sub(r"^(?:and|&)\s+", "", last.strip(), flags=re.IGNORECASE)
    parts = _AND.split(last)
    if len(parts) == 1 and " " in last.partition(" & ")[0].strip():
        parts = _AMPERSAND.split(last)
    names = dict.fromkeys(name.strip(" .;") for name in (*most, *parts))
    return tuple(name for name in names if name and not _NOBODY.fullmatch(name))


def _between_commas(text: str) -> list[str]:
    parts, depth = [""], 0
    for char in text:
        depth = max(0, depth + (char == "(") - (char == ")"))
        if char in ",;" and not depth:
            parts.append("")
        else:
            parts[-1] += char
    return parts
