"""What tells two registered Chinese names of one trade name apart: the place, the industry and the legal form."""

from typing import NamedTuple

from hornbook.names.china import CITIES, LONGEST, MUNICIPALITIES, NAMED
from hornbook.names.chinese import Parts, name_parts
from hornbook.names.fold import has_han


class Firm(NamedTuple):
    """A registered name's trade name with what stands around it, each empty where it has none."""

    trade: str
    site: str
    """The city, else the province: 深圳 of 广东省深圳市南山区."""
    words: tuple[str, ...]
    """Of the industry."""
    form: str
    """`company` or `partnership`; empty where no legal form is written."""


NO_FIRM = Firm("", "", (), "")
_PARTNERS = "合伙"


def firm(name: str) -> Firm:
    """A Chinese name as a firm; NO_FIRM for any other."""
    return firm_of(name_parts(name)) if has_han(name) else NO_FIRM


def firm_of(made: Parts) -> Firm:
    """A firm out of the parts of its name."""
    form = ("partnership" if _PARTNERS in made.form else "company") if made.form else ""
    return Firm(made.trade, _site(made.place), made.words, form)


def _site(place: str) -> str:
    """The city that a place in a name names, else its first part."""
    named: list[str] = []
    while place:
        found = next((place[:size] for size in range(min(LONGEST, len(place)), 1, -1) if place[:size] in NAMED), "")
        if found:
            named.append(found)
        place = place[len(found) or 1 :]
    return next((each for each in named if each in CITIES or each in MUNICIPALITIES), named[0] if named else "")
