"""What Crunchbase knew in December 2015 of companies, of their funding rounds and of who bought them.

The three files are one export and are read together, because its promise rests on all three: without the
rounds every company would seem never to have raised any. A subject is "crunchbase:" and the permalink in
lower case without "/organization/"; half of the rounds write it in capitals. Of bought companies that
companies.csv leaves out (it holds only those with a round) acquisitions.csv gives name, place and classes;
the buyers are not made subjects.

The older layout of October 2013 is read too. Each export replaces the one before: what a newer one leaves out, such as
a round under another key, is withdrawn from its day on.

`status` has no day. A company that is `closed`, `ipo`, or `acquired` without a row in acquisitions.csv became
so on some day up to the recorded one: that one stands as the day, graded as derived.

Columns that are no facts: `funding_total_usd` and `funding_rounds` are the sum and the number of the rounds in
rounds.csv, `first_funding_at` and `last_funding_at` the days of two of them (they only date a company's name),
`acquired_month` is cut from `acquired_at`. What acquisitions.csv says of the buyer beside its name (classes,
place) is about a company that is no subject of that row; companies.csv says it of those that are in the export.
"""

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from hornbook.formats.cells import day_in, squeeze
from hornbook.formats.rows import TextRow
from hornbook.kinds import Acquired, Closed, Fact, Founded, Listed, Named, Registered, Round, Sector, Website
from hornbook.sources.shared import crunchbase_words as words
from hornbook.sources.shared.crunchbase_export import (
    cell_value,
    differing_cells,
    export_files,
    export_lines,
    founding_precision,
    is_of_2013,
    paid_amount,
)
from hornbook.sources.shared.crunchbase_places import crunchbase_place
from hornbook.sources.shared.tally import Tally
from hornbook.sources.source import NO_LOSS, About, Entry, Loss, Promise, Reject, Row, Source
from hornbook.terms import Amount, Day, Grade, Instrument, Payment
from hornbook.text import Phrase, Text, listing, message

OCTOBER_2013 = date(2013, 10, 31)
_FUNDED = ("first_funding_at", "last_funding_at")


class _Export(NamedTuple):
    """What the reading of one row needs to know of the others."""

    recorded: Day
    iso_day: Callable[[str], Day]
    turned_day: Callable[[str], Day]
    amount: Callable[[str], Amount]
    sold: dict[str, Day]
    """The first day on which each permalink, in lower case, was bought."""
    subjects: dict[str, str]
    """The subject of each permalink, in lower case, met so far."""
    tally: Tally


class Crunchbase(Source):
    """The Crunchbase export of December 2015."""

    about = About(
        name="crunchbase",
        title=Text(
            "Crunchbase, export of December 2015: companies, funding rounds, acquisitions",
            "Crunchbase 2015年12月导出数据：企业、融资轮次与收购",
        ),
        id="/organization/{id}",
        maker="Crunchbase",
        files=Text(
            "The three files of one export together, in any order: companies, rounds and acquisitions.",
            "同一次导出的 companies、rounds、acquisitions 三个文件，须一并给出，顺序不限。",
        ),
        recorded=date(2015, 12, 5),  # the day of its newest round; thirty a day would follow in an export made later
    )

    def promises(self, recorded: Day) -> tuple[Promise, ...]:
        """What silence means: no round and no sale at any time, no listing and no closure on the recorded day."""
        complete = Text(
            "The export claims to hold every round and every sale of its companies that Crunchbase knew. Much "
            "was filled in long afterwards: of the company-months in the United States with a round before "
            "October 2013, 21% were not yet in the maker's own export of October 2013. A company that "
            "companies.csv leaves out had no round that the maker knew.",
            "该导出数据声称收录 Crunchbase 所知的每一轮融资和每一次收购，但大量内容系事后补录："
            "美国企业 2013 年 10 月以前有融资的“企业·月份”中，"
            "有 21% 未见于该机构 2013 年 10 月的导出数据。"
            "companies.csv 未列出的企业，即该机构不知其有过融资。",
        )
        status = Text(
            "The status is that of the recorded day and has no history: silence on earlier days says nothing. "
            "Of companies that only acquisitions.csv names, the export says no more than that they were bought.",
            "企业状态只反映记录日当天的情况，没有历史：对更早的日期，未提及不代表任何结论。"
            "仅见于 acquisitions.csv 的企业，数据只说明其已被收购。",
        )
        return (
            Promise(kinds=(Round, Acquired), since=date(1960, 1, 1), says=complete),
            Promise(kinds=(Listed, Closed), since=recorded, until=recorded, says=status),
        )

    def recorded(self, paths: tuple[Path, ...]) -> Day | None:
        """The last day that "October 2013" can mean, for an export of that layout; None for a later one."""
        return OCTOBER_2013 if any(map(is_of_2013, paths)) else None

    def replaces(self, paths: tuple[Path, ...]) -> bool:
        """A newer export restates all that the maker knows, and numbers the rounds anew."""
        return True

    def groups(self, paths: tuple[Path, ...]) -> list[tuple[Path, ...]]:
        """The three files as one batch; SourceError names what is missing, unknown or there twice."""
        return [tuple(export_files(paths).values())]

    def read(self, paths: tuple[Path, ...], recorded: Day) -> Iterator[Entry]:
        """Every row of companies, of rounds and of acquisitions in turn; SourceError when one is missing."""
        parts = export_files(paths)
        sales = list(export_lines(parts["acquisitions"], "acquisitions"))
        export = _Export(
            recorded=recorded,
            iso_day=cache(lambda text: day_in(text, "%Y-%m-%d", latest=recorded)),
            turned_day=cache(lambda text: day_in(text, "%d-%m-%Y", "%Y-%m-%d", latest=recorded)),
            amount=cache(paid_amount),
            sold={},
            subjects={},
            tally=Tally(),
        )
        for line in sales:
            if not line.problem:
                sold = cell_value(line.cells, "acquired_at", export.iso_day, [], Tally()) or recorded
                permalink = line.cells["company_permalink"].lower()
                export.sold[permalink] = min(sold, export.sold.get(permalink, sold))
        for line in export_lines(parts["companies"], "companies"):
            torn = words.torn(line, "permalink", words.COMPANY) if line.problem else None
            yield torn or _company(line.place, line.cells, export)
        # The maker's rounds file is in no one encoding; as latin-1 every byte of it reads.
        for line in export_lines(parts["rounds"], "rounds", "latin-1"):
            torn = words.torn(line, "company_permalink", (Round,)) if line.problem else None
            yield torn or _round(line.place, line.cells, export)
        yield from _sales(sales, export)
        yield from export.tally.remarks(" + ".join(path.name for path in parts.values()))


def _company(place: str, cells: dict[str, str], export: _Export) -> Entry:
    permalink = cells["permalink"]
    lower, name, status = permalink.lower(), squeeze(cells["name"]), cells["status"]
    if not permalink or not name:
        why = message("no name") if permalink else message("no permalink")
        return Reject(place, why, words.loss(permalink, words.COMPANY))
    if lower in export.subjects:
        same = message("a row above has the same permalink {permalink}", permalink=permalink)
        return Reject(place, same, words.loss(permalink, words.FATES))
    subject = export.subjects[lower] = words.subject_of(lower)
    if not permalink.isascii():
        # rounds.csv holds the bytes of these permalinks, each put into the other case as if it were a letter.
        export.subjects[permalink.encode().decode("latin-1").lower()] = subject
    notes: list[Phrase] = []
    founded = cell_value(cells, "founded_at", export.iso_day, notes, export.tally)
    days = (
        founded,
        *(cell_value(cells, column, export.iso_day, notes, export.tally) for column in _FUNDED),
        export.sold.get(lower),
    )
    since = min((day for day in days if day), default=export.recorded)
    facts = _profile(subject, since, place, name, notes=notes, cells=cells)
    if founded:
        facts.append(Founded(subject=subject, valid=founded, place=place, precision=founding_precision(founded)))
    if url := squeeze(cells["homepage_url"]):
        facts.append(Website(subject=subject, valid=since, key="website", place=place, url=url))
    export.tally.judged("status", taken=status in words.STATUS)
    if status not in words.STATUS:
        notes.append(message("status: {status!r} is none of {known}", status=status, known=listing(words.STATUS)))
    elif (fate := words.STATUS[status]) and not (fate is Acquired and lower in export.sold):
        facts.append(fate(subject=subject, valid=export.recorded, place=place, grade=Grade.DERIVED))
    lost = NO_LOSS if status in words.STATUS else Loss(subject, words.FATES)
    return Row(place, tuple(facts), tuple(notes), lost)


def _round(place: str, cells: dict[str, str], export: _Export) -> Entry:
    subject = export.subjects.get(cells["company_permalink"].lower())
    if not subject:
        strange = message("no such company in the companies file")
        return Reject(place, strange, words.loss(cells["company_permalink"], (Round,)))
    notes: list[Phrase] = []
    funded = cell_value(cells, "funded_at", export.turned_day, notes, export.tally)
    if not funded:
        return Reject(place, notes[0] if notes else message("funded_at: no day"), Loss(subject, (Round,)))
    amount = cell_value(cells, "raised_amount_usd", export.amount, notes, export.tally)
    kind = cells["funding_round_type"]
    fact = Round(
        subject=subject,
        valid=funded,
        key=cells["funding_round_permalink"],
        place=place,
        type=kind or "undisclosed",
        series=cells["funding_round_code"] or None,
        amount=amount,
        currency="USD" if amount else None,
        instrument=words.INSTRUMENTS.get(kind, Instrument.UNSTATED),
        payment=Payment.ANNOUNCED,
    )
    return Row(place, (fact,), tuple(notes))


def _sales(sales: list[TextRow], export: _Export) -> Iterator[Entry]:
    """The acquisitions, each with what it says of a company that companies.csv leaves out."""
    told: dict[tuple[str, str, str], TextRow] = {}
    for line in sales:
        place, cells, problem, torn = line
        permalink, name = cells.get("company_permalink", "").lower(), squeeze(cells.get("company_name", ""))
        if problem or not permalink or not (name or permalink in export.subjects):
            why = problem or (message("no name") if permalink else message("no permalink"))
            yield Reject(place, why, words.loss(permalink or torn.get("company_permalink", ""), (Acquired,)))
            continue
        same = told.setdefault((permalink, cells["acquirer_permalink"].lower(), cells["acquired_at"]), line)
        if same is not line:
            yield Reject(
                place,
                message("repeats {place}{differing}", place=same.place, differing=differing_cells(same.cells, cells)),
                NO_LOSS,
            )
            continue
        notes: list[Phrase] = []
        facts: list[Fact] = []
        if permalink not in export.subjects:
            subject = export.subjects[permalink] = words.subject_of(permalink)
            facts = _profile(subject, export.sold[permalink], place, name, notes=notes, cells=cells, prefix="company_")
        facts.append(_sale(place, cells, export, notes))
        yield Row(place, tuple(facts), tuple(notes))


def _sale(place: str, cells: dict[str, str], export: _Export, notes: list[Phrase]) -> Acquired:
    permalink, buyer = cells["company_permalink"].lower(), cells["acquirer_permalink"].lower()
    by: str | None = squeeze(cells["acquirer_name"]) or None
    if buyer == permalink:
        notes.append(message("acquirer_name: the company itself, so the buyer is unknown"))
        by = None
    sold = cell_value(cells, "acquired_at", export.iso_day, notes, export.tally)
    if not cells["acquired_at"]:
        notes.append(message("acquired_at: no day; it happened by the recorded day"))
    amount = cell_value(cells, "price_amount", export.amount, notes, export.tally)
    currency = cells["price_currency_code"]
    if amount and not currency:
        notes.append(message("price_amount: {text} of no named currency", text=cells["price_amount"]))
        amount = None
    return Acquired(
        subject=export.subjects[permalink],
        valid=sold or export.recorded,
        key=f"{buyer} {cells['acquired_at']}",
        place=place,
        grade=Grade.REPORTED if sold else Grade.DERIVED,
        by=by,
        amount=amount,
        currency=currency if amount else None,
    )


def _profile(
    subject: str,
    valid: Day,
    place: str,
    name: str,
    *,
    notes: list[Phrase],
    cells: dict[str, str],
    prefix: str = "",
) -> list[Fact]:
    """Name, place and classes, whose columns have the same names but for a prefix."""
    facts: list[Fact] = [Named(subject=subject, valid=valid, key="name", place=place, name=name)]
    country, region, city = crunchbase_place(cells, prefix, notes)
    if country or region or city:
        where = Registered(
            subject=subject, valid=valid, key="place", place=place, country=country, region=region, city=city
        )
        facts.append(where)
    labels = dict.fromkeys(filter(None, map(str.strip, cells[f"{prefix}category_list"].split("|"))))
    for rank, label in enumerate(labels, 1):
        facts.append(
            Sector(
                subject=subject,
                valid=valid,
                key=label,
                place=place,
                taxonomy="crunchbase",
                label=label,
                rank=rank,
            )
        )
    return facts
