"""The reasons of clauses as lines of a page: each fact is told once, and named where it comes again."""

from collections.abc import Iterable, Iterator, Sequence

from hornbook.answers.reasons import ClauseReason, Evidence, Mark, SilencePromise
from hornbook.answers.wording.by_hand import written_phrase
from hornbook.render.sheet import SIGN, Line
from hornbook.terms import EARLIEST
from hornbook.text import Phrase, listing, message, message_plural

FACTS = 4
"""How many facts stand behind a comparison on a page, the newest ones."""


class ReasonLines:
    """Writes the reasons of one clause after another."""

    def __init__(self) -> None:
        self._shown: set[tuple[str, str]] = set()

    def of(self, reasons: Sequence[ClauseReason]) -> Iterator[Line]:
        """Each comparison of a clause with what it rests on."""
        alone = len(reasons) == 1
        for reason in reasons:
            text = reason.text
            if reason.about is not None:
                text = message("{about}: {reason}", about=reason.about, reason=reason.text)
            yield Line(text, 0, "" if alone else f"{SIGN[reason.answer]} ")
            for line in self._behind(reason):
                yield line if alone else Line(line.text, line.indent + 2, line.lead)

    def _behind(self, reason: ClauseReason) -> Iterator[Line]:
        if reason.marks:
            yield Line(_note(reason.marks))
        yield from (Line(_silence(promise)) for promise in _newest(reason.silence))
        yield from self._facts(reason.facts, counts=True)
        yield from self._facts(reason.refused, counts=False)

    def _facts(self, facts: Sequence[Evidence], *, counts: bool) -> Iterator[Line]:
        """Facts, the newest first; those that do not count with the marks that may say why."""
        for fact in reversed(facts[-FACTS:]):
            again = (fact.kind, fact.id) in self._shown
            self._shown.add((fact.kind, fact.id))
            text = _again(fact) if again else _gist(fact, with_marks=not counts)
            yield Line(text if counts else message("does not count: {fact}", fact=text), 0, "· ")
            if not again:
                yield Line(listing((fact.grade_text, fact.source, written_phrase(fact.place), fact.id), " · "), 2)
        if len(facts) > FACTS:
            yield Line(message("and {n} earlier", n=len(facts) - FACTS))


def _again(fact: Evidence) -> Phrase:
    return message("{fact}, see above: {id}", fact=_when(fact), id=fact.id)


def _gist(fact: Evidence, *, with_marks: bool) -> Phrase:
    text = _when(fact)
    if any(fact.text):
        text = message("{fact}: {says}", fact=text, says=fact.text)
    return listing((text, _note(fact.marks)), ";") if with_marks and fact.marks else text


def _when(fact: Evidence) -> Phrase:
    if fact.valid == EARLIEST:
        return message("{kind}, of a day that is not stated", kind=fact.kind_text)
    if not fact.age_days:
        return message("{kind} of {day} (that very day)", kind=fact.kind_text, day=fact.valid)
    return message_plural(
        "{kind} of {day} ({n:,} day old)",
        "{kind} of {day} ({n:,} days old)",
        fact.age_days,
        kind=fact.kind_text,
        day=fact.valid,
    )


def _note(marks: Iterable[Mark]) -> Phrase:
    return message("note: {marks}", marks=listing((mark.text for mark in marks), ";"))


def _newest(promises: Iterable[SilencePromise]) -> Iterable[SilencePromise]:
    """The longest promise of each source and kind."""
    return {(each.source, each.kind): each for each in sorted(promises, key=lambda each: each.until)}.values()


def _silence(promise: SilencePromise) -> Phrase:
    return message(
        "no record; {source} promised to list every {kind} until {until}",
        source=promise.source,
        kind=promise.kind_text,
        until=promise.until,
    )
