"""Words of rounds of funding: the series, the type and the instrument, as sources write them."""

import re
import unicodedata

from hornbook.names.words import Words

_LETTER = re.compile(
    r"(?P<pre>pre[-\s_]*)?(?:(?:series|round|serie)[-\s_]*)?(?P<pre2>pre[-\s_]*)?"
    r"(?P<letter>[a-k])[-\s_.]?(?P<number>[1-9](?!\d))?\s*(?P<plus>\++|plus)?"
    r"[-\s_]*(?:轮|round|series|financing|funding|轮融资|轮次|系列|轮投资)?(?:-上市前)?",
    re.IGNORECASE,
)
"""A轮, Series A, series_a, A round, Pre-A, A+, A2, B plus."""


def lettered(text: str) -> str | None:
    """A series that goes by a letter, as A, A+, A1 or Pre-A; None for any other text."""
    found = _LETTER.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not found:
        return None
    plus = "+" if (found["plus"] or "").lower() == "plus" else found["plus"] or ""
    before = "Pre-" if found["pre"] or found["pre2"] else ""
    return f"{before}{found['letter'].upper()}{found['number'] or ''}{plus}"


series = Words("series", lettered)
"""A series by any of its spellings."""


def _lettered_type(text: str) -> str | None:
    letter = lettered(text)
    return None if letter is None else f"series {letter}"


class _Types(Words):
    def line(self, word: str) -> tuple[str, ...]:
        """A round that goes by a letter is one of venture capital."""
        return (word, "venture") if word.startswith("series ") else super().line(word)


round_type = _Types("round_types", _lettered_type)
"""A type of round by any of its spellings, asked of a rule's words; the book keeps the source's own."""

instrument = Words("instruments")
"""What the money of a round is, by any of its spellings."""
