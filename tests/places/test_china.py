"""Places of China are read from any usual spelling, districts included, and nothing is guessed. Case A14."""

import pytest

from hornbook.places import china
from hornbook.places.china_table import china_table


@pytest.mark.parametrize(
    ("spellings", "city"),
    [
        (
            "深圳市南山区|Nanshan, Shenzhen|Shenzhen City|深圳|SHENZHEN|广东省深圳市|中国广东省深圳市南山区科技园",
            "Shenzhen",
        ),
        ("南山区|深圳,南山|Shenzhen (Nanshan)|Futian Shenzhen|Shenzhen, Guangdong, China|shenzhen shi", "Shenzhen"),
        ("北京市海淀区|北京-海淀区|Haidian District, Beijing, China|Haidian|Peking|北京|Zhongguancun", "Beijing"),
        ("上海浦东|浦东新区|Pudong, Shanghai|Shanghai Municipality", "Shanghai"),
        ("苏州|苏州工业园区|江苏省苏州市|Suzhou, Jiangsu|Suzhou", "Suzhou"),
        ("宿州|宿州市|安徽省宿州市|Suzhou, Anhui", "Suzhou (Anhui)"),
        ("昆山|苏州昆山|Kunshan, Suzhou|江苏省苏州市昆山市", "Kunshan"),
        ("吉林|吉林市|吉林省吉林市", "Jilin"),
        ("义乌|浙江省义乌市|金华义乌", "Yiwu"),
        ("武汉东湖高新区|武汉市洪山区|Wuhan, Hubei Province", "Wuhan"),
    ],
)
def test_a14_spellings_of_one_city(spellings: str, city: str) -> None:
    found = {text: found.place.name if (found := china.city(text)) else None for text in spellings.split("|")}
    assert set(found.values()) == {city}, found


@pytest.mark.parametrize(
    "text",
    ["", "朝阳区", "Chaoyang", "鼓楼区", "Taizhou", "London", "Paris, France", "Guangdong", "广东", "Shenzhn", "区"],
)
def test_what_may_be_several_places_or_none_is_not_guessed(text: str) -> None:
    assert china.city(text) is None


def test_a_region_settles_a_district() -> None:
    assert china.city("南山区", "深圳") == china.city("Nanshan", "Shenzhen") == china.city("深圳")
    assert china.city("朝阳区", "北京") == china.city("朝阳区", "Beijing")
    found = china.city("Taizhou", "浙江省")
    assert found
    assert found.place.name == "Taizhou (Zhejiang)"
    assert china.city("深圳", "浙江") is None


@pytest.mark.parametrize("text", ["广东", "广东省", "Guangdong", "Guangdong Province", "guangdong"])
def test_a_province_by_its_spellings(text: str) -> None:
    found = china.province(text)
    assert found
    assert (found.name, found.zh) == ("Guangdong", "广东")


def test_every_place_of_the_table_reads_as_itself() -> None:
    """A place's own name and its official Chinese name with its province lead back to it."""
    for name, place in china.labels().items():
        assert china.city(name) is None or china.city(name).place.name == name  # type: ignore[union-attr]
        province = china_table().provinces
        zh = next(each.zh for each in province.values() if each.name == place.province)
        above = next((each.full for each in china.labels().values() if each.name == place.city), "")
        found = china.city(zh + above + place.full) if above != zh + "市" else china.city(above + place.full)
        assert found
        assert found.place == place, (zh, above, place)
