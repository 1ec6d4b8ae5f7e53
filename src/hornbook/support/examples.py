"""The examples of a support, each a small company made of dated facts, put to the support's own terms.

`python -m hornbook.support.examples FILE…` checks files and names each example that comes out otherwise.
"""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from hornbook.errors import HornbookError
from hornbook.standards.examples import WORDS, StandardExample, book_of, examples_of
from hornbook.support.entitle import Entitlement, Entitler
from hornbook.support.extremes import Extremes
from hornbook.support.file import read_support
from hornbook.support.support import Support
from hornbook.text import message


@dataclass(frozen=True, slots=True)
class SupportExample:
    """A company, a day, a part, and the answer and amount that must come out."""

    example: StandardExample
    amount: tuple[int, int | None] | None
    """The least and the most of the part in hundredths; None where the example states none."""
    total: tuple[int, int | None] | None
    """The same of all parts that count money, nothing where none does."""


@dataclass(frozen=True, slots=True)
class SupportOutcome:
    """What came out of an example."""

    wanted: SupportExample
    answer: bool | None
    amount: Extremes | None
    total: Extremes | None

    @property
    def passes(self) -> bool:
        """Whether the answer and the amounts are what the example says."""
        if self.answer is not self.wanted.example.answer:
            return False
        return _agree(self.amount, self.wanted.amount) and _agree(self.total, self.wanted.total)


def _agree(amount: Extremes | None, wanted: tuple[int, int | None] | None) -> bool:
    return wanted is None or (amount is not None and (amount.least, amount.most) == wanted)


def support_examples(of: Support) -> tuple[SupportExample, ...]:
    """The examples of a support; StandardError points at one that cannot be read."""
    raw = of.source.data.get("example", [])
    return tuple(
        SupportExample(
            each,
            _wanted(of, raw[each.number], each.number, "amount"),
            _wanted(of, raw[each.number], each.number, "total"),
        )
        for each in examples_of(of.standard)
    )


def _wanted(of: Support, raw: dict[str, Any], number: int, key: str) -> tuple[int, int | None] | None:
    """The amount of an example, such as "1_000_000.50", or ["0", "2_000_000"], or ["0", "no limit"]."""
    said = raw.get(key)
    if said is None:
        return None
    ends = said if isinstance(said, list) else [said, said]
    loc = ("example", number)
    if len(ends) != 2 or not all(isinstance(end, str) for end in ends):
        raise of.source.error(loc, message("an amount is a text, or the least and the most as a list of two"))
    least, most = (None if end == "no limit" else _hundredths(of, end, number) for end in ends)
    return least or 0, most


def _hundredths(of: Support, text: str, number: int) -> int:
    try:
        value = Decimal(text.replace("_", "")) * 100
    except InvalidOperation:
        value = Decimal("0.5")
    if value != int(value) or value < 0:
        raise of.source.error(
            ("example", number), message("'{text}' is no amount with at most two decimals", text=text), word=text
        )
    return int(value)


def run_support_examples(of: Support) -> list[SupportOutcome]:
    """Every example of a support put to it."""
    given, found = support_examples(of), []
    with book_of(each.example for each in given) as book:
        for day in sorted({each.example.day for each in given}):
            entitler = Entitler(book.at(day), [of])
            mine = [each for each in given if each.example.day == day]
            told = entitler.each([each.example.subject for each in mine])
            found += [_outcome(each, entitlement) for each, (entitlement,) in zip(mine, told, strict=True)]
    return found


def _outcome(wanted: SupportExample, entitlement: Entitlement) -> SupportOutcome:
    part = next(each for each in entitlement.parts if each.part.id == wanted.example.tier)
    total = entitlement.amount or Extremes(0, 0, attained=True)  # no part of it pays money
    return SupportOutcome(wanted, part.answer, part.amount, total)


def check_support_files(paths: Iterable[str]) -> int:
    """Check files; how many of them do not hold."""
    wrong, words = 0, {answer: word for word, answer in WORDS.items()}
    for path in paths:
        try:
            outcomes = run_support_examples(read_support(Path(path)))
        except HornbookError as error:
            print(error)
            wrong += 1
            continue
        bad = [outcome for outcome in outcomes if not outcome.passes]
        print(f"{path}: {len(outcomes)} examples, {len(bad)} otherwise")
        for outcome in bad:
            example = outcome.wanted.example
            told = f"should be {words[example.answer]} {outcome.wanted.amount}"
            print(
                f"  example {example.number + 1}, {example.tier}: {told}, is {words[outcome.answer]} {outcome.amount}"
            )
            print(f"    {example.says.en}")
        wrong += bool(bad)
    return wrong


if __name__ == "__main__":
    raise SystemExit(check_support_files(sys.argv[1:]))
