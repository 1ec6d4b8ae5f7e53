"""Rules of words, bands and lifted promises on both engines: the same cells, whichever engine is asked."""

from datetime import date
from pathlib import Path

import pytest

from hornbook.book.book import new_book, open_book
from hornbook.engine import Engine
from hornbook.lang.bind import bind
from hornbook.lang.read import read_rule
from hornbook.lang.scope import RuleScope
from hornbook.sources.table import MappedTable
from hornbook.standards.judge import answered
from tests.park import WORDS_MAPPING

pytest.importorskip("pyspark", reason="needs the client of Spark Connect (group `test`)")
pytest.importorskip("pysail.spark", reason="needs Sail, the server (group `test`)")

DAY = date(2024, 6, 30)
DAYED = 'valid = { column = "since", format = "%Y-%m-%d" }\nvenue'
MAPPING = (
    WORDS_MAPPING.replace('valid = "recorded"\nvenue', DAYED)
    + """
[[fact]]
kind = "Headcount"
valid = "recorded"
count = { column = "heads" }

[[promise]]
kinds = ["Listed"]
since = 2000-01-01
says = "Every listing."
"""
)
ROWS = """\
id,country,city,venue,since,status,heads
alder,CN,深圳市南山区,新三板,2020-01-01,国家高新技术企业,11-50
birch,China,"Nanshan, Shenzhen",neeq,2020-01-01,高企,201-500
cedar,中国,Shenzhen City,,,High-tech enterprise,1001+
elm,CHN,深圳,Nasdq,2020-01-01,高新技木企业,250
fir,Chian,Shenzhn,NASDAQ,soon,,
gorse,CN,杭州市余杭区,纽交所,2020-01-01,专精特新小巨人,300
"""
RULES = {
    "country in {'CHN'}": "yyyy?y",
    "country not in {'USA'}": "yyyy?y",
    "city in {'深圳'}": "yyyy?n",
    "listed[venue not in {'NEEQ'}]": "nnn??y",
    "listed": "yyny?y",
    "certifications[status in {'高新技术企业'}]": "yyy???",
    "table(country, = '中国': 300, = 'USA': 20, else: 10) >= 100": "yyyy?y",
    "table(city, = '杭州': 3, = '深圳市': 2, else: 1) = 2": "yyyy?n",
    "headcount <= 300 people": "y?ny?y",
    "headcount > 300 people": "n?yn?n",
}
"""Each rule and its answers, company by company: yes, no, or unknown."""


def cells(path: Path, engine: Engine) -> dict[str, str]:
    view = open_book(path, engine=engine).at(DAY)
    conditions = {f"r{n}": bind(read_rule(rule), RuleScope()) for n, rule in enumerate(RULES)}
    rows = sorted(engine.arrow(answered(view, conditions)).to_pylist(), key=lambda row: row["subject"])
    return {
        rule: "".join({True: "y", False: "n"}.get(row[f"r{n}"], "?") for row in rows) for n, rule in enumerate(RULES)
    }


def test_a14_a15_rules_of_words_bands_and_lifted_promises_agree(tmp_path: Path, engine: Engine, sail: Engine) -> None:
    """An unknown word and a promise that a refused row lifts are unknown on both; 0 of 60 cells differ."""
    (tmp_path / "park.toml").write_text(MAPPING, encoding="utf-8")
    (tmp_path / "park.csv").write_text(ROWS, encoding="utf-8")
    book = new_book(tmp_path / "book", engine=engine)
    book.take(MappedTable(), [tmp_path / "park.toml", tmp_path / "park.csv"])
    here = cells(book.path, engine)
    assert here == RULES
    assert cells(book.path, sail) == here
