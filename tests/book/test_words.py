"""Words become known things at the door, for every source; a word that nothing knows is kept and counted. Case A14."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.answers.quality import ask_quality
from hornbook.book.append import append_facts
from hornbook.book.book import Book, new_book
from hornbook.book.door import Unknown, known_words
from hornbook.book.words import SORTS, split_words
from hornbook.engine import Engine
from hornbook.kinds import Certified, Fact, Listed, Named, Patent, Registered, Round, Sector
from hornbook.lang.answer import reply
from hornbook.lang.bind import bind
from hornbook.lang.read import read_rule
from hornbook.lang.scope import RuleScope
from hornbook.locale import Lang, in_language
from hornbook.sources.table import MappedTable
from hornbook.standards.judge import answered, needed, values
from tests.park import WORDS_MAPPING

DAY = date(2024, 6, 30)
ROOT = Path(__file__).parents[2]
ROWS = """\
id,country,city,venue,status
alder,CN,深圳市南山区,新三板,国家高新技术企业
birch,China,"Nanshan, Shenzhen",neeq,高企
cedar,中国,Shenzhen City,全国中小企业股份转让系统,High-tech enterprise
elm,People's Republic of China,深圳,Nasdq,高新技木企业
fir,Chian,Shenzhn,Nasdq,
gorse,CN,杭州市余杭区,纽交所,专精特新小巨人
"""


def written(kind: type[Fact], column: str, words: list[str]) -> list[str]:
    """The words as the book writes them."""
    rows = pa.table({column: pa.array(words, pa.string())})
    return list(known_words(kind, rows, Unknown())[column].to_pylist())


@pytest.mark.parametrize(
    ("kind", "column", "spellings", "word"),
    [
        (Registered, "country", "CN|China|中国|People's Republic of China|P.R. China|prc|CHN|中华人民共和国", "CHN"),
        (Registered, "country", "US|U.S.|USA|United States|美国|the United States of America", "USA"),
        (Registered, "region", "广东|广东省|Guangdong Province", "Guangdong"),
        (Registered, "city", "深圳市南山区|Nanshan, Shenzhen|Shenzhen City|深圳", "Shenzhen"),
        (Listed, "venue", "新三板|neeq|全国中小企业股份转让系统|New Third Board|全国股转系统（新三板）", "NEEQ"),
        (Listed, "venue", "纳斯达克|Nasdaq|NasdaqGS|nasdaq global select market", "NASDAQ"),
        (
            Certified,
            "status",
            "国家高新技术企业|高企|High-tech enterprise|高新技术企业证书|high-tech enterprises",
            "高新技术企业",
        ),
        (Certified, "status", "小巨人|专精特新小巨人|Little Giant", "专精特新“小巨人”企业"),
        (Round, "series", "A|A轮|Series A|series_a|Series-A|A round", "A"),
        (Round, "series", "Pre-A|pre-a轮|PreA|Pre Series A", "Pre-A"),
        (Round, "series", "种子轮|seed|Seed Round|Series Seed", "seed"),
        (Round, "instrument", "equity|股权|股权融资|Equity financing", "equity"),
        (Round, "instrument", "可转债|convertible note|Convertible notes", "convertible"),
        (Sector, "label", "VR/AR|AR/VR|VR / AR", "AR/VR"),
        (Patent, "type", "发明专利|invention|发明", "invention"),
    ],
)
def test_a14_spellings_become_one_word(kind: type[Fact], column: str, spellings: str, word: str) -> None:
    found = spellings.split("|")
    assert written(kind, column, found) == [word] * len(found)
    assert written(kind, column, [word]) == [word]


def test_what_nothing_knows_stays_as_it_is_written() -> None:
    assert written(Listed, "venue", ["Nasdq", "Alder Hall"]) == ["Nasdq", "Alder Hall"]
    assert written(Registered, "country", ["Atlantis"]) == ["Atlantis"]
    assert written(Sector, "label", ["basket weaving"]) == ["basket weaving"]


def test_a_place_is_read_with_what_stands_beside_it() -> None:
    rows = pa.table(
        {
            "country": pa.array(["CN", None, "USA", "CHN", "Chian"]),
            "region": pa.array(["安徽", None, "CA", None, None]),
            "city": pa.array(["Suzhou", "Shenzhen, Guangdong, China", "San Francisco", "海淀区", "Shenzhen"]),
        }
    )
    assert list(zip(*known_words(Registered, rows, Unknown()).to_pydict().values(), strict=True)) == [
        ("CHN", "Anhui", "Suzhou (Anhui)"),
        ("CHN", "Guangdong", "Shenzhen"),
        ("USA", "CA", "San Francisco"),
        ("CHN", None, "Beijing"),
        ("Chian", None, "Shenzhen"),
    ]


@pytest.fixture(scope="module")
def park(tmp_path_factory: pytest.TempPathFactory, engine: Engine) -> Book:
    folder = tmp_path_factory.mktemp("park")
    (folder / "park.toml").write_text(WORDS_MAPPING, encoding="utf-8")
    (folder / "park.csv").write_text(ROWS, encoding="utf-8")
    book = new_book(folder / "book", engine=engine)
    taken = book.take(MappedTable(), [folder / "park.toml", folder / "park.csv"])
    told = [(in_language(each.sort, Lang.EN), each.word, each.nearest, each.rows) for each in taken.unknown]
    assert told == [
        ("venue", "Nasdq", "NASDAQ", 2),
        ("certified status", "高新技木企业", "高新技术企业", 1),
        ("city", "Shenzhn", "Shenzhen", 1),
        ("country", "Chian", "China", 1),
    ]
    return book


@pytest.mark.parametrize(
    ("rule", "yes", "unknown"),
    [
        ("country in {'CHN'}", "alder birch cedar elm gorse", "fir"),
        ("country = '中国'", "alder birch cedar elm gorse", "fir"),
        ("country not in {'USA'}", "alder birch cedar elm gorse", "fir"),
        ("city in {'Shenzhen', '深圳', '深圳市'}", "alder birch cedar elm", "fir"),
        ("city in {'杭州'}", "gorse", "fir"),
        ("venue in {'NEEQ'}", "alder birch cedar", "elm fir"),
        ("venue not in {'NEEQ'}", "gorse", "elm fir"),
        ("listed[venue not in {'NEEQ'}]", "gorse", "alder birch cedar elm fir"),
        ("certifications[status in {'高新技术企业'}]", "alder birch cedar", "elm fir gorse"),
        ("table(country, = '中国': 300, = 'USA': 20, else: 10) >= 100", "alder birch cedar elm gorse", "fir"),
        ("table(country, = 'USA': 300, else: 10) <= 100", "alder birch cedar elm gorse", "fir"),
        ("table(city, = '杭州': 300, = '深圳市': 20, else: 10) >= 20", "alder birch cedar elm gorse", "fir"),
        ("table(city, = '杭州': 300, = '深圳市': 20, else: 10) = 20", "alder birch cedar elm", "fir"),
        ("table(place, = '杭州': 3, = '深圳市': 2, else: 1) = 2", "alder birch cedar elm", "fir"),
        ("table(place, = '杭州': 3, = '中国': 2, else: 1) = 3", "gorse", "fir"),
        ("table(venue, = '新三板': 1, else: 0) >= 1", "alder birch cedar", "elm fir"),
    ],
)
def test_a14_a_word_that_nothing_knows_is_unknown_and_never_no(park: Book, rule: str, yes: str, unknown: str) -> None:
    """The engine and the reasons say the same; without a promise silence about statuses is unknown too."""
    _answers(park, rule, yes, unknown)


def _answers(book: Book, rule: str, yes: str, unknown: str) -> None:
    view, asked = book.at(DAY), bind(read_rule(rule), RuleScope())
    found = {row["subject"][5:]: row["rule"] for row in view.engine.arrow(answered(view, {"rule": asked})).to_pylist()}
    assert {name for name, answer in found.items() if answer} == set(yes.split())
    assert {name for name, answer in found.items() if answer is None} == set(unknown.split())
    reasons = {name[5:]: reply(asked, held, DAY).answer for name, held in values(view, needed([asked])).items()}
    assert reasons == found


ABROAD = """\
id,country,city,venue,status
alder,CN,Atlantis,,
birch,ZA,Atlantis,,
cedar,CN,Boston,,
elm,US,Boston,,
fir,,Atlantis,,
gorse,CN,深圳,,
hazel,CN,北京,,
"""


@pytest.mark.parametrize(
    ("rule", "yes", "unknown"),
    [
        ("city in {'Shenzhen'}", "gorse", "alder cedar"),
        ("city not in {'Shenzhen'}", "birch elm fir hazel", "alder cedar"),
        ("city in {'Boston'}", "cedar elm", "alder"),
        ("place in {'Shenzhen'}", "gorse", "alder cedar"),
        ("table(city, = '深圳': 3, else: 1) >= 2", "gorse", "alder cedar"),
        ("table(place, = '深圳': 3, = '北京': 2, else: 1) >= 2", "gorse hazel", "alder cedar"),
    ],
)
def test_a14_a_city_of_another_country_is_none_that_anything_knows(
    rule: str, yes: str, unknown: str, tmp_path: Path, engine: Engine
) -> None:
    """Nothing knows an Atlantis in China, though there is one in South Africa."""
    (tmp_path / "park.toml").write_text(WORDS_MAPPING, encoding="utf-8")
    (tmp_path / "park.csv").write_text(ABROAD, encoding="utf-8")
    book = new_book(tmp_path / "book", engine=engine)
    book.take(MappedTable(), [tmp_path / "park.toml", tmp_path / "park.csv"])
    _answers(book, rule, yes, unknown)


def test_a14_the_quality_of_a_source_counts_the_words_that_nothing_knows(park: Book) -> None:
    """As an import lists them, of the facts that count on the day."""
    found = ask_quality(park.at(DAY)).unknown_words
    told = [(in_language(each.sort, Lang.EN), each.words, each.facts, each.examples) for each in found]
    assert told == [
        ("certified status", 1, 1, ("高新技木企业",)),
        ("city", 1, 1, ("Shenzhn",)),
        ("country", 1, 1, ("Chian",)),
        ("venue", 1, 2, ("Nasdq",)),
    ]
    assert ask_quality(park.at(date(2024, 1, 1), known=DAY)).unknown_words == ()


def test_a14_facts_that_a_person_states_pass_the_same_door(tmp_path: Path, engine: Engine) -> None:
    book = new_book(tmp_path / "book", engine=engine)
    facts = [
        Named(subject="alder", valid=DAY, place="a letter", name="Alder"),
        Registered(subject="alder", valid=DAY, place="a letter", country="中国", city="深圳市"),
    ]
    append_facts(book, facts, source="office", day=DAY, title="a letter")
    (row,) = engine.arrow(book.at(DAY).facts(Registered)).to_pylist()
    assert (row["country"], row["city"]) == ("CHN", "Shenzhen")


VENUES = (
    "NEEQ",
    "新三板",
    "STAR",
    "科创板",
    "SSE",
    "上交所",
    "SZSE",
    "NASDAQ",
    "纳斯达克",
    "A-share",
    "Nasdq",
    "a hall",
)
MEANS = {"新三板": "NEEQ", "科创板": "STAR", "上交所": "SSE", "纳斯达克": "NASDAQ"}
WIDER = {"NEEQ": (), "STAR": ("SSE", "A-share"), "SSE": ("A-share",), "SZSE": ("A-share",), "NASDAQ": (), "A-share": ()}


@given(st.lists(st.sampled_from(VENUES), min_size=1, max_size=4), st.sampled_from(VENUES))
def test_what_is_among_a_rule_s_words_agrees_with_its_meaning(asked: list[str], word: str) -> None:
    """The oracle: yes where the same thing or a part of it is asked for, no where both are known and apart."""
    things = {MEANS.get(each, each) for each in asked}
    own = MEANS.get(word, word)
    expected: bool | None
    if word.lower() in {each.lower() for each in asked}:
        expected = True
    elif not any(thing in WIDER for thing in things):  # a rule of words of its own
        expected = False
    elif own not in WIDER:
        expected = None
    elif things & {own, *WIDER[own]}:
        expected = True
    else:  # a wider venue may mean the board that is asked for
        expected = None if any(own in WIDER.get(thing, ()) for thing in things) else False
    told = split_words(SORTS[Listed, "venue"], asked, [word])
    assert (True if word in told.inside else None if word in told.unsure else False) is expected
