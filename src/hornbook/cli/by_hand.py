"""Commands by which a person says a thing: decide a matter, state a fact, withdraw one."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hornbook.cli import common, complete
from hornbook.cli.options import BookDir
from hornbook.cli.output import answering
from hornbook.errors import QuestionError
from hornbook.terms import day
from hornbook.text import message

if TYPE_CHECKING:
    from hornbook.answers.answer import Answer
    from hornbook.answers.by_hand import ByHand
    from hornbook.casework.given import GivenWord

Also = Mapping[str, str | None]
"""What the options say of all rows."""

Because = Annotated[
    str | None, typer.Option("--because", metavar="WORDS", help="Why; kept with the fact. Rows of a file may say it.")
]
DecidedBy = Annotated[str | None, typer.Option("--decided-by", metavar="WHO", help="The office or role that says it.")]
On = Annotated[
    str | None, typer.Option("--on", metavar="DAY", help="The day from which it is true (default: when it was learnt).")
]
SinceWhen = Annotated[str | None, typer.Option("--on", metavar="DAY", help="The day from which it is true.")]
Recorded = Annotated[
    str | None,
    typer.Option("--recorded", metavar="DAY", help="The day on which it was learnt (default: today; never later)."),
]
Preview = Annotated[bool, typer.Option("--preview", help="Show the facts that would be written, and write nothing.")]


Companies = Annotated[
    list[str] | None, typer.Argument(metavar="COMPANY…", help="Companies, each by its name or subject.")
]
Matter = Annotated[
    str | None,
    typer.Option(
        "--matter",
        metavar="STANDARD/MATTER",
        autocompletion=complete.complete_matter,
        help="What only a person can judge, as `hornbook standards ID` lists it; FILE/MATTER of a rule of your own.",
    ),
]
Outcome = Annotated[str | None, typer.Option("--outcome", metavar="yes|no", help="What was decided.")]
Decisions = Annotated[
    Path | None,
    typer.Option(
        "--file",
        metavar="FILE",
        help="A CSV: company, matter, outcome, and because, decided_by, on where they differ; headings may be Chinese.",
    ),
]
Company = Annotated[str | None, typer.Argument(metavar="COMPANY", help="A company, by its name or subject.")]
KindName = Annotated[
    str | None,
    typer.Argument(
        metavar="KIND", autocompletion=complete.complete_kind, help="A kind of fact, as `hornbook kinds` lists it."
    ),
]
Fields = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="FIELD=VALUE…",
        autocompletion=complete.complete_field,
        help="Its fields; key=WORD keeps two facts of one day apart, grade=WORD says how good the evidence is.",
    ),
]
Statements = Annotated[
    Path | None,
    typer.Option(
        "--file",
        metavar="FILE",
        help="A CSV: company, kind, on, because, decided_by, and a column a field; headings may be Chinese.",
    ),
]
Facts = Annotated[
    list[str] | None, typer.Argument(metavar="FACT…", help="Facts by their ids, as `hornbook facts` shows them.")
]
Undo = Annotated[bool, typer.Option("--undo", help="Believe facts again that were withdrawn.")]
Withdrawals = Annotated[
    Path | None,
    typer.Option(
        "--file",
        metavar="FILE",
        help="A CSV: fact, and because, decided_by where they differ; headings may be Chinese.",
    ),
]


@answering
def decide_command(
    companies: Companies = None,
    matter: Matter = None,
    outcome: Outcome = None,
    because: Because = None,
    decided_by: DecidedBy = None,
    on: On = None,
    recorded: Recorded = None,
    file: Decisions = None,
    preview: Preview = False,
    book: BookDir = None,
) -> "Answer":
    """Decide a matter that only a person can judge, for one company or several."""
    from hornbook.answers.by_hand import state_facts

    also = {"because": because, "decided_by": decided_by, "on": on}
    given = list(_decisions(companies, matter, outcome, file, also))
    return state_facts(common.opened(book), given, _how(recorded, file, "decided by hand", because, preview))


def _decisions(
    companies: list[str] | None, matter: str | None, outcome: str | None, file: Path | None, also: Also
) -> "Iterator[GivenWord]":
    from hornbook.answers.wording.headings import chinese_headings
    from hornbook.casework.given import DECISIONS, hand_rows

    if file is not None:
        _alone(companies, matter, outcome)
        for line, cells in hand_rows(file, DECISIONS, chinese_headings()):
            fields = {name: cells.get(name, "") for name in ("matter", "outcome")}
            yield _word(cells, also, line, about="company", kind="Decision", fields=fields)
        return
    if not companies:
        raise QuestionError(message("Name a COMPANY or several, or give a CSV of decisions: --file FILE."))
    if matter is None or outcome is None:
        raise QuestionError(message("Say what is decided: --matter STANDARD/MATTER --outcome yes|no."))
    for company in dict.fromkeys(companies):
        fields = {"matter": matter, "outcome": outcome}
        yield _word({"company": company}, also, None, about="company", kind="Decision", fields=fields)


@answering
def state_command(
    company: Company = None,
    kind: KindName = None,
    fields: Fields = None,
    because: Because = None,
    decided_by: DecidedBy = None,
    on: SinceWhen = None,
    recorded: Recorded = None,
    file: Statements = None,
    preview: Preview = False,
    book: BookDir = None,
) -> "Answer":
    """State a fact of any kind about a company."""
    from hornbook.answers.by_hand import state_facts

    also = {"because": because, "decided_by": decided_by, "on": on}
    given = list(_statements(company, kind, fields or [], file, also))
    return state_facts(common.opened(book), given, _how(recorded, file, "stated by hand", because, preview))


def _statements(
    company: str | None, kind: str | None, fields: list[str], file: Path | None, also: Also
) -> "Iterator[GivenWord]":
    from hornbook.answers.wording.headings import chinese_headings
    from hornbook.casework.given import hand_rows, statements_table

    if file is not None:
        _alone(company, kind, fields)
        table = statements_table()
        for line, cells in hand_rows(file, table, chinese_headings()):
            own = {name: text for name, text in cells.items() if name not in table.common}
            dated = {**cells, "on": cells.get("on") or also["on"] or _NO_DAY}
            yield _word(dated, also, line, about="company", kind=cells.get("kind", ""), fields=own)
        return
    if company is None or kind is None:
        raise QuestionError(
            message("Say of which COMPANY, of which KIND, and FIELD=VALUE…; or give a CSV of facts: --file FILE.")
        )
    if also["on"] is None:
        raise QuestionError(message("Say from which day on it is true: --on DAY."))
    yield _word({"company": company}, also, None, about="company", kind=kind, fields=dict(_pairs(fields)))


_NO_DAY = " "
"""A cell that should hold a day and does not, which is a mistake of its row."""


@answering
def withdraw_command(
    facts: Facts = None,
    because: Because = None,
    decided_by: DecidedBy = None,
    recorded: Recorded = None,
    undo: Undo = False,
    file: Withdrawals = None,
    preview: Preview = False,
    book: BookDir = None,
) -> "Answer":
    """Withdraw facts: from the day on which it was learnt they are not believed any more."""
    from hornbook.answers.by_hand import withdraw_facts

    given = list(_withdrawals(facts, file, {"because": because, "decided_by": decided_by}))
    act = "believed again by hand" if undo else "withdrawn by hand"
    return withdraw_facts(common.opened(book), given, _how(recorded, file, act, because, preview), undo=undo)


def _withdrawals(facts: list[str] | None, file: Path | None, also: Also) -> "Iterator[GivenWord]":
    from hornbook.answers.wording.headings import chinese_headings
    from hornbook.casework.given import WITHDRAWALS, hand_rows

    if file is not None:
        _alone(facts)
        for line, cells in hand_rows(file, WITHDRAWALS, chinese_headings()):
            yield _word(cells, also, line, about="fact", fields={})
        return
    if not facts:
        raise QuestionError(message("Name a FACT or several by their ids, or give a CSV of them: --file FILE."))
    for fact in dict.fromkeys(facts):
        yield _word({"fact": fact}, also, None, about="fact", fields={})


def _word(
    cells: Mapping[str, str],
    also: Also,
    line: str | None,
    *,
    about: str,
    fields: Mapping[str, str],
    kind: str = "",
) -> "GivenWord":
    """One word: what its own cells say, and else what the options say of all."""
    from hornbook.casework.given import GivenWord

    def said(name: str) -> str | None:
        return cells.get(name) or also.get(name)

    return GivenWord(
        about=" ".join(cells.get(about, "").split()),
        kind=kind,
        fields=fields,
        on=said("on"),
        because=said("because") or "",
        by=said("decided_by"),
        line=line,
    )


def _how(recorded: str | None, file: Path | None, act: str, because: str | None, preview: bool) -> "ByHand":
    from hornbook.answers.by_hand import ByHand
    from hornbook.casework.fields import without_personal

    today: date = common.asked(None)
    title = f"{act}: “{without_personal(because or '')}”"
    return ByHand(
        today=today,
        recorded=day(recorded) if recorded else today,
        title=file.name if file is not None else title,
        preview=preview,
    )


def _alone(*others: object) -> None:
    """QuestionError where a file is given, and the same in words too."""
    if any(others):
        raise QuestionError(message("Give a file or words, not both."))


def _pairs(words: list[str]) -> Iterator[tuple[str, str]]:
    """FIELD=VALUE, each field once."""
    seen: set[str] = set()
    for word in words:
        name, equals, value = word.partition("=")
        if not equals:
            raise QuestionError(message("'{word}' is no FIELD=VALUE, such as amount=5_000_000.", word=word[:40]))
        if name in seen:
            raise QuestionError(message("The field '{field}' is given twice.", field=name[:40]))
        seen.add(name)
        yield name, value
