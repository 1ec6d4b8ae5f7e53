"""Reading one cell: a day, an amount, a number or words, or the reason why it is none."""

import re
import unicodedata
from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache

from hornbook.errors import PhraseError
from hornbook.terms import EARLIEST, LARGEST, Day
from hornbook.text import listing, message


class Bad(PhraseError):
    """A cell that does not hold what it should; the message says why."""


_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_ZERO_WIDTH = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e01ef\ud800-\udfff]"
)
_WORDS = re.compile(r"[a-z0-9]+(?: [a-z0-9]+)*", re.ASCII)
_LONGEST_NUMBER = 18  # digits
_NUMBER = re.compile(
    r"(?P<sign>[+-]?)(?P<whole>\d+|\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3})?(?P<part>\.\d*)?(?:[eE](?P<power>[+-]?\d+))?",
    re.ASCII,
)
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}\s?[@＠]\s?(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}")
_PHONE = re.compile(
    r"(?<![\d.,])(?:"
    r"\+\d{1,3}[ .-]?(?:\(\d{1,4}\)[ .-]?)?\d{2,5}(?:[ .-]?\d{2,5}){1,4}"  # +44 20 7946 0000
    r"|\(\d{2,5}\) ?\d{3,4}[ .-]?\d{4}"  # (0755) 8200 0000
    r"|0\d{2,3}[ -]\d{3,4} ?\d{4}"  # 0755-82000000
    r"|\d{3}[.-]\d{3}[.-]\d{4}"  # 415-555-0100
    r"|1[3-9]\d[ -]?\d{4}[ -]?\d{4}"  # 13800000000
    r")(?!\d|[.,]\d)"
)
_GONE = "[…]"


def squeeze(text: str) -> str:
    """The text in one line: white space made single, what cannot be seen removed, letters composed (NFC)."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    seen = _ZERO_WIDTH.sub("", _CONTROL.sub(" ", text))
    return " ".join(unicodedata.normalize("NFC", seen).split())


def slug(text: str) -> str:
    """The text as a word: lower-case letters and digits of any script, joined by '-'.

    At most 80 characters; empty when no letter and no digit is left. Safe as a file's name and in an address.
    """
    folded = text.lower() if text.isascii() else _folded(text)
    if _WORDS.fullmatch(folded):
        return folded.replace(" ", "-")[:80].rstrip("-")
    kept = "".join(char if _spoken(char) else "-" for char in folded)
    # A mark needs a letter to stand on, and what composes with its neighbour is composed before the cut.
    words = [word.lstrip("".join(filter(_mark, set(word)))) for word in kept.split("-")]
    return "-".join(filter(None, words))[:80].rstrip("-")


def day_in(text: str, *formats: str, latest: Day) -> Day:
    """The day in a cell, written in one of `formats` (as `strptime` has them; ISO 8601 when none is given).

    Bad before 1800 and after `latest`: nobody can know on that day what happens later.
    """
    found = _day(text.strip(), formats or ("%Y-%m-%d",))
    if found < EARLIEST:
        raise Bad(message("{day} is before {year:d}", day=found, year=EARLIEST.year))
    if found > latest:
        raise Bad(message("{day} is after {latest}, the day of recording", day=found, latest=latest))
    return found


@lru_cache(maxsize=8192)
def _day(text: str, formats: tuple[str, ...]) -> Day:
    if not text:
        raise Bad(message("no day is given"))
    for pattern in formats:
        try:
            return datetime.strptime(text, pattern).date()  # noqa: DTZ007  a day has no time zone
        except ValueError:
            continue
    raise Bad(message("{text} is not a day written as {formats}", text=_quoted(text), formats=listing(formats, "or")))


def amount_in(text: str, scale: Decimal = Decimal(1)) -> Decimal:
    """The amount of money in a cell times `scale`, to two decimals, half to even.

    Commas may stand at the thousands, also as in India (1,00,00,000). Bad when it is negative, no number, or
    larger than any amount of this field.
    """
    return _number(text, scale).quantize(Decimal("0.01"), ROUND_HALF_EVEN)


def number_in(text: str) -> int:
    """The count in a cell: a whole number, not negative; commas as in `amount_in`."""
    found = _number(text, Decimal(1))
    if found != found.to_integral_value():
        raise Bad(message("{text} is not a whole number", text=_quoted(text)))
    return int(found)


def register_number(text: str) -> int | None:
    """The number under which a register keeps a record; None where it is none, or longer than any register's."""
    return int(text) if len(text) <= _LONGEST_NUMBER and text.isascii() and text.isdigit() else None


def _number(text: str, scale: Decimal) -> Decimal:
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain:
        raise Bad(message("no number is given"))
    match = _NUMBER.fullmatch(plain) if len(plain) <= 60 else None
    if not match or not (match["whole"] or (match["part"] or ".") != "."):
        raise Bad(message("{text} is not a number", text=_quoted(text)))
    if abs(int(match["power"] or 0)) > 15:
        raise Bad(message("{text} has an exponent beyond sense", text=_quoted(text)))
    found = Decimal(plain.replace(",", "")) * scale
    if found < 0:
        raise Bad(message("{text} is negative", text=_quoted(text)))
    if found > LARGEST:
        raise Bad(
            message("{text} is more than {most:,}, the largest amount of this field", text=_quoted(text), most=LARGEST)
        )
    return abs(found)  # -0 is 0


def drop_personal(text: str) -> str:
    """The text with e-mail addresses and telephone numbers blanked out."""
    if "@" in text or "＠" in text:
        text = _EMAIL.sub(_GONE, text)
    return _PHONE.sub(_GONE, text)


def typed_text(value: float | Decimal | date) -> str:
    """A typed cell as text: a day in ISO 8601, a whole number without decimals."""
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def _quoted(text: str) -> str:
    short = squeeze(text)
    return f"'{short}'" if len(short) <= 40 else f"'{short[:39]}…'"


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", squeeze(text)).casefold())


def _spoken(char: str) -> bool:
    return char.isalnum() or _mark(char)


def _mark(char: str) -> bool:
    return unicodedata.category(char).startswith("M")
