"""What IT桔子 knew of Chinese companies and their rounds: a line a company, and one more for each further round.

A line without company cells continues the company above it; below a line that could not be read nobody knows
whose round it is, so it is refused. A subject is "itjuzi:" and the registered name (the short name where there is
none) in lower case with hyphens. Two lines of one registered name are one company under two brands: the second
adds its name and the rounds that the first does not tell. Name, place and classes stand from the company's
founding or its first round, whichever is earlier; a closure and a valuation from the recorded day.

A round that is a listing (IPO上市, 新三板) or a sale (并购) becomes that and no round. A vague sum (数百万美元)
is never a number: of a round its least and its most are kept, as `sums` reads them. The maker reckons most
valuations itself, as five times the latest round, with 300万 put for 数百万 and 6.5 yuan for a dollar: one that rests
on a vague sum is left out, and any other that is just that is graded as derived. 融资总额, reckoned so too, is no fact.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from hornbook.errors import SourceError
from hornbook.formats.cells import drop_personal, slug
from hornbook.formats.rows import TextRow
from hornbook.kinds import (
    Acquired,
    Closed,
    Described,
    Fact,
    Founded,
    Listed,
    Named,
    Registered,
    Round,
    Sector,
    Valuation,
    Website,
)
from hornbook.sources.shared.chinese import chinese_place, chinese_round, language_of, names_in
from hornbook.sources.shared.cleaning import names_somebody
from hornbook.sources.shared.itjuzi_cells import NO_SUM, cell_day, cell_sum, cell_text, stated_text
from hornbook.sources.shared.list_files import list_lines
from hornbook.sources.shared.tally import Tally
from hornbook.sources.source import About, Entry, Reject, Row, Source
from hornbook.terms import Day, Grade, Payment
from hornbook.text import Phrase, Text, listing, message

_COMPANY = (
    *("公司名称", "工商名称", "公司网址", "成立时间", "地点", "运营状态", "行业", "子行业"),
    *("融资总额", "估值", "公司简介"),
)
_ROUND = ("融资时间", "轮次", "融资金额", "投资方")
_OPEN, _CLOSED = ("运营中", "已转型", "未上线"), ("已关闭",)
_VENUES = {"新三板": "NEEQ", "新三板挂牌": "NEEQ", "IPO上市": None, "IPO": None, "上市": None, "已上市": None}
_SALES = ("并购", "被并购", "收购", "被收购", "已被收购")
_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d)(?:-(\d\d))?(?!-?\d)", re.ASCII)
_TIMES = 5
_RATES = {"CNY": Decimal(1), "USD": Decimal("6.5"), "EUR": Decimal("7.5")}  # the maker's, whatever the day

_NO_ROUND = message("no round is named")
_ORPHAN = message("a further round, but no company stands above it")


class _Company(NamedTuple):
    """Whose lines are being read."""

    subject: str
    place: str
    short: str
    registered: str


class _Told(NamedTuple):
    """What the lines so far have said."""

    recorded: Day
    companies: dict[str, _Company]
    deals: dict[tuple[str, str], TextRow]
    tally: Tally


class ITjuzi(Source):
    """The lists of companies and rounds of IT桔子."""

    # No promises: many rounds are never announced, and a closure may come late to the maker.
    about = About(
        name="itjuzi",
        title=Text("IT桔子 (ITjuzi): Chinese companies and their rounds", "IT桔子：中国企业及其融资轮次"),
        maker="IT桔子 (ITjuzi)",
        files=Text(
            "One .csv, .csv.gz or .xlsx a list, with its month or day in its name (companies_YYYY-MM.csv).",
            "每份名单一个 .csv、.csv.gz 或 .xlsx 文件，文件名含月份或日期（companies_YYYY-MM.csv）。",
        ),
    )

    def recorded(self, paths: tuple[Path, ...]) -> Day | None:
        """The day in the file's name, YYYY-MM-DD, or the last day of a month, YYYY-MM; None when it has neither."""
        for path in paths:
            if found := _DAY.search(path.name):
                year, month = int(found[1]), int(found[2])
                with suppress(ValueError):
                    return date(year, month, int(found[3]) if found[3] else monthrange(year, month)[1])
        return None

    def read(self, paths: tuple[Path, ...], recorded: Day) -> Iterator[Entry]:
        """Every line of the list, a company's and its further rounds' alike; SourceError when it is no such list."""
        if len(paths) != 1:
            raise SourceError(message("One list of IT桔子 at a time, not {n}.", n=len(paths)))
        told = _Told(recorded, {}, {}, Tally())
        for first, *others in _together(list_lines(paths[0], (*_COMPANY, *_ROUND))):
            if problem := first.problem or _nameless(first):
                yield Reject(first.place, problem)
                for line in others:
                    why = (
                        problem
                        if problem == _ORPHAN
                        else message("continues {place}, of which: {problem}", place=first.place, problem=problem)
                    )
                    yield Reject(line.place, why)
            else:
                yield from _company(first, others, told)
        yield from told.tally.remarks(paths[0].name)


def _together(lines: Iterable[TextRow]) -> Iterator[list[TextRow]]:
    """A company's line with those that continue it; one that cannot be read may be a company's."""
    held: list[TextRow] = []
    for line in lines:
        if held and (line.problem or not _continues(line)):
            yield held
            held = []
        held.append(line)
    if held:
        yield held


def _continues(line: TextRow) -> bool:
    return not any(cell_text(line, column) for column in _COMPANY)


def _nameless(line: TextRow) -> Phrase | None:
    """Why a line names no company; None when it does."""
    if _continues(line):
        return _ORPHAN
    named = any(
        slug(name) and names_somebody(name) for name in (cell_text(line, "工商名称"), cell_text(line, "公司名称"))
    )
    return None if named else message("no company is named")


def _company(first: TextRow, others: list[TextRow], told: _Told) -> Iterator[Entry]:
    """The lines of one company, each with its facts."""
    short, registered = cell_text(first, "公司名称"), cell_text(first, "工商名称")
    subject = f"{ITjuzi.about.name}:{slug(registered) or slug(short)}"
    company = _Company(subject, first.place, short, registered)
    notes: list[Phrase] = []
    founded = cell_day(first, "成立时间", told.recorded, notes, told.tally)
    rounds = [cell_day(line, "融资时间", told.recorded, [], Tally()) for line in (first, *others)]
    since = min((day for day in (founded, *rounds) if day), default=told.recorded)
    known = told.companies.setdefault(subject, company)
    if known is company:
        facts = _profile(company, first, since, founded, told, notes)
    else:
        facts = _brand(company, since) if slug(short) not in ("", slug(known.short)) else []
        only = (
            message("工商名称: {place} has it too; only name and round are read", place=known.place)
            if facts
            else message("工商名称: {place} has it too; only the round is read", place=known.place)
        )
        notes = [only]
    deal = _deal(subject, first, told, notes)
    if isinstance(deal, Fact):
        yield Row(first.place, (*facts, deal), tuple(notes))
    elif facts:
        yield Row(first.place, tuple(facts), (*notes, *((deal,) if deal != _NO_ROUND else ())))
    else:
        yield Reject(first.place, message("repeats {place}; {problem}", place=known.place, problem=deal))
    for line in others:
        notes = []
        deal = _deal(subject, line, told, notes)
        yield Row(line.place, (deal,), tuple(notes)) if isinstance(deal, Fact) else Reject(line.place, deal)


def _brand(company: _Company, since: Day) -> list[Fact]:
    """The short name; a company may have several, so each has a key of its own."""
    subject, place, short, _ = company
    on: dict[str, Any] = {"subject": subject, "valid": since, "place": place, "key": f"name {slug(short)}"}
    return [Named(**on, name=short, language=language_of(short), registered=False)] if short else []


def _profile(
    company: _Company, line: TextRow, since: Day, founded: Day | None, told: _Told, notes: list[Phrase]
) -> list[Fact]:
    """All that a company's line says but for its round."""
    on: dict[str, Any] = {"subject": company.subject, "valid": since, "place": company.place}
    facts: list[Fact] = _brand(company, since)
    if name := company.registered:
        facts.append(Named(**on, key="registered", name=name, language=language_of(name), registered=True))
    if founded:
        precision = ("year", "month", "day")[cell_text(line, "成立时间").count("-")]
        facts.append(Founded(**on | {"valid": founded}, precision=precision))
    if where := cell_text(line, "地点"):
        country, region, city = chinese_place(where)
        facts.append(Registered(**on, key="place", country=country, region=region, city=city))
    for rank, column in enumerate(("行业", "子行业"), 1):
        if label := cell_text(line, column):
            facts.append(Sector(**on, key=f"rank {rank}", taxonomy=ITjuzi.about.name, label=label, rank=rank))
    if url := cell_text(line, "公司网址"):
        facts.append(Website(**on, key="website", url=url))
    if text := drop_personal(cell_text(line, "公司简介")):
        facts.append(Described(**on, key="about", text=text, language=language_of(text)))
    return facts + _state(on | {"valid": told.recorded}, line, notes, told.tally)


def _state(on: dict[str, Any], line: TextRow, notes: list[Phrase], tally: Tally) -> list[Fact]:
    """How it stands with the company on the recorded day: whether it had closed, and what it is worth."""
    facts: list[Fact] = []
    status = cell_text(line, "运营状态")
    if status:
        tally.judged("运营状态", taken=status in (*_OPEN, *_CLOSED))
    if status in _CLOSED:
        facts.append(Closed(**on, grade=Grade.DERIVED))  # on that day or before
    elif status and status not in _OPEN:
        notes.append(
            message("运营状态: {status!r} is none of {known}", status=status, known=listing((*_OPEN, *_CLOSED)))
        )
    worth, latest = cell_sum(line, "估值", notes, tally), cell_sum(line, "融资金额", [], Tally())
    if worth.amount and latest != NO_SUM and not latest.amount:
        notes.append(message("估值: reckoned by the maker from a round whose sum is vague, so left out"))
    elif worth.amount:
        paid = (latest.amount or 0) * _RATES.get(latest.currency or "", 0)
        reckoned = worth.currency in (None, "CNY") and worth.amount == paid * _TIMES
        grade = Grade.DERIVED if reckoned else Grade.REPORTED
        facts.append(Valuation(**on, grade=grade, amount=worth.amount, currency=worth.currency or "CNY"))
    return facts


def _deal(subject: str, line: TextRow, told: _Told, notes: list[Phrase]) -> Round | Listed | Acquired | Phrase:
    """The round, listing or sale of a line; the reason when there is none."""
    kind = cell_text(line, "轮次")
    if not any(cell_text(line, column) for column in _ROUND):
        return _NO_ROUND
    problems: list[Phrase] = [message("融资时间: no day, so the round has no place in time")]
    day = cell_day(line, "融资时间", told.recorded, problems, told.tally)
    if not day:
        return problems[-1]
    key = f"{day} {kind or 'unstated'}"
    if (same := told.deals.setdefault((subject, key), line)) is not line:
        return message("repeats the round of {place}{differing}", place=same.place, differing=_differing(same, line))
    on: dict[str, Any] = {"subject": subject, "valid": day, "place": line.place, "key": key}
    if kind in _VENUES:
        left = [column for column in ("融资金额", "投资方") if stated_text(line, column)]
        notes += [
            message(
                "{column}: {text!r}, which a listing has no place for",
                column=column,
                text=stated_text(line, column)[:40],
            )
            for column in left
        ]
        return Listed(**on, venue=_VENUES[kind])
    paid = cell_sum(line, "融资金额", notes, told.tally)
    if not paid.currency and (paid.amount or paid.vague):
        notes.append(message("融资金额: {text!r} of no named currency", text=cell_text(line, "融资金额")))
        paid = NO_SUM
    investors = names_in(cell_text(line, "投资方"))
    if kind in _SALES:
        return Acquired(**on, by=", ".join(investors) or None, amount=paid.amount, currency=paid.currency)
    series, instrument = chinese_round(kind)
    return Round(
        **on,
        **paid.fields,
        type=kind or "unstated",
        series=series,
        instrument=instrument,
        payment=Payment.ANNOUNCED,
        investors=investors,
    )


def _differing(one: TextRow, other: TextRow) -> Phrase:
    cells = ((column, cell_text(one, column), cell_text(other, column)) for column in _ROUND)
    return listing(
        (
            message("; {column} {here!r} here, {there!r} there", column=column, here=here, there=there)
            for column, there, here in cells
            if here != there
        ),
        "",
    )
