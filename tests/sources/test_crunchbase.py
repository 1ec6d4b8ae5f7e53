"""Crunchbase's export of December 2015: look-alikes of its traps, and the export where it is at hand."""

import csv
import gzip
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import pytest

from hornbook.errors import SourceError
from hornbook.kinds import Acquired, Closed, Fact, Founded, Listed, Named, Registered, Round, Sector, Website
from hornbook.sources.crunchbase import Crunchbase
from hornbook.sources.shared.crunchbase_export import EXPORT_COLUMNS
from hornbook.sources.source import NO_LOSS, Entry, Loss, Reject, Row
from hornbook.terms import Grade, Instrument, Payment
from tests.english import english

T = TypeVar("T", bound=Fact)
REAL = Path(__file__).parents[2].parent / "shared" / "data" / "crunchbase_2015_12"
RECORDED = date(2015, 12, 31)
COMPANY = dict.fromkeys([*EXPORT_COLUMNS["companies"], "funding_total_usd", "state_code"], "")
ROUND = dict.fromkeys(EXPORT_COLUMNS["rounds"], "")
SALE = dict.fromkeys([*EXPORT_COLUMNS["acquisitions"], "acquired_month", "company_state_code"], "")


def company(word: str, **cells: str) -> dict[str, str]:
    return COMPANY | {"permalink": f"/organization/{word}", "name": word.title(), "status": "operating"} | cells


def funding(word: str, **cells: str) -> dict[str, str]:
    basis = {"company_permalink": f"/organization/{word}", "funding_round_permalink": "/funding-round/1"}
    return ROUND | basis | {"funding_round_type": "seed", "funded_at": "02-03-2012"} | cells


def sale(word: str, buyer: str, **cells: str) -> dict[str, str]:
    ends = {"company_permalink": f"/organization/{word}", "acquirer_permalink": f"/organization/{buyer}"}
    names = {"company_name": word.title(), "acquirer_name": buyer.title(), "price_currency_code": "USD"}
    return SALE | ends | names | {"acquired_at": "2014-05-06"} | cells


def write(path: Path, columns: dict[str, str], rows: list[dict[str, str]], encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)
    return path


class Export:
    """An export written into a folder and read back."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def files(
        self,
        companies: list[dict[str, str]],
        rounds: list[dict[str, str]] | None = None,
        sales: list[dict[str, str]] | None = None,
    ) -> tuple[Path, ...]:
        return (
            write(self.folder / "r.csv", ROUND, rounds or [], "latin-1"),
            write(self.folder / "a.csv", SALE, sales or []),
            write(self.folder / "c.csv", COMPANY, companies),
        )

    def read(
        self,
        companies: list[dict[str, str]],
        rounds: list[dict[str, str]] | None = None,
        sales: list[dict[str, str]] | None = None,
    ) -> list[Entry]:
        return list(english(Crunchbase().read(self.files(companies, rounds, sales), RECORDED)))


@pytest.fixture
def export(tmp_path: Path) -> Export:
    return Export(tmp_path)


def facts(entries: list[Entry]) -> list[Fact]:
    return [fact for entry in entries if isinstance(entry, Row) for fact in entry.facts]


def of(kind: type[T], entries: list[Entry]) -> list[T]:
    return [fact for fact in facts(entries) if isinstance(fact, kind)]


def notes(entries: list[Entry]) -> list[str]:
    return [note for entry in entries if isinstance(entry, Row) for note in entry.notes]


def test_a_company_becomes_its_facts(export: Export) -> None:
    cells = {"homepage_url": "http://acme.test", "category_list": "Apps|Games", "country_code": "ROM"}
    place = {"region": "Cluj-Napoca", "city": "Cluj", "funding_total_usd": "5"}
    days = {"founded_at": "2010-03-01", "first_funding_at": "2009-12-24", "last_funding_at": "2012-01-01"}
    entries = export.read([company("acme", **cells, **place, **days)])
    common = {"subject": "crunchbase:acme", "valid": date(2009, 12, 24), "place": "c.csv:2"}
    assert facts(entries) == [
        Named(**common, key="name", name="Acme"),  # type: ignore[arg-type]
        Registered(**common, key="place", country="ROU", region="Cluj-Napoca", city="Cluj"),  # type: ignore[arg-type]
        Sector(**common, key="Apps", taxonomy="crunchbase", label="Apps", rank=1),  # type: ignore[arg-type]
        Sector(**common, key="Games", taxonomy="crunchbase", label="Games", rank=2),  # type: ignore[arg-type]
        Founded(subject="crunchbase:acme", valid=date(2010, 3, 1), place="c.csv:2", precision="month"),
        Website(**common, key="website", url="http://acme.test"),  # type: ignore[arg-type]
    ]
    assert notes(entries) == []


@pytest.mark.parametrize(
    ("founded", "precision"), [("2010-01-01", "year"), ("2010-02-01", "month"), ("2010-02-03", "day")]
)
def test_a_first_of_january_is_a_year(export: Export, founded: str, precision: str) -> None:
    assert [f.precision for f in of(Founded, export.read([company("a", founded_at=founded)]))] == [precision]


@pytest.mark.parametrize("founded", ["1015-01-30", "2914-01-01"])
def test_an_impossible_founding_year_is_noted_and_founds_nothing(export: Export, founded: str) -> None:
    entries = export.read([company("a", founded_at=founded)])
    assert of(Founded, entries) == []
    assert [named.valid for named in of(Named, entries)] == [RECORDED]
    (note,) = notes(entries)
    assert note.startswith(f"founded_at: {founded}")


def test_a_status_without_a_day_became_true_by_the_recorded_day(export: Export) -> None:
    entries = export.read(
        [
            *(company("a", status="closed"), company("b", status="ipo"), company("c", status="acquired")),
            *(company("d", status="acquired"), company("e"), company("f", status="zombie")),
        ],
        sales=[sale("d", "buyer")],
    )
    told = [(type(f), f.subject[-1], f.valid, f.grade) for f in facts(entries) if type(f) is not Named]
    assert told == [
        (Closed, "a", RECORDED, Grade.DERIVED),
        (Listed, "b", RECORDED, Grade.DERIVED),
        (Acquired, "c", RECORDED, Grade.DERIVED),
        (Acquired, "d", date(2014, 5, 6), Grade.REPORTED),
    ]
    assert notes(entries) == ["status: 'zombie' is none of operating, ipo, closed, acquired"]


def test_a_round_finds_its_company_whatever_its_capitals(export: Export) -> None:
    rounds = [funding("acme", company_permalink="/ORGANIZATION/ACME", raised_amount_usd="700000")]
    entries = export.read([company("acme")], rounds)
    assert of(Round, entries) == [
        Round(
            subject="crunchbase:acme",
            valid=date(2012, 3, 2),
            key="/funding-round/1",
            place="r.csv:2",
            type="seed",
            amount=Decimal(700000),
            currency="USD",
            instrument=Instrument.EQUITY,
            payment=Payment.ANNOUNCED,
        )
    ]


def test_a_round_finds_its_company_through_letters_that_were_mangled(export: Export) -> None:
    lower = "/organization/crème".encode().decode("latin-1").lower()
    upper = "/ORGANIZATION/CRÃ¨ME"
    rounds = [funding("", company_permalink=lower), funding("", company_permalink=upper)]
    entries = export.read([company("crème")], rounds)
    assert {f.subject for f in of(Round, entries)} == {"crunchbase:crème"}
    assert len(of(Round, entries)) == 2


def test_a_round_of_no_known_company_is_rejected(export: Export) -> None:
    (reject,) = export.read([], [funding("nobody")])
    assert reject == Reject("r.csv:2", "no such company in the companies file", Loss("crunchbase:nobody", (Round,)))


def test_a_round_without_a_day_is_rejected_and_one_of_nothing_has_no_amount(export: Export) -> None:
    rounds = [
        funding("a", funded_at=""),
        funding("a", funded_at="31-02-2012"),
        funding("a", raised_amount_usd="0"),
        funding("a", raised_amount_usd="-5"),
        funding("a", raised_amount_usd="-"),
    ]
    entries = export.read([company("a")], rounds)
    assert [type(entry) for entry in entries] == [Row, Reject, Reject, Row, Row, Row]
    assert [(f.amount, f.currency) for f in of(Round, entries)] == [(None, None)] * 3
    assert all(note.startswith("raised_amount_usd: ") for note in notes(entries))
    assert len(notes(entries)) == 3


@pytest.mark.parametrize(
    ("kind", "instrument"),
    [
        ("venture", Instrument.EQUITY),
        ("convertible_note", Instrument.CONVERTIBLE),
        ("grant", Instrument.GRANT),
        ("secondary_market", Instrument.SECONDARY),
        ("product_crowdfunding", Instrument.UNSTATED),
        ("a word of tomorrow", Instrument.UNSTATED),
    ],
)
def test_what_the_money_of_a_round_is(export: Export, kind: str, instrument: Instrument) -> None:
    entries = export.read([company("a")], [funding("a", funding_round_type=kind)])
    assert [(f.type, f.instrument) for f in of(Round, entries)] == [(kind, instrument)]


def test_a_bought_company_without_rounds_is_told_by_its_sales_alone(export: Export) -> None:
    profile = {"company_category_list": "Apps", "company_country_code": "USA", "company_city": "Reno"}
    later, first = sale("b", "x", **profile), sale("b", "y", acquired_at="2013-01-02", price_amount="9")
    entries = export.read([], sales=[later, first])
    assert [type(f) for f in facts(entries)] == [Named, Registered, Sector, Acquired, Acquired]
    assert {f.valid for f in facts(entries) if not isinstance(f, Acquired)} == {date(2013, 1, 2)}
    assert [(f.by, f.amount, f.currency) for f in of(Acquired, entries)] == [
        ("X", None, None),
        ("Y", Decimal(9), "USD"),
    ]
    assert len({f.key for f in of(Acquired, entries)}) == 2


def test_what_a_sale_does_not_say_is_noted(export: Export) -> None:
    sales = [
        sale("a", "a"),
        sale("b", "x", acquired_at=""),
        sale("c", "x", acquired_at="3201-10-21"),
        sale("d", "x", price_amount="0"),
        sale("e", "x", price_amount="5", price_currency_code=""),
        sale("f", "x", company_country_code="SF Bay Area"),
    ]
    entries = export.read([company("a")], sales=sales)
    sold = of(Acquired, entries)
    assert [note.split(":")[0] for note in notes(entries)] == [
        *(
            "acquirer_name",
            "acquired_at",
            "acquired_at",
            "price_amount",
            "price_amount",
            "company_country_code",
        )
    ]
    assert [fact.by for fact in sold] == [None, *["X"] * 5]
    assert [fact.grade for fact in sold[1:3]] == [Grade.DERIVED] * 2
    assert [fact.valid for fact in sold[1:3]] == [RECORDED] * 2
    assert not any(fact.amount or fact.currency for fact in sold)


def test_a_repeated_sale_is_rejected_and_says_where_it_differs(export: Export) -> None:
    *_, same, dearer = export.read([], sales=[sale("b", "x"), sale("b", "x"), sale("b", "x", price_amount="7")])
    assert same == Reject("a.csv:3", "repeats a.csv:2", NO_LOSS)
    assert dearer == Reject("a.csv:4", "repeats a.csv:2; price_amount '7' here, '' there", NO_LOSS)


def test_rows_that_name_nobody_are_rejected(export: Export) -> None:
    companies = [company("a", name=" "), company("a", permalink=""), company("b"), company("b")]
    entries = export.read(companies, sales=[sale("c", "x", company_name="")])
    assert [entry.reason for entry in entries if isinstance(entry, Reject)] == [
        "no name",
        "no permalink",
        "a row above has the same permalink /organization/b",
        "no name",
    ]


def test_the_files_are_told_apart_by_their_headers(export: Export) -> None:
    rounds, sales, companies = export.files([])
    packed = companies.with_name("packed.csv.gz")
    packed.write_bytes(gzip.compress(companies.read_bytes()))
    assert Crunchbase().groups((sales, packed, rounds)) == [(packed, rounds, sales)]


def test_a_missing_a_doubled_and_a_foreign_file_are_named(export: Export, tmp_path: Path) -> None:
    rounds, sales, companies = export.files([])
    with pytest.raises(SourceError, match="rounds and acquisitions is missing"):
        Crunchbase().groups((companies,))
    with pytest.raises(SourceError, match=r"c\.csv and c\.csv both hold companies"):
        Crunchbase().groups((companies, companies))
    foreign = tmp_path / "other.csv"
    foreign.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"other\.csv:1"):
        Crunchbase().groups((companies, rounds, sales, foreign))


def test_silence_on_listing_and_closing_means_no_on_the_recorded_day_alone() -> None:
    rounds, status = Crunchbase().promises(RECORDED)
    assert rounds.kinds == (Round, Acquired)
    assert (rounds.since, rounds.until) == (date(1960, 1, 1), None)
    assert status.kinds == (Listed, Closed)
    assert (status.since, status.until) == (RECORDED, RECORDED)
    assert all(promise.says.en and promise.says.zh for promise in (rounds, status))
    assert Crunchbase().recorded(()) is None


@pytest.mark.parametrize(
    ("cells", "place", "noted"),
    [
        (("USA", "CA", "SF Bay Area", "Palo Alto"), ("USA", "California", "Palo Alto"), 0),
        (("CAN", "QC", "Montreal", "Montréal"), ("CAN", "Quebec", "Montréal"), 0),
        (("USA", "", "Boston", "Boston"), ("USA", "Boston", "Boston"), 0),
        (("USA", "CA", "CA - Other", ""), ("USA", "California", None), 0),
        (("USA", "ZZ", "Nowhere", ""), ("USA", "Nowhere", None), 1),
        (("GBR", "H9", "London", "London"), ("GBR", "London", "London"), 0),
        (("GBR", "H9", "GBR - Other", "Hay"), ("GBR", None, "Hay"), 0),
        (("", "", "Springfield", ""), (None, "Springfield", None), 0),
        (("usa", "CA", "", ""), (None, None, None), 1),
    ],
)
def test_a_region_is_the_state_where_its_code_says_so(
    cells: tuple[str, ...], place: tuple[str | None, ...], noted: int, export: Export
) -> None:
    named = dict(zip(("country_code", "state_code", "region", "city"), cells, strict=True))
    entries = export.read(
        [company("acme", **named)], sales=[sale("birch", "cedar", **{f"company_{k}": v for k, v in named.items()})]
    )
    found = {fact.subject: (fact.country, fact.region, fact.city) for fact in of(Registered, entries)}
    assert found == ({"crunchbase:acme": place, "crunchbase:birch": place} if any(place) else {})
    assert len(notes(entries)) == 2 * noted


@pytest.mark.skipif(not REAL.is_dir(), reason="needs the Crunchbase export in ../shared/data/crunchbase_2015_12")
def test_the_real_export_adds_up() -> None:
    (paths,) = Crunchbase().groups(tuple(REAL.iterdir()))
    rows: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    impossible: list[str] = []
    keys: set[tuple[str, str, str]] = set()
    regions: Counter[str | None] = Counter()
    for entry in english(Crunchbase().read(paths, RECORDED)):
        file = entry.place.split(":")[0]  # type: ignore[union-attr]
        rows[file] += 1
        if isinstance(entry, Reject):
            assert entry.place
            assert entry.reason
            continue
        assert isinstance(entry, Row)
        kept[file] += 1
        impossible += [note for note in entry.notes if note.startswith("founded_at")]
        regions.update(f.region for f in entry.facts if isinstance(f, Registered) and f.country in ("USA", "CAN"))
        for fact in entry.facts:
            assert fact.valid <= RECORDED
            kinds[type(fact).__name__] += 1
            key = (type(fact).__name__, fact.subject, fact.key or str(fact.valid))
            assert key not in keys
            keys.add(key)
    assert rows == {"companies.csv.gz": 66_368, "rounds.csv.gz": 114_949, "acquisitions.csv.gz": 18_968}
    assert kept == {"companies.csv.gz": 66_368, "rounds.csv.gz": 114_944, "acquisitions.csv.gz": 18_917}
    assert kinds["Round"] == 114_944
    assert kinds["Closed"] == 6_238
    assert kinds["Listed"] == 1_547
    assert (regions["California"], regions["Ontario"], regions["SF Bay Area"]) == (14_357, 1_078, 0)
    assert {note[12:16] for note in impossible} >= {"1015", "2914"}
