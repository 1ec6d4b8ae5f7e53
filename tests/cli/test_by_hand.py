"""Saying a thing by hand on the command line: decide, state, withdraw; one at a time and from a CSV."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.cli import process
from tests.cli.here import hornbook
from tests.park import made_once, mapping, park_book, rows_of

MATTER = "gei-unicorn/legal_person"
DAY = "2024-06-30"
TABLE = """id,name,founded,country,city,value,currency,valued
1,=Kite Robotics,2015-03-01,CHN,Beijing,1500000000,USD,2024-01-10
2,北京星火科技有限公司,2018-05-01,CHN,Beijing,9000000000,CNY,2024-02-01
3,Twin,2019-01-01,CHN,Wuhan,5000000,USD,2024-02-01
4,Twin,2019-01-01,CHN,Wuhan,2000000,USD,2024-02-01
"""


@pytest.fixture(scope="session")
def _park(tmp_path_factory: pytest.TempPathFactory) -> Path:
    table = ("park", mapping(DAY, registered=("country", "city")), TABLE)
    return made_once(tmp_path_factory, "by-hand", lambda folder: park_book(folder, table)) / "book"


@pytest.fixture
def book(_park: Path, tmp_path: Path) -> Path:
    shutil.copytree(_park, tmp_path / "book")
    return tmp_path / "book"


def version(book: Path) -> int:
    return int(hornbook("log", "--json", book=book).json()["asked"]["book_version"])


def judged(book: Path, company: str, *more: str) -> str:
    return hornbook(
        "judge", company, "--standard", "gei-unicorn", "--as-of", "2024-12-31", "--full", *more, book=book
    ).out


def test_a_decision_settles_a_verdict_and_names_who_decided_and_why(book: Path) -> None:
    """As a process: undecided before, yes after, no after a later word of the same day."""
    decide = ("decide", "park:2", "--matter", MATTER, "--on", "2024-07-01", "--recorded", "2024-07-02")
    assert "nobody has decided it" in judged(book, "park:2")
    yes = process.hornbook(
        *decide, "--outcome", "yes", "--because", "licence seen", "--decided-by", "Science bureau", book=book
    )
    assert yes.code == 0, yes.err
    assert "1 fact was written; it is known from 2024-07-02 on." in yes.out
    page = " ".join(judged(book, "park:2").split())
    assert "✓ legal person" in page
    assert "by Science bureau: “licence seen”, book version 1" in page
    no = process.hornbook(*decide, "--outcome", "no", "--because", "the wrong firm", book=book)
    assert no.code == 0, no.err
    page = " ".join(judged(book, "park:2").split())
    assert "✗ legal person" in page
    assert "“the wrong firm”" in page
    assert "nobody has decided it" in judged(book, "park:2", "--known", "2024-07-01")
    chinese = " ".join(judged(book, "park:2", "--lang", "zh").split())
    assert "人工录入：“the wrong firm”" in chinese.replace("\n", "")


def test_each_command_stands_in_the_log_with_its_reason(book: Path) -> None:
    hornbook("decide", "park:1", "park:2", "--matter", MATTER, "--outcome", "是", "--because", "执照", book=book)
    batch = hornbook("log", "--json", book=book).json()["batches"][-1]
    assert (batch["source"], batch["file"], batch["facts"]) == ("people", "decided by hand: “执照”", 2)
    assert "人工认定：“执照”" in hornbook("--lang", "zh", "log", book=book).out.replace(" ", "")


def test_a_preview_shows_the_facts_and_writes_nothing(book: Path) -> None:
    words = ("state", "park:1", "Valuation", "amount=$1.2bn", "basis=post-money", "--on", "2024-03-01")
    before = version(book)
    tried = hornbook(*words, "--because", "term sheet", "--preview", "--json", book=book).json()
    assert (tried["preview"], tried["batch"], version(book)) == (True, None, before)
    done = hornbook(*words, "--because", "term sheet", "--json", book=book).json()
    assert done["facts"] == tried["facts"]
    assert (done["preview"], done["version"]) == (False, before + 1)
    (one,) = done["facts"]
    assert one["fact"]["says"]["amount"] in (1_200_000_000, "1200000000.00", 1_200_000_000.0)
    assert one["fact"]["says"]["basis"] == "post_money"
    assert one["name"] == "=Kite Robotics"


def test_words_are_known_ones_as_at_the_door(book: Path) -> None:
    done = hornbook(
        "state", "park:3", "Registered", "country=中国", "city=武汉市", "region=Hubie", "legal_form=branch",
        "--on", "2024-03-01", "--because", "x", "--json", book=book,
    ).json()  # fmt: skip
    assert done["facts"][0]["fact"]["says"]["country"] == "CHN"
    assert done["facts"][0]["fact"]["says"]["city"] == "Wuhan"
    assert [(word["word"], word["nearest"]) for word in done["unknown_words"]] == [("Hubie", "Hubei")]


def test_what_is_withdrawn_is_not_believed_from_its_day_on_and_can_be_believed_again(book: Path) -> None:
    facts = hornbook("facts", "park:1", "--as-of", "2024-12-31", "--json", book=book).json()["facts"]
    (valuation,) = [fact for fact in facts if fact["kind"] == "Valuation"]

    def seen(known: str) -> bool:
        told = hornbook("facts", "park:1", "--as-of", "2024-12-31", "--known", known, "--json", book=book).json()
        return valuation["id"] in {fact["id"] for fact in told["facts"]}

    gone = hornbook("withdraw", valuation["id"], "--because", "a slip", "--recorded", "2024-08-01", book=book)
    assert gone.code == 0, gone.err
    assert "1 fact is not believed any more" in gone.out
    assert (seen("2024-07-31"), seen("2024-08-01")) == (True, False)
    again = ("withdraw", valuation["id"], "--because", "no slip", "--recorded", "2024-08-01")
    assert "is withdrawn already" in hornbook(*again, book=book).err
    assert hornbook(*again, "--undo", book=book).code == 0
    assert seen("2024-08-01")
    told = hornbook("facts", "park:1", "--as-of", "2024-12-31", book=book).out
    assert "park.csv:2; by hand on" in " ".join(told.split())
    assert hornbook("verify", book=book).code == 0
    assert hornbook("compact", book=book).code == 0
    assert seen("2024-08-01")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("decide", "Kite", "--matter", MATTER, "--outcome", "yes", "--because", "x"), "=Kite Robotics (park:1)"),
        (("decide", "Twin", "--matter", MATTER, "--outcome", "yes", "--because", "x"), "park:3, park:4"),
        (("decide", "park:1", "park:9", "--matter", MATTER, "--outcome", "yes", "--because", "x"), "'park:9'"),
        (("decide", "park:1", "--matter", "gei-unicorn/legal_persn", "--outcome", "no", "--because", "x"), MATTER),
        (("decide", "park:1", "--matter", "legal_person", "--outcome", "no", "--because", "x"), "/legal_person"),
        (("decide", "park:1", "--matter", MATTER, "--outcome", "perhaps", "--because", "x"), "neither yes nor no"),
        (("decide", "park:1", "--matter", MATTER, "--outcome", "yes"), "Say why"),
        (("decide", "park:1", "--matter", MATTER, "--outcome", "yes", "--because", "\u200b "), "Say why"),
        (("decide", "park:1", "--because", "x"), "--matter"),
        (("decide",), "Name a COMPANY"),
        (("state", "park:1", "Valuatoin", "amount=1", "--on", DAY, "--because", "x"), "Did you mean 'Valuation'?"),
        (("state", "park:1", "Valuation", "amuont=1", "--on", DAY, "--because", "x"), "Did you mean 'amount'?"),
        (("state", "park:1", "Valuation", "amount=1bn", "--on", DAY, "--because", "x"), "no currency"),
        (("state", "park:1", "Valuation", "currency=CNY", "--on", DAY, "--because", "x"), "needs the field 'amount'"),
        (("state", "park:1", "Round", "type=seed", "amount=1.250 EUR", "--on", DAY, "--because", "x"), "two ways"),
        (("state", "park:1", "Round", "type=a", "instrument=equty", "--on", DAY, "--because", "x"), "'equity'"),
        (("state", "park:1", "Listed", "venue=SSE", "--because", "x"), "--on DAY"),
        (("state", "park:1", "Listed", "venue", "--on", DAY, "--because", "x"), "FIELD=VALUE"),
        (("state", "park:1", "Listed", "venue=", "--on", DAY, "--because", "x"), "empty"),
        (("state", "park:1", "Listed", "--on", "2024-13-01", "--because", "x"), "no day"),
        (("state", "park:1", "Listed", "--on", "1400-01-01", "--because", "x"), "before 1800"),
        (("state", "park:1", "Listed", "--on", DAY, "--recorded", "2024-01-01", "--because", "x"), "is after"),
        (("state", "park:1", "SameAs", "other=park:2", "--on", DAY, "--because", "x"), "hornbook same"),
        (("state", "park:1", "Named", "name=n/a", "--on", DAY, "--because", "x"), "names nobody"),
        (("state", "park:1", "Listed", f"until={DAY}", "--on", DAY, "--because", "x"), "is not after"),
        (("state", "park:1", "Registered", "--on", DAY, "--because", "x"), "needs one of the fields"),
        (("state", "park:1", "Closed", "--on", DAY, "--because", "x", "--decided-by", "x" * 201), "longer than 200"),
        (("withdraw", "0123456789abcdef", "--because", "x"), "no fact 0123456789abcdef"),
        (("withdraw", "xyz", "--because", "x"), "is no id of a fact"),
        (("withdraw", "--because", "x"), "Name a FACT"),
    ],
)
def test_a_mistake_is_told_with_what_helps_and_nothing_is_written(
    book: Path, words: tuple[str, ...], says: str
) -> None:
    before = version(book)
    done = hornbook(*words, book=book)
    assert done.code == 2
    assert says in done.err
    assert done.out == ""
    assert version(book) == before


def test_nothing_is_learnt_tomorrow(book: Path) -> None:
    tomorrow = date.today() + timedelta(days=1)  # noqa: DTZ011  a day of the calendar
    for words in (
        ("decide", "park:1", "--matter", MATTER, "--outcome", "yes"),
        ("state", "park:1", "Listed", "--on", DAY),
        ("withdraw", "0123456789abcdef"),
    ):
        late = hornbook(*words, "--because", "x", "--recorded", str(tomorrow), book=book)
        assert late.code == 2
        assert "after today" in late.err


def test_personal_data_stays_outside(book: Path) -> None:
    """As at the door: telephone numbers and e-mail addresses, in reasons, names of offices and texts."""
    done = hornbook(
        "state", "park:1", "Described", "text=Makes kites, call 13800000000", "--on", DAY,
        "--because", "mail of li@example.org", "--decided-by", "Office, +86 755 8200 0000", book=book,
    )  # fmt: skip
    assert "were left out" in done.out
    everything = done.out + hornbook("facts", "park:1", "--json", book=book).out + hornbook("log", book=book).out
    for secret in ("13800000000", "li@example.org", "8200 0000"):
        assert secret not in " ".join(everything.split())
    for file in book.rglob("*.parquet"):
        assert b"example.org" not in file.read_bytes()


HOSTILE = """\ufeffCompany,Matter,Outcome,Because,Decided by,On
'=Kite Robotics,{matter},yes,"=HYPERLINK(""http://x"")
and a second line, \x1b[31mred",Office,2024-07-01
park:2,{matter},否,"+1+1",,
"""


def test_a_csv_of_decisions_with_hostile_cells(book: Path, tmp_path: Path) -> None:
    """A name as our own CSV escapes it is found; formulas stay text; nothing steers the terminal."""
    file = tmp_path / "decisions.csv"
    file.write_text(HOSTILE.format(matter=MATTER), encoding="utf-8")
    done = hornbook("decide", "--file", file, "--recorded", "2024-07-03", "--csv", book=book)
    assert done.code == 0, done.err
    rows = rows_of(done.out)
    assert [row["subject"] for row in rows] == ["park:1", "park:2"]
    assert [row["name"] for row in rows] == ["'=Kite Robotics", "北京星火科技有限公司"]
    assert [row["valid"] for row in rows] == ["2024-07-01", "2024-07-03"]
    assert '“=HYPERLINK("http://x") and a second line, [31mred”' in rows[0]["place"]
    assert "\x1b" not in hornbook("facts", "park:1", book=book).out
    assert "“1+1”" in rows[1]["place"] or "“+1+1”" in rows[1]["place"]
    before = version(book)
    again = hornbook("decide", "--file", file, "--recorded", "2024-07-03", book=book)
    assert "already" in again.out
    assert version(book) == before


def test_every_mistake_of_a_csv_is_told_with_its_line_and_nothing_is_written(book: Path, tmp_path: Path) -> None:
    file = tmp_path / "facts.csv"
    file.write_text(
        "company,kind,on,because,amount,currency,status\n"
        "park:1,Valuation,2024-03-01,seen,2bn,USD,\n"
        "park:9,Valuation,2024-03-01,seen,2bn,USD,\n"
        "park:2,Valuation,2024-03-01,,2bn,dollrs,\n"
        "park:2,Valuation,2031-03-01,seen,2bn,USD,old\n"
        "park:1,Valuation,2024-03-01,seen,3bn,USD,\n"
        "park:2,Valuation,2024-03-01\n",
        encoding="utf-8",
    )
    before = version(book)
    done = hornbook("state", "--file", file, "--recorded", "2024-07-03", book=book)
    assert done.code == 2
    assert "facts.csv:7" in done.err, "a broken line is told first"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.removesuffix("park:2,Valuation,2024-03-01\n"), encoding="utf-8")
    done = hornbook("state", "--file", file, "--recorded", "2024-07-03", book=book)
    lines = done.err.removeprefix("hornbook: ").splitlines()
    assert [line.partition(": ")[0] for line in lines[:-1]] == [
        "facts.csv:3", "facts.csv:4", "facts.csv:4", "facts.csv:5", "facts.csv:5", "facts.csv:6",
    ]  # fmt: skip
    assert "Nothing was written." in lines[-1]
    assert version(book) == before
    chinese = hornbook("--lang", "zh", "state", "--file", file, "--recorded", "2024-07-03", book=book)
    assert "未写入任何内容" in chinese.err


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is empty"),
        ("company,matter,outcome\n", "no row below"),
        ("company,mater,outcome\npark:1,x,yes\n", "Did you mean 'mater'?"),
        ("company,matter,outcome,becuase\npark:1,x,yes,x\n", "Did you mean 'because'?"),
        ('company,matter,outcome\n"park:1,x,yes\n', "quote"),
    ],
)
def test_a_csv_that_is_none_is_refused(book: Path, tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "d.csv"
    file.write_text(text, encoding="utf-8")
    done = hornbook("decide", "--file", file, "--because", "x", book=book)
    assert done.code == 2
    assert says in done.err


def test_facts_are_withdrawn_from_a_csv(book: Path, tmp_path: Path) -> None:
    facts = hornbook("facts", "park:1", "--as-of", "2024-12-31", "--json", book=book).json()["facts"]
    ids = [fact["id"] for fact in facts if fact["kind"] in ("Valuation", "Founded")]
    file = tmp_path / "withdrawn.csv"
    file.write_text("fact,because\n" + "".join(f"{each.upper()},a slip\n" for each in ids), encoding="utf-8")
    assert hornbook("withdraw", "--file", file, book=book).code == 0
    left = hornbook("facts", "park:1", "--json", book=book).json()["facts"]
    assert not {fact["id"] for fact in left} & set(ids)


def test_all_forms_are_written(book: Path, tmp_path: Path) -> None:
    words = ("state", "park:1", "Headcount", "count=2,000", "--on", DAY, "--because", "<script>", "--preview")
    for form in ("html", "csv", "json", "xlsx", "txt"):
        assert hornbook(*words, "-o", tmp_path / f"a.{form}", book=book).code == 0
    assert "<script>" not in (tmp_path / "a.html").read_text(encoding="utf-8")


def test_two_facts_of_one_day_are_kept_apart_by_a_key(book: Path) -> None:
    for key, amount in (("a", "1m"), ("b", "2m"), ("b", "3m")):
        done = hornbook(
            "state", "park:1", "Round", "type=seed", f"amount={amount}", "currency=USD", f"key={key}",
            "--on", DAY, "--because", "x", book=book,
        )  # fmt: skip
        assert done.code == 0, done.err
    facts = hornbook("facts", "park:1", "--json", book=book).json()["facts"]
    assert sorted(fact["text"]["en"] for fact in facts if fact["kind"] == "Round") == [
        "US$1m; type: seed", "US$3m; type: seed",
    ]  # fmt: skip


def test_values_are_completed() -> None:
    from types import SimpleNamespace

    from hornbook.answers.by_hand import matter_shelves
    from hornbook.casework.matters import all_matters
    from hornbook.cli.complete import complete_field, complete_kind, complete_matter
    from hornbook.kinds import KINDS, payload

    every = set(all_matters(matter_shelves()))
    assert complete_matter("") == sorted(every)
    own = {matter for matter in every if matter.startswith("gei-unicorn/")}
    assert set(complete_matter("gei-unicorn/")) == own
    assert complete_kind("") == sorted(KINDS)
    for kind in KINDS.values():
        context: object = SimpleNamespace(params={"kind": kind.__name__})
        assert set(complete_field(context, "")) == {f"{name}=" for name in payload(kind).names}  # type: ignore[arg-type]


def test_a_word_that_takes_the_place_of_another_says_so(book: Path) -> None:
    """A1b by hand: two rounds of one day without a key; the second says that the first no longer stands."""
    seed = ("state", "park:1", "Round", "type=seed", "amount=$1m", "--on", "2024-03-01")
    assert "takes the place" not in hornbook(*seed, "--because", "term sheet", book=book).out
    assert "takes the place" not in hornbook(*seed, "--because", "seen again", book=book).out
    series = ("state", "park:1", "Round", "type=A", "amount=$5m", "--on", "2024-03-01", "--because", "licence")
    page = " ".join(hornbook(*series, book=book).out.split())
    assert "Round of 2024-03-01: this takes the place of an earlier word, “seen again”" in page
    assert "key=WORD" in page
    assert "takes the place" not in hornbook(*series, "key=A", book=book).out
    first = ("decide", "park:1", "--matter", MATTER, "--because", "x", "--outcome")
    hornbook(*first, "yes", book=book)
    page = " ".join(hornbook(*first, "no", book=book).out.split())
    assert "takes the place of an earlier word, “x”" in page
    assert "key=WORD" not in page


def test_a_census_names_what_persons_stated_in_the_language_of_the_page(book: Path) -> None:
    decide = ("decide", "park:1", "--matter", MATTER, "--outcome", "yes", "--recorded", "2024-07-02")
    hornbook(*decide, "--because", "执照", book=book)
    page = hornbook("--lang", "zh", "census", "--as-of", "2024-12-31", book=book).out
    assert "人工认定：“执照”" in page.replace("\n", "")
    assert "by hand" not in page


def test_a_clause_on_what_is_not_known_to_have_happened_is_plain_chinese(book: Path) -> None:
    page = judged(book, "park:2", "--lang", "zh")
    assert "没有“已停止经营”的记录" in page
    assert "closed" not in page


def test_csvs_with_chinese_headings_say_the_same(book: Path, tmp_path: Path) -> None:
    """A decision, a fact and a withdrawal; a wrong heading is refused."""
    (tmp_path / "决定.csv").write_text(
        f"公司,事项,结论,理由,决定人,日期\n北京星火科技有限公司,{MATTER},是,已核对营业执照,科技局,2024-07-01\n"
        f"=Kite Robotics,{MATTER},否,非独立法人,科技局,2024-07-01\n",
        encoding="gb18030",
    )
    decided = hornbook("decide", "--file", str(tmp_path / "决定.csv"), book=book)
    assert decided.code == 0, decided.out
    assert "✓ legal person" in " ".join(judged(book, "park:2", "--known", "2030-01-01").split())
    assert "✗ legal person" in " ".join(judged(book, "park:1", "--known", "2030-01-01").split())
    (tmp_path / "f.csv").write_text(
        "企业名称,种类,生效日期,金额,币种,国家（地区）,依据\n"
        "park:2,估值,2024-03-01,12亿,CNY,,投资协议\npark:2,Registered,2024-03-01,,,中国,营业执照\n",
        encoding="utf-8",
    )
    stated = hornbook("state", "--file", str(tmp_path / "f.csv"), "--json", book=book).json()
    says = [each["fact"]["says"] for each in stated["facts"]]
    assert [says[0]["currency"], says[1]["country"]] == ["CNY", "CHN"]
    (tmp_path / "w.csv").write_text(f"事实编号,理由\n{stated['facts'][0]['fact']['id']},误录\n", encoding="utf-8")
    assert hornbook("withdraw", "--file", str(tmp_path / "w.csv"), book=book).code == 0
    (tmp_path / "x.csv").write_text("公司,事情,结论\npark:2,x,是\n", encoding="utf-8")
    assert hornbook("decide", "--file", str(tmp_path / "x.csv"), book=book).code == 2
