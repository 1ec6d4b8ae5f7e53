"""What an erasure takes out of every version of a book: `erase`, and the marks that erasures leave."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

from hornbook.answers.answer import Answer, asked_of_book, simulated_label
from hornbook.answers.wording.counts import counted_facts, counted_other_facts, counted_refusals
from hornbook.answers.wording.facts import kind_text
from hornbook.book.book import Book
from hornbook.book.erasable import Erasable
from hornbook.book.erase import Wanted, erase, preview_erasure
from hornbook.book.marks import Erasure
from hornbook.render.sheet import Block, Column, Items, Kind, Line, Sheet, Table
from hornbook.terms import Day
from hornbook.text import Message, Phrase, Text, Value, listing, message, message_plural

_SHOWN = 20
_KEPT = 1_000
"""How many facts of others a file names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlteredMention:
    """A fact of another record in which a name is replaced."""

    kind: str
    kind_name: Text
    subject: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureMark:
    """What is left of an erasure: when and why, how much, and the digest of what was taken out."""

    version: int
    """The version that it made."""
    day: Day
    because: str
    since: int
    """The first version that had held any of it."""
    facts: int
    altered: int
    notes: int
    titles: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class EraseAnswer(Answer):
    """What an erasure took out of every version of the book, or with `preview` would take."""

    preview: bool
    version: int
    since: int
    """The first version that held any of it."""
    facts: int
    """Facts that go, each counted once."""
    altered: int
    """Facts of other records in which a name is replaced."""
    notes: int
    """Refused rows and notes that go, or lose their reason."""
    titles: int
    """Batches of which a title or a promise is changed."""
    files: int
    kinds: dict[str, int]
    because: str | None
    sha256: str | None
    """Of all that was taken out or changed, as it was before; empty in a preview."""
    mentions: tuple[AlteredMention, ...]
    linked: tuple[str, ...]
    """Records that stay, on whose pairs with those that go something was said."""
    texts: int
    """Facts of other records, and kept rules, that hold one of the words within a text, and stay as they are."""
    rules: int
    """Kept texts of cited rules that quote one of the words, and go."""

    def sheet(self) -> Sheet:
        """The page: how much goes, what becomes of others, and what no erasure can reach."""
        title = message("Preview of an erasure: nothing was written") if self.preview else message("Erasure")
        return Sheet(title, (*_blocks(self), *simulated_label(self.asked)))

    def tables(self) -> tuple[Table, ...]:
        """One row a kind, and one a fact of another record that is changed."""
        kinds = [{"kind": kind, "facts": n} for kind, n in self.kinds.items()]
        mentions = [{column.key: getattr(each, column.key) for column in _MENTIONS} for each in self.mentions]
        return (Table("kinds", _KINDS, kinds), Table("mentions", _MENTIONS, mentions, shown=_SHOWN))


_KINDS = (Column("kind", message("kind"), Kind.CODE), Column("facts", message("facts"), Kind.COUNT))
_MENTIONS = (
    Column("kind", message("kind"), Kind.CODE),
    Column("subject", message("company"), Kind.CODE),
    Column("place", message("where it is written"), Kind.CODE),
)


def ask_erasure_preview(book: Book, wanted: Wanted) -> EraseAnswer:
    """What an erasure would take; nothing is written."""
    return _answer(book, preview_erasure(book, wanted), None)


def erase_data(book: Book, wanted: Wanted, because: str, day: Day) -> EraseAnswer:
    """Erase data from every version of a book."""
    return _answer(book, *erase(book, wanted, because=because, day=day))


def _answer(book: Book, found: Erasable, mark: Erasure | None) -> EraseAnswer:
    return EraseAnswer(
        asked=asked_of_book(book),
        preview=mark is None,
        version=book.version,
        since=found.since,
        facts=found.kinds.total(),
        altered=len(found.altered),
        notes=found.notes,
        titles=found.titles,
        files=len(found.files),
        kinds=dict(sorted(found.kinds.items())),
        because=mark.because if mark else None,
        sha256=mark.sha256 if mark else None,
        mentions=tuple(
            AlteredMention(kind=each.kind, kind_name=kind_text(each.kind), subject=each.subject, place=each.place)
            for each in found.altered[:_KEPT]
        ),
        linked=tuple(sorted(found.linked)),
        texts=found.texts,
        rules=len(found.rule_texts),
    )


def _blocks(answer: EraseAnswer) -> Iterator[Block]:
    yield Line(_how_much(answer), strong=True)
    if answer.kinds:
        yield Line(listing(message("{kind} {n:,}", kind=kind_text(kind), n=n) for kind, n in answer.kinds.items()))
    if answer.sha256:
        yield Line(
            message(
                "The mark in the log is version {version}; SHA-256 of what was erased: {digest}",
                version=str(answer.version),
                digest=answer.sha256,
            )
        )
    if answer.mentions:
        yield Line(message("Facts of other records in which a name is replaced:"))
        yield answer.tables()[1]
    if answer.linked:
        yield Line(message("Records that were linked with it and stay; name them too to erase the whole company:"))
        yield Items(answer.linked[:_SHOWN], hidden=max(0, len(answer.linked) - _SHOWN))
    if answer.rules:
        yield Line(
            message_plural(
                "{n:,} text of a cited rule quotes the name; it is deleted, and its citations cannot be checked any "
                "more.",
                "{n:,} texts of cited rules quote the name; they are deleted, and their citations cannot be checked "
                "any more.",
                answer.rules,
            )
        )
    if answer.texts:
        yield Line(
            message_plural(
                "{n:,} fact of another record holds the name within a text and stays as it is; --texts changes it too.",
                "{n:,} facts of other records hold the name within a text and stay as they are; --texts changes them "
                "too.",
                answer.texts,
            )
        )
    yield Line(
        message(
            "Copies made earlier (backups, exports, the files that were imported) still hold the data. Only you can "
            "delete them."
        )
    )


def _how_much(answer: EraseAnswer) -> Message:
    counts: dict[str, Value] = {
        "facts": counted_facts(answer.facts),
        "altered": counted_other_facts(answer.altered),
        "notes": counted_refusals(answer.notes),
        "since": str(answer.since),
    }
    if answer.preview:
        return message(
            "{facts} would be erased from every version since version {since}; {altered} would be changed, and {notes} "
            "would go. Nothing was written.",
            **counts,
        )
    return message(
        "Erased from every version since version {since}: {facts}, and {notes}. Changed: {altered}.",
        **counts,
    )


# ---- the marks that stay


def erasure_marks(marks: Iterable[Erasure]) -> tuple[ErasureMark, ...]:
    """The marks of a book's log as answers hold them."""
    names = [field.name for field in fields(ErasureMark)]
    return tuple(ErasureMark(**{name: getattr(mark, name) for name in names}) for mark in marks)


def erasure_lines(marks: Iterable[ErasureMark]) -> tuple[Block, ...]:
    """A sentence on each erasure."""
    lines: list[Phrase] = []
    for mark in marks:
        counts: Message = message(
            "erased from every version since version {since}: {facts}, and {notes}; changed: {altered}",
            facts=counted_facts(mark.facts),
            notes=counted_refusals(mark.notes),
            altered=counted_other_facts(mark.altered),
            since=str(mark.since),
        )
        lines.append(
            message(
                "Version {version}, {day}: {counts}. Reason: {because}. SHA-256 of what was erased: {digest}",
                version=str(mark.version),
                day=mark.day,
                counts=counts,
                because=mark.because,
                digest=mark.sha256,
            )
        )
    return tuple(map(Line, lines))
