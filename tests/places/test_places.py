"""Places: many spellings are one city, and where a text may mean two the answer is none."""

import csv
import gzip
from collections import Counter
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hornbook import places
from hornbook.places.choose import LARGER, WHOLE, whole
from hornbook.places.gazetteer import PLACE, Town, called, kilometres, place_key, town_of

REAL = Path(__file__).parents[2].parent / "shared" / "data"

ONE_CITY = {
    "Beijing": "北京 北京市 Beijing Peking BEIJING 北京-海淀区 北京市海淀区 中国北京 北京海淀",
    "Shenzhen": "深圳 深圳市 Shenzhen 广东-深圳 广东省深圳市 广东省深圳市南山区 中国广东省深圳市",
    "Shanghai": "上海 上海-浦东新区 上海市 Pudong",
    "Chongqing": "重庆-渝北区 重慶 Chongqing",
    "Hong Kong": "香港 香港-中西区 Hongkong",
    "Bengaluru": "Bengaluru Bangalore 班加罗尔 Bangalore/India",
    "Gurugram": "Gurgaon Gurugram",
    "Delhi": "Delhi",
    "São Paulo": "São␣Paulo Sao␣Paulo 圣保罗",
    "Munich": "Munich München Muenchen 慕尼黑",
    "New York City": "New␣York New␣York␣City NYC 纽约 Brooklyn Manhattan",
    "San Jose": "San␣Jose,␣CA San␣Jose␣(California)",
    "San Francisco": "San␣Francisco 旧金山 美国-加州-旧金山 San␣Francisco,␣CA,␣USA San␣Francisco␣/␣US",
    "Tel Aviv": "Tel␣Aviv-Yafo,␣Israel Tel␣Aviv",
    "Washington": "Washington␣DC Washington,␣D.C. Washington",
    "Saint Petersburg": "St.␣Petersburg,␣Russia 圣彼得堡",
    "Singapore": "Singapore Singapore,␣Singapore 新加坡",
    "Xi'an": "西安 Xi'an Xi’an",
    "Tokyo": "Tokyo 东京 東京",
}
UNSURE = (
    "Cambridge Portland Springfield Birmingham Canton 北美洲-美国 亚洲-以色列 India 中国 广东 California CA NY Remote "
    "Mumbai/Bengaluru Bangalore/SFO New␣York,␣Bengaluru Narnia . ␣"
)


@pytest.mark.parametrize("name", ONE_CITY)
def test_one_city_has_many_spellings(name: str) -> None:
    found = {text: places.city(text.replace("␣", " ")) for text in ONE_CITY[name].split()}
    assert {text: city and city.name for text, city in found.items()} == dict.fromkeys(found, name)
    assert len(set(found.values())) == 1


@pytest.mark.parametrize("text", UNSURE.split())
def test_what_may_be_two_cities_or_is_none_stays_unknown(text: str) -> None:
    assert places.city(text.replace("␣", " ")) is None


@pytest.mark.parametrize(
    ("text", "country", "region", "name", "told"),
    [
        ("London, Ontario", None, None, "London", "ON"),
        ("London", None, None, "London", "ENG"),
        ("London", "Canada", None, "London", "ON"),
        ("Cambridge", "USA", "MA", "Cambridge", "MA"),
        ("Cambridge, MA", None, None, "Cambridge", "MA"),
        ("Cambridge", "USA", "Boston", "Cambridge", "MA"),
        ("Cambridge", "United Kingdom", None, "Cambridge", "ENG"),
        ("Bedford", "USA", "Boston", "Bedford", "MA"),
        ("Springfield", "US", "Illinois", "Springfield", "IL"),
        ("Mountain View", "USA", "SF Bay Area", "Mountain View", "CA"),
        ("Delaware City", "USA", "DE - Other", "Delaware City", "DE"),
        ("Vancouver", "USA", "WA", "Vancouver", "WA"),
        ("Portland", "USA", "Portland, Oregon", "Portland", "OR"),
        ("Portland", "USA", "Portland, Maine", "Portland", "ME"),
        ("Suzhou", "CHN", "Shanghai", "Suzhou", "Jiangsu"),
        ("Suzhou", "中国", "江苏", "Suzhou", "Jiangsu"),
        ("苏州", None, None, "Suzhou", "Jiangsu"),
        ("宿州", None, None, "Suzhou", "Anhui"),
        ("海淀区", "CHN", "北京", "Beijing", "Beijing"),
        ("台北市", "台湾", "台湾", "Taipei", "04"),
        ("香港", "CHN", None, "Hong Kong", ""),
        ("New Delhi", "IND", None, "Delhi", "Delhi"),
        ("Kansas City", "USA", "MO", "Kansas City", "MO"),
        ("Springfield", "USA", None, None, None),
        ("Fayetteville", "USA", "Fayetteville", None, None),
        ("Cambridge", "USA", "TX", None, None),
        ("Munich", "Narnia", None, None, None),
        ("Munich", "USA", None, None, None),
        ("Paris, Texas", "FRA", None, None, None),
    ],
)
def test_country_and_region_settle_which_city_is_meant(
    text: str, country: str | None, region: str | None, name: str | None, told: str | None
) -> None:
    found = places.city(text, country, region)
    assert (found and found.name, found and found.region) == (name, told)


@pytest.mark.parametrize(
    ("code", "texts"),
    {
        "USA": "USA us U.S. U.S.A. America United␣States the␣United␣States 美国 美國",
        "GBR": "UK U.K. GB gbr England Great␣Britain 英国",
        "CHN": "CN China 中国 中國 PRC Mainland␣China 中华人民共和国",
        "HKG": "Hong␣Kong 香港 Hong␣Kong␣SAR 中国香港",
        "TWN": "Taiwan 台湾 臺灣 Taiwan,␣Province␣of␣China",
        "KOR": "South␣Korea Korea Republic␣of␣Korea 韩国",
        "TUR": "Turkey Türkiye 土耳其",
        "CZE": "Czech␣Republic Czechia The␣Czech␣Republic",
        "NLD": "Netherlands The␣Netherlands Holland 荷兰",
        "RUS": "Russia Russian␣Federation 俄罗斯",
        "VNM": "Vietnam Viet␣Nam 越南",
        "ROU": "ROM ROU Romania",
        "CIV": "Côte␣d'Ivoire Ivory␣Coast",
    }.items(),
)
def test_one_country_has_many_names(code: str, texts: str) -> None:
    assert {places.country(text.replace("␣", " ")) for text in texts.split()} == {code}
    assert places.country_name(code, chinese=False)
    assert places.country(places.country_name(code, chinese=True)) == code


@pytest.mark.parametrize("text", ["", " ", "Narnia", "Beijing", "北京", "Europe", "the"])
def test_what_is_no_country_has_no_code(text: str) -> None:
    assert places.country(text) is None


def test_many_rows_have_the_cities_that_they_have_alone() -> None:
    rows = [
        ("USA", "MA", "Cambridge"),
        (None, None, "北京"),
        ("CHN", "北京", None),
        ("USA", "MA", "Cambridge"),
        (None, "", ""),
    ]
    assert places.city_keys(rows) == [
        places.city("Cambridge", "USA", "MA"),
        places.city("Beijing"),
        None,
        *places.city_keys(rows[3:4]),
        None,
    ]


TOWNS = pq.ParquetFile(PLACE / "towns.parquet").read()
LARGE = st.sampled_from(TOWNS.filter(pc.field("people") >= 100_000)["id"].to_pylist()).map(town_of)


@settings(max_examples=150)
@given(LARGE)
def test_no_answer_is_a_guess(town: Town) -> None:
    """What a bare name gives has the name, and nobody else of its size has it."""
    found = places.city(town.name, town.country)
    if found is None:
        return
    answer = town_of(found.id)
    assert answer.country == town.country or town.country in ("HK", "MO", "TW")
    named = [other for other, own in called(place_key(town.name)) if own and other.large]
    rivals = [other for other in named if whole(other).id != found.id]
    mine = max(other.people for other in named if whole(other).id == found.id)
    assert all(mine >= LARGER * other.people for other in rivals if other.country == town.country)


@settings(max_examples=150)
@given(LARGE)
def test_a_town_by_its_region_is_itself_or_unknown(town: Town) -> None:
    """With its state, a town of the US is never taken for one of another state."""
    if town.country == "US":
        found = places.city(town.name, "USA", town.region)
        assert found is None or found.region == town.region or found.id == whole(town).id


def test_the_gazetteer_is_whole() -> None:
    """Large and small places are there, and the parts of great cities are where they should be."""
    assert TOWNS["large"].to_pylist().count(True) > 30_000
    assert TOWNS.num_rows > 200_000
    assert {town_of(number).country for number in WHOLE.values()} == {"CN", "HK", "MO", "SG", "JP"}
    beijing, shanghai = (town_of(WHOLE["CN", code]) for code in ("22", "23"))
    assert (beijing.name, shanghai.name) == ("Beijing", "Shanghai")
    assert 1_050 < kilometres(beijing, shanghai) < 1_080


@pytest.mark.skipif(not REAL.is_dir(), reason="needs the files in ../shared/data")
def test_most_rows_of_the_real_files_have_a_city() -> None:
    assert share(REAL / "crunchbase_2015_12" / "companies.csv.gz", "country_code", "region", "city") > 0.96
    assert share(REAL / "yc" / "2023-02-27.csv.gz", "country", "", "location") > 0.98
    assert share(REAL / "itjuzi" / "ai_companies_2018-12.csv.gz", "", "", "地点") > 0.96
    assert share(REAL / "india" / "startup_funding_2015_2020.csv.gz", "", "", "City / Location", country="IND") > 0.93


def share(path: Path, *columns: str, country: str | None = None) -> float:
    """The share of the rows with a city whose city is known."""
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as file:
        rows = [[(column and row.get(column)) or None for column in columns] for row in csv.DictReader(file)]
    counted = Counter(
        (row[0] or country, row[1], row[2]) for row in rows if row[2] and row[2].strip() and row[2] != columns[2]
    )
    found = dict(zip(counted, places.city_keys(counted), strict=True))
    return sum(n for row, n in counted.items() if found[row]) / counted.total()
