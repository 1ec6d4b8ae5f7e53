"""Places as Crunchbase's exports give them: a country, a code of a state, a region of the maker's own, and a city.

Codes of states are postal ones in the United States and Canada, and there name the state or province, which is what a
region is in the book; the maker's region (SF Bay Area, Springfield) is a metropolitan area beside it, told by the city.
Elsewhere the codes are those of FIPS 10-4, withdrawn in 2008, and the maker's region stands. "GBR - Other" is none.
"""

import re
from typing import NamedTuple

from hornbook.formats.cells import squeeze
from hornbook.text import Phrase, message

_OLD_CODES = {"BAH": "BHS", "ROM": "ROU", "TAN": "TZA"}  # not, or no longer, ISO 3166-1
_OTHER = re.compile(r"[A-Z]{2,3} - Other", re.ASCII)
_STATES = {
    "USA": """
        AK Alaska; AL Alabama; AR Arkansas; AS American Samoa; AZ Arizona; CA California; CO Colorado; CT Connecticut;
        DC District of Columbia; DE Delaware; FL Florida; GA Georgia; GU Guam; HI Hawaii; IA Iowa; ID Idaho;
        IL Illinois; IN Indiana; KS Kansas; KY Kentucky; LA Louisiana; MA Massachusetts; MD Maryland; ME Maine;
        MI Michigan; MN Minnesota; MO Missouri; MP Northern Mariana Islands; MS Mississippi; MT Montana;
        NC North Carolina; ND North Dakota; NE Nebraska; NH New Hampshire; NJ New Jersey; NM New Mexico; NV Nevada;
        NY New York; OH Ohio; OK Oklahoma; OR Oregon; PA Pennsylvania; PR Puerto Rico; RI Rhode Island;
        SC South Carolina; SD South Dakota; TN Tennessee; TX Texas; UT Utah; VA Virginia; VI U.S. Virgin Islands;
        VT Vermont; WA Washington; WI Wisconsin; WV West Virginia; WY Wyoming
    """,
    "CAN": """
        AB Alberta; BC British Columbia; MB Manitoba; NB New Brunswick; NL Newfoundland and Labrador; NS Nova Scotia;
        NT Northwest Territories; NU Nunavut; ON Ontario; PE Prince Edward Island; QC Quebec; SK Saskatchewan; YT Yukon
    """,
}
_NAMES = {
    (country, entry.strip()[:2]): entry.strip()[3:]
    for country, entries in _STATES.items()
    for entry in entries.split(";")
}


class CrunchbasePlace(NamedTuple):
    """Country as ISO 3166-1 alpha-3, state or region, and city; each None where the export does not say it."""

    country: str | None
    region: str | None
    city: str | None


def crunchbase_place(cells: dict[str, str], prefix: str, notes: list[Phrase]) -> CrunchbasePlace:
    """The place in the cells of a row, whose columns may have a prefix; what is refused leaves a note."""
    code, state = cells[f"{prefix}country_code"], squeeze(cells.get(f"{prefix}state_code", ""))
    country: str | None = _OLD_CODES.get(code, code) or None
    if code and not (len(code) == 3 and code.isascii() and code.isupper()):
        notes.append(message("{prefix}country_code: {code!r} is no code of three letters", prefix=prefix, code=code))
        country = None
    region = squeeze(cells[f"{prefix}region"])
    if _OTHER.fullmatch(region):
        region = ""
    if country in _STATES and state:
        if (country, state) in _NAMES:
            region = _NAMES[country, state]
        else:
            notes.append(
                message(
                    "{prefix}state_code: {state!r} is no state of {country}",
                    prefix=prefix,
                    state=state,
                    country=country,
                )
            )
    return CrunchbasePlace(country, region or None, squeeze(cells[f"{prefix}city"]) or None)
