"""Names as linkage writes them: the two short ways give what the long way gives, and places in names are told apart."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hornbook import names
from hornbook.link.spelling import spelled

PLACES = st.sampled_from(["", "北京", "深圳市", "上海市浦东新区", "内蒙古", "广东省广州市", "桦"])
TRADES = st.text(st.sampled_from("云帆桦榆松岭鹤星河智创"), min_size=1, max_size=4)
INDUSTRIES = st.sampled_from(["", "科技", "信息技术", "生物医药", "虚拟现实技术", "新能源汽车", "集团"])
FORMS = st.sampled_from(["", "有限公司", "股份有限公司", "有限责任公司"])
WORDS = st.sampled_from(
    ["Alder", "Inc", "The", "of", "China", "Labs", "GmbH", "Formerly", "DBA", "now", "42", "New", "York", "Co"]
)


@given(st.builds(lambda *parts: "".join(parts), PLACES, TRADES, INDUSTRIES, FORMS))
@example("深圳市虚拟现实技术有限公司")
def test_chinese_names_are_taken_apart_as_elsewhere(name: str) -> None:
    (row,) = spelled([name]).to_pylist()
    written = [key for key in row["keys"] if not key.isascii()]
    assert written[0] == names.name_key(name)
    assert set(written[1:]) == set(names.aliases(name))
    assert all(" " in key or len(name) < 3 or key == names.spoken_name(key) for key in row["keys"] if key.isascii())


@given(st.lists(WORDS, min_size=1, max_size=5).map(" ".join))
def test_plain_names_have_the_aliases_that_they_have_elsewhere(name: str) -> None:
    (row,) = spelled([name]).to_pylist()
    assert row["keys"] == list(dict.fromkeys(filter(None, [names.name_key(name), *names.aliases(name)])))


@pytest.mark.parametrize(
    ("name", "lead", "branch"),
    [
        ("Alder China", "", "china"),
        ("Beijing Alder Technology", "beijing", ""),
        ("Alder South Korea Ltd", "", "south korea"),
        ("China", "", ""),
        ("Alder", "", ""),
    ],
)
def test_a_place_behind_a_name_is_a_branch(name: str, lead: str, branch: str) -> None:
    (row,) = spelled([name, name]).to_pylist()
    assert (row["lead"], row["branch"]) == (lead, branch)
