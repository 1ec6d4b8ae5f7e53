"""The matters that only a person can judge, as the standards name them."""

from collections.abc import Iterator
from functools import cache

from hornbook.errors import nearest
from hornbook.formats.cells import Bad
from hornbook.standards.library import library
from hornbook.text import Text, listing, message


@cache
def matters_of(standard: str) -> dict[str, Text]:
    """The matters of a standard in all of its editions, by the id that a decision names, with their text."""
    editions = library[standard].editions
    return {f"{standard}/{name}": text for edition in editions for name, text in edition.matters.items()}


def require_matter(word: str) -> None:
    """Bad where no standard has such a matter; the nearest ones are named."""
    standard, _, name = word.partition("/")
    if standard in library and word in matters_of(standard):
        return
    known = list(_all_matters())
    near = [matter for matter in known if matter.endswith(f"/{name or standard}")][:_NAMED]
    if not near and (one := nearest(word, known)):
        near = [one]
    hint = message(" Did you mean {names}?", names=listing(near, "or")) if near else ""
    raise Bad(
        message(
            "no standard has the matter '{matter}'.{hint} `hornbook standards ID` lists those of a standard",
            matter=word[:80],
            hint=hint,
        )
    )


_NAMED = 5


def _all_matters() -> Iterator[str]:
    for standard in library:
        yield from matters_of(standard)
