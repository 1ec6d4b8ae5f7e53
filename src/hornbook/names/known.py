"""Words of facts that the package knows, a table each: venues, certified statuses, sectors, and closed words.

The spellings stand in `tables/`, where anybody may add one.
"""

import re

from hornbook.names.words import Words

_ENDS = re.compile(
    r"(?:证书|认定|资质|资格|称号|名单|入库)$|\s+(?:certificate|certification|status|qualification)$", re.I
)


def _without_end(text: str) -> str | None:
    """A status behind which stands that it is one: 高新技术企业证书."""
    short = _ENDS.sub("", text.strip())
    return status(short) if short != text.strip() else None


venue = Words("venues")
"""A venue where shares trade; a board belongs to its exchange, and the NEEQ is a quotation board of its own."""

QUOTATION_BOARDS = ("NEEQ", "regional board", "OTC")
"""Venues where shares are quoted (挂牌) and, as most issuers say, not listed (上市)."""

status = Words("statuses", _without_end)
"""A status that authorities certify; a name that only sounds alike, as of a province's own status, is not known."""

sector = Words("sectors")
"""A sector by its label in several taxonomies, asked of a rule's words; the book keeps the taxonomy's own label."""

patent_type = Words("patent_types")
"""The type of a patent, or of another right that rules count."""

tie_type = Words("tie_types")
"""What a company is tied to."""

level = Words("levels")
"""How high a prize stands."""
