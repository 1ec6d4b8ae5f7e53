"""`hornbook place` and `hornbook name`: what a text is taken for, in words and as JSON."""

import pytest

from tests.cli.here import hornbook


@pytest.mark.slow("reads the gazetteer")
def test_a_place_is_shown_with_both_its_names() -> None:
    found = hornbook("place", "北京-海淀区", "--json").json()
    assert found.pop("asked")["book_version"] is None
    assert found == {
        "text": "北京-海淀区",
        "city": {"en": "Beijing", "zh": "北京"},
        "region": "Beijing",
        "country": "CHN",
        "country_name": {"en": "China", "zh": "中国"},
        "id": 1816670,
    }
    page = hornbook("--lang", "zh", "place", "Bangalore", "--country", "印度").out
    assert "班加罗尔" in page
    assert "印度" in page
    assert "1277333" in page
    assert "Bengaluru" in hornbook("place", "Bangalore", "--country", "印度").out


@pytest.mark.slow("reads the gazetteer")
def test_a_place_that_may_be_several_is_unknown_until_more_is_said() -> None:
    assert hornbook("place", "Cambridge", "--json").json()["city"] is None
    assert "unknown" in hornbook("place", "Cambridge").out
    told = hornbook("place", "Cambridge", "--country", "US", "--region", "Boston", "--json").json()
    assert (told["city"]["en"], told["region"], told["country"]) == ("Cambridge", "MA", "USA")
    assert hornbook("place", "美国", "--json").json()["country"] == "USA"


def test_a_name_is_shown_with_its_key_and_its_parts() -> None:
    told = hornbook("name", "深圳市远岸创新科技有限公司", "--json").json()
    assert told["key"] == "深圳远岸创新科技"
    assert told["aliases"] == ["远岸", "远岸创新", "远岸创新科技", "深圳远岸"]
    assert [told[part] for part in ("place", "trade", "industry", "form")] == ["深圳市", "远岸", "创新科技", "有限公司"]
    assert told["spoken"].startswith("shen zhen shi yuan an")
    page = hornbook("name", "Quillo (formerly Kestrel Labs)").out
    assert "kestrel labs" in page
    assert "legal form" not in page
