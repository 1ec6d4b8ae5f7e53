"""The matters that only a person can judge, as rules name them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hornbook.errors import HornbookError, nearest, suggestion
from hornbook.formats.cells import Bad
from hornbook.standards.library import library
from hornbook.standards.own import is_rule_file, own_standard
from hornbook.standards.standard import Standard
from hornbook.text import listing, message

MatterReader = Callable[[str], str]
"""A matter as a person writes it as the id that a decision names; Bad where there is none."""


@dataclass(frozen=True, slots=True)
class MatterShelf:
    """Rules that name matters: those of a library by id, and how a file of one's own is read."""

    rules: Mapping[str, Standard]
    own: Callable[[str], Standard]

    def matters(self, rule: str) -> list[str]:
        """The matters of a rule in all of its editions, by the id that a decision names."""
        return [f"{rule}/{name}" for edition in self.rules[rule].editions for name in edition.matters]


STANDARD_MATTERS = MatterShelf(library, own_standard)
"""Those of standards."""


def matter_named(word: str, shelves: Sequence[MatterShelf] = (STANDARD_MATTERS,)) -> str:
    """A matter by the id that a decision names; one of a file of one's own is written 'my.toml/MATTER'.

    Bad where no rule has such a matter; the nearest ones are named.
    """
    rule, _, name = word.rpartition("/")
    if is_rule_file(rule):
        return _own_matter(rule, name, shelves)
    rule, _, name = word.partition("/")
    if any(rule in shelf.rules and word in shelf.matters(rule) for shelf in shelves):
        return word
    known = list(dict.fromkeys(all_matters(shelves)))
    near = [matter for matter in known if matter.endswith(f"/{name or rule}")][:_NAMED]
    if not near and (one := nearest(word, known)):
        near = [one]
    hint = message(" Did you mean {names}?", names=listing(near, "or")) if near else ""
    raise Bad(
        message(
            "no rule has the matter '{matter}'.{hint} `hornbook standards ID` lists those of a standard, `hornbook"
            " support list ID` those of a support; for a rule of your own write FILE/MATTER",
            matter=word[:80],
            hint=hint,
        )
    )


def _own_matter(file: str, name: str, shelves: Sequence[MatterShelf]) -> str:
    rule = _own_rule(file, shelves)
    matters = {matter for edition in rule.editions for matter in edition.matters}
    if name not in matters:
        hint = suggestion(name, matters)
        raise Bad(message("{file} has no matter '{matter}'.{hint}", file=file, matter=name[:80], hint=hint))
    return f"{rule.id}/{name}"


def _own_rule(file: str, shelves: Sequence[MatterShelf]) -> Standard:
    """A file as a rule of the first sort that it is; Bad with what is wrong in it as the first sort."""
    faults = []
    for shelf in shelves:
        try:
            return shelf.own(file)
        except HornbookError as error:
            faults.append(error.phrase)
    raise Bad(faults[0])


_NAMED = 5


def all_matters(shelves: Sequence[MatterShelf]) -> Iterator[str]:
    """Every matter of the libraries by the id that a decision names."""
    for shelf in shelves:
        for rule in shelf.rules:
            yield from shelf.matters(rule)
