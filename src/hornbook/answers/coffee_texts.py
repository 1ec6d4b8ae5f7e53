"""What the parts of a company's page share: needs in few words, and the texts that rules were read in."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from hornbook.answers.clauses import GRADES
from hornbook.answers.wording.rules import Wording, needs_text
from hornbook.lang import bound
from hornbook.render.sheet import Line, Row
from hornbook.standards.standard import Cite
from hornbook.text import Phrase, Text, listing, message

NAMED = 2
"""So many needs or gaps are named in a line of the page; the rest is counted."""
_BEST = ("issuer", "copy", "press", None, "weak", "memory")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSource:
    """The best source of a rule's text that was read."""

    title: str
    url: str | None
    grade: str | None
    """issuer, copy, press, weak or memory; empty where nobody has graded it."""


def text_source(cites: Sequence[Cite]) -> TextSource | None:
    """The best of the sources of a text, the first of equals; None where a file names none."""
    best = min(cites, key=lambda cite: _BEST.index(cite.grade), default=None)
    return None if best is None else TextSource(title=best.title, url=best.url, grade=best.grade)


def short_needs(way: Iterable[bound.Input], words: Wording) -> Iterator[Phrase]:
    """Inputs in few words: what a person decides in its own words, a fact by its name."""
    ordered = sorted(way, key=lambda each: (bool(each.matter), each.written))
    yield from dict.fromkeys(_short_need(each, words) for each in ordered)


def _short_need(of: bound.Input, words: Wording) -> Phrase:
    if of.matter:
        return Text(of.about.en.rstrip("."), of.about.zh.rstrip("。"))
    return needs_text(of, words)


def first_few(phrases: Sequence[Phrase]) -> Phrase:
    """The first of several phrases, and how many more there are."""
    more = len(phrases) - NAMED
    rest = [message("{n} more", n=more)] if more > 0 else []
    return listing([*phrases[:NAMED], *rest], ";")


def source_cells(of: TextSource | None) -> Row:
    """A source as cells of a row."""
    return {"source": of.title if of else None, "url": of.url if of else None}


def source_lines(of: Iterable[tuple[Text, TextSource | None]]) -> Iterator[Line]:
    """Each text by its name, with where it was read and how good that is; files have the addresses."""
    for name, source in of:
        if source is not None:
            cited = source.title
            read = message("{cite} ({grade})", cite=cited, grade=GRADES[source.grade]) if source.grade else cited
            yield Line(message("{name}: {cite}", name=name, cite=read), 2, "– ")
