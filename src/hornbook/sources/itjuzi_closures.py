"""Chinese companies that had closed, by the lists that IT桔子 made of each quarter's closures: a line a company.

The files have no headings; the columns are name, lifespan, founded, closed, sector, place and last round. A subject is
"itjuzi-closures:" and the name in lower case with hyphens; it is a short name, and nothing tells two companies of one
short name apart. The recorded day is the last of the quarter in the file's name. A line that says a closure after that
day was put in later (ten lines of one list tell closures three years on), so nothing of it was known then: refused.

Founding days are all the first of a month, in January no more often than in June: exact to the month, and a January is
a month like any other. Of closing days the last of the year is a placeholder (it is on two lines in three of one list
and on one in five of the next): the company closed by then, so the day is graded as derived. Other days come in bursts
too and are perhaps those on which the maker heard of it; nothing says which, so they stand as read.

The lifespan is the months from founding to closing, worked out by the maker, and no fact; where it disagrees, a note
says so. The last round has no day: a name of a round (A轮) or none (尚未获投, 不明确) is no fact, but a company that
had been bought (已被收购) or traded (已上市, 新三板) was so by its last day, which stands for it, graded as derived.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from hornbook.errors import SourceError
from hornbook.formats.cells import Bad, day_in, slug
from hornbook.formats.rows import TextRow, csv_lines
from hornbook.kinds import Acquired, Closed, Fact, Founded, Listed, Named, Registered, Sector
from hornbook.sources.shared.chinese import chinese_cell, chinese_place, language_of
from hornbook.sources.shared.tally import Tally
from hornbook.sources.source import About, Entry, Reject, Row, Source
from hornbook.terms import Day, Grade
from hornbook.text import Phrase, Text, listing, message

_COLUMNS = ("name", "lifespan", "founded", "closed", "sector", "place", "last round")
_QUARTER = re.compile(r"(?<!\d)((?:19|20)\d\d)-?Q([1-4])(?!\d)", re.ASCII)
_LIFESPAN = re.compile(r"(?:存活)?(?:(\d{1,9})年)?(?:(\d{1,9})个月)?", re.ASCII)
_NO_FATE = ("", "不明确", "尚未获投")
_ROUND = re.compile(r".*轮|战略投资|Pre-IPO|新三板定增", re.IGNORECASE)
_VENUES = {"已上市": None, "IPO上市": None, "新三板": "NEEQ"}


class ITjuziClosures(Source):
    """The lists of closed companies of IT桔子."""

    # No promises: who is not on the list of a quarter may have closed in another, or unheard of.
    about = About(
        name="itjuzi-closures",
        title=Text("IT桔子 (ITjuzi): Chinese companies that closed", "IT桔子：关闭的中国企业"),
        maker="IT桔子 (ITjuzi)",
        files=Text(
            "One .csv or .csv.gz a list, with its quarter in its name (closures_YYYYQn.csv).",
            "每份名单一个 .csv 或 .csv.gz 文件，文件名含季度（closures_YYYYQn.csv）。",
        ),
    )

    def recorded(self, paths: tuple[Path, ...]) -> Day | None:
        """The last day of the quarter in the file's name, YYYYQn; None when it has none."""
        for path in paths:
            if found := _QUARTER.search(path.name):
                year, month = int(found[1]), 3 * int(found[2])
                return date(year, month, monthrange(year, month)[1])
        return None

    def read(self, paths: tuple[Path, ...], recorded: Day) -> Iterator[Entry]:
        """Every line of the list; SourceError when it cannot be read."""
        if len(paths) != 1:
            raise SourceError(message("One list of IT桔子 at a time, not {n}.", n=len(paths)))
        seen: dict[str, TextRow] = {}
        tally = Tally()
        for line in csv_lines(paths[0], encodings=("utf-8-sig", "gb18030"), header=_COLUMNS):
            if line.problem:
                yield Reject(line.place, line.problem)
                continue
            word = slug(chinese_cell(line.cells["name"]))
            same = seen.setdefault(word, line)
            if not word:
                yield Reject(line.place, message("no company is named"))
            elif same is not line:
                yield Reject(
                    line.place,
                    message("repeats {place}{differing}", place=same.place, differing=_differing(same, line)),
                )
            else:
                yield _entry(f"{self.about.name}:{word}", line, recorded, tally)
        yield from tally.remarks(paths[0].name)


def _entry(subject: str, line: TextRow, recorded: Day, tally: Tally) -> Entry:
    """A company that closed, in its facts; a reject where the list could not know what its line says."""
    notes: list[Phrase] = []
    closed = _day(line, "closed", notes, tally)
    if closed and closed > recorded:
        return Reject(
            line.place,
            message(
                "closed: {closed} is after {recorded}, so the line is younger than the list",
                closed=closed,
                recorded=recorded,
            ),
        )
    founded = _day(line, "founded", notes, tally)
    if founded and founded > (closed or recorded):
        notes.append(message("founded: {founded} is after it closed", founded=founded))
        founded = None
    if founded and closed:
        _check(line, founded, closed, notes)
    last = closed or recorded
    name, sector, place = (chinese_cell(line.cells[column]) for column in ("name", "sector", "place"))
    on: dict[str, Any] = {"subject": subject, "valid": founded or last, "place": line.place}
    facts: list[Fact] = [Named(**on, key="name", name=name, language=language_of(name), registered=False)]
    if founded:
        facts.append(Founded(**on, precision="month" if founded.day == 1 else "day"))
    if sector:
        facts.append(Sector(**on, key="sector", taxonomy="itjuzi", label=sector))
    if place:
        country, region, city = chinese_place(place)
        facts.append(Registered(**on, key="place", country=country, region=region, city=city))
    sure = closed and (closed.month, closed.day) != (12, 31)
    on |= {"valid": last, "grade": Grade.REPORTED if sure else Grade.DERIVED}
    facts.append(Closed(**on, key="closed"))
    facts += _fate(on | {"grade": Grade.DERIVED, "key": "last round"}, line, notes)
    return Row(line.place, tuple(facts), tuple(notes))


def _day(line: TextRow, column: str, notes: list[Phrase], tally: Tally) -> Day | None:
    """The day in a cell, of whatever time; None when it is empty or refused with a note."""
    text = chinese_cell(line.cells[column])
    if not text:
        notes.append(message("{column}: no day", column=column))
        return None
    try:
        with tally.cell(column):
            return day_in(text, "%Y/%m/%d", latest=date.max)
    except Bad as why:
        notes.append(message("{column}: {problem}", column=column, problem=why.phrase))
        return None


def _check(line: TextRow, founded: Day, closed: Day, notes: list[Phrase]) -> None:
    """A note where the lifespan is not the months between the two days, a month more or less for the days in it."""
    text = chinese_cell(line.cells["lifespan"])
    match = _LIFESPAN.fullmatch(text)
    between = (closed.year - founded.year) * 12 + closed.month - founded.month
    if not match or not text:
        notes.append(message("lifespan: {text!r} is no time of years and months", text=text[:40]))
    elif int(match[1] or 0) * 12 + int(match[2] or 0) not in (between - 1, between):
        notes.append(
            message(
                "lifespan: {text!r}, but {between} months lie between {founded} and {closed}",
                text=text,
                between=between,
                founded=founded,
                closed=closed,
            )
        )


def _fate(on: dict[str, Any], line: TextRow, notes: list[Phrase]) -> list[Fact]:
    """What the last round tells beside rounds: that the company had been bought, or was traded."""
    text = chinese_cell(line.cells["last round"])
    if text == "已被收购":
        return [Acquired(**on)]
    if text in _VENUES:
        return [Listed(**on, venue=_VENUES[text])]
    if text not in _NO_FATE and not _ROUND.fullmatch(text):
        notes.append(message("last round: {text!r} is no fact that has a day", text=text[:40]))
    return []


def _differing(one: TextRow, other: TextRow) -> Phrase:
    cells = ((column, one.cells[column], other.cells[column]) for column in _COLUMNS)
    return listing(
        (
            message("; {column} {here!r} here, {there!r} there", column=column, here=here, there=there)
            for column, there, here in cells
            if here != there
        ),
        "",
    )
