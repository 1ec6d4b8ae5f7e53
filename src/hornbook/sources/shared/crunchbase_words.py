"""What the words of a Crunchbase export tell, and which company a refused row of it was about."""

from hornbook.formats.rows import TextRow
from hornbook.kinds import Acquired, Closed, Fact, Founded, Listed, Named, Registered, Sector, Website
from hornbook.sources.source import Loss, Reject
from hornbook.terms import Instrument

INSTRUMENTS = {
    "angel": Instrument.EQUITY,
    "seed": Instrument.EQUITY,
    "venture": Instrument.EQUITY,
    "private_equity": Instrument.EQUITY,
    "equity_crowdfunding": Instrument.EQUITY,
    "post_ipo_equity": Instrument.EQUITY,
    "convertible_note": Instrument.CONVERTIBLE,
    "debt_financing": Instrument.DEBT,
    "post_ipo_debt": Instrument.DEBT,
    "grant": Instrument.GRANT,
    "secondary_market": Instrument.SECONDARY,
}
STATUS: dict[str, type[Listed | Closed | Acquired] | None] = {
    "operating": None,
    "ipo": Listed,
    "closed": Closed,
    "acquired": Acquired,
}
"""What a status says; `operating` says that none of it happened."""
FATES: tuple[type[Fact], ...] = (Listed, Closed, Acquired)
"""What a status may tell."""
COMPANY: tuple[type[Fact], ...] = (Named, Registered, Sector, Founded, Website, *FATES)
"""What a row of companies may tell."""
_ORGANIZATION, _OLDER = "/organization/", "/company/"


def subject_of(permalink: str) -> str:
    """The subject of a permalink in lower case."""
    return f"crunchbase:{permalink.removeprefix(_ORGANIZATION)}"


def loss(permalink: str, kinds: tuple[type[Fact], ...]) -> Loss:
    """What is lost with a row of that permalink; of whom is not told where the permalink is none."""
    lower = permalink.lower().replace(_OLDER, _ORGANIZATION, 1)
    return Loss(subject_of(lower) if lower.startswith(_ORGANIZATION) else None, kinds)


def torn(line: TextRow, column: str, kinds: tuple[type[Fact], ...]) -> Reject:
    """A record that cannot be read, with the company that it names all the same."""
    return Reject(line.place, line.problem or "", loss(line.torn.get(column, ""), kinds))
