"""For how many companies an import lifts its own promises, because rows of theirs were refused."""

from collections.abc import Iterable
from dataclasses import dataclass

from hornbook.answers.wording.facts import kind_text
from hornbook.book.ledger import Batch
from hornbook.book.lifted import lost_records, untold_rows
from hornbook.book.store import Store
from hornbook.render.sheet import Column, Kind, Line, Table
from hornbook.text import Text, listing, message, message_plural


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftedPromise:
    """What refused rows do to the promise of one import to name every fact of a kind."""

    batch: str
    file: str
    kind: str
    kind_text: Text
    records: int
    """Records of which a row was refused: for these, silence is unknown and not no."""
    untold: int
    """Refused rows that do not tell their record: they lift no promise."""


LIFTED_COLUMNS = (
    Column("batch", message("batch"), Kind.CODE, tight=True),
    Column("kind", message("kind"), Kind.CODE, page=False),
    Column("kind_text", message("kind"), file=False),
    Column("records", message("companies whose silence is unknown"), Kind.COUNT),
    Column("untold", message("refused rows of no known company"), Kind.COUNT),
)


def lifted_promises(book: Store, batches: Iterable[Batch]) -> tuple[LiftedPromise, ...]:
    """The promises of these imports that refused rows lift, or may."""
    lost, untold = lost_records(book), untold_rows(book)
    found = []
    for batch in batches:
        for kind in dict.fromkeys(promise.kind for promise in batch.promises):
            records, rows = len(lost.get((batch.batch, kind), ())), untold[batch.batch, kind]
            if records or rows:
                text = kind_text(kind)
                one = LiftedPromise(
                    batch=batch.batch, file=batch.file, kind=kind, kind_text=text, records=records, untold=rows
                )
                found.append(one)
    return tuple(found)


def lifted_lines(lifted: tuple[LiftedPromise, ...]) -> tuple[Line, ...]:
    """What follows from it, in a sentence or two."""
    lines = []
    if some := [each for each in lifted if each.records]:
        named = (message("{kind} ({n:,})", kind=each.kind_text, n=each.records) for each in some)
        text = message(
            "Refused rows lift the promise of this source for some companies, by kind: {kinds}. For these companies a "
            "missing fact is unknown, not no.",
            kinds=listing(named),
        )
        lines.append(Line(text))
    if rows := max((each.untold for each in lifted), default=0):
        text = message_plural(
            "{n:,} refused row does not tell its company, so it lifts no promise: a missing fact may still be taken "
            "for no.",
            "{n:,} refused rows do not tell their company, so they lift no promise: a missing fact may still be taken "
            "for no.",
            rows,
        )
        lines.append(Line(text))
    return tuple(lines)


def lifted_table(lifted: tuple[LiftedPromise, ...]) -> Table:
    """One row a promise."""
    rows = tuple({column.key: getattr(each, column.key) for column in LIFTED_COLUMNS} for each in lifted)
    return Table("lifted_promises", LIFTED_COLUMNS, rows)
