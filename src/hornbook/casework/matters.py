"""The matters that only a person can judge, as the standards name them."""

from collections.abc import Iterator
from functools import cache

from hornbook.errors import HornbookError, nearest, suggestion
from hornbook.formats.cells import Bad
from hornbook.standards.library import library
from hornbook.standards.own import is_rule_file, own_standard
from hornbook.text import Text, listing, message


@cache
def matters_of(standard: str) -> dict[str, Text]:
    """The matters of a standard in all of its editions, by the id that a decision names, with their text."""
    editions = library[standard].editions
    return {f"{standard}/{name}": text for edition in editions for name, text in edition.matters.items()}


def matter_named(word: str) -> str:
    """A matter by the id that a decision names; one of a file of one's own is written 'my.toml/MATTER'.

    Bad where no standard has such a matter; the nearest ones are named.
    """
    standard, _, name = word.rpartition("/")
    if is_rule_file(standard):
        return _own_matter(standard, name)
    standard, _, name = word.partition("/")
    if standard in library and word in matters_of(standard):
        return word
    known = list(_all_matters())
    near = [matter for matter in known if matter.endswith(f"/{name or standard}")][:_NAMED]
    if not near and (one := nearest(word, known)):
        near = [one]
    hint = message(" Did you mean {names}?", names=listing(near, "or")) if near else ""
    raise Bad(
        message(
            "no standard has the matter '{matter}'.{hint} `hornbook standards ID` lists those of a standard; for a rule"
            " of your own write FILE/MATTER",
            matter=word[:80],
            hint=hint,
        )
    )


def _own_matter(file: str, name: str) -> str:
    try:
        standard = own_standard(file)
    except HornbookError as error:
        raise Bad(error.phrase) from None
    matters = {matter for edition in standard.editions for matter in edition.matters}
    if name not in matters:
        hint = suggestion(name, matters)
        raise Bad(message("{file} has no matter '{matter}'.{hint}", file=file, matter=name[:80], hint=hint))
    return f"{standard.id}/{name}"


_NAMED = 5


def _all_matters() -> Iterator[str]:
    for standard in library:
        yield from matters_of(standard)
