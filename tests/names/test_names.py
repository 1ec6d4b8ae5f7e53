"""Names of companies: what meets under one key, what stays apart, and what a Chinese registered name is made of."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hornbook import names
from hornbook.errors import HornbookError
from hornbook.names import fold

_WORDS = """
    Quill Kestrel the and & Inc. Ltd GmbH S.A. (Beta) formerly / .com Pvt 北京 上海市 星帆 科技 有限公司 （深圳） 集团
    株式会社 주식회사 Sté é ﬁ ™ ' - 3 市 公司 A/S S.p.A. www. dba aka 縣 (株) 原名
"""
WORDS = st.sampled_from(_WORDS.split())
SPELLINGS = st.one_of(st.text(), st.lists(WORDS, max_size=7).map(" ".join), st.lists(WORDS, max_size=7).map("".join))


@given(SPELLINGS)
@example("(株)")
@example("公司 公司")
@example("The The Inc Inc")
def test_a_key_is_its_own_key_and_made_of_tokens(name: str) -> None:
    key = names.name_key(name)
    assert names.name_key(key) == key
    assert key == " ".join(key.split())
    assert not [sign for sign in key if sign != " " and unicodedata.category(sign)[0] in "PZCS"]


@given(SPELLINGS)
@example("Limited")
@example("有限公司")
@example(".com")
def test_a_name_with_a_letter_or_a_digit_has_a_key(name: str) -> None:
    if any((letter.isascii() and letter.isalnum()) or "\u4e00" <= letter <= "\u9fa5" for letter in name):
        assert names.name_key(name)


@given(st.lists(SPELLINGS))
def test_many_names_have_the_keys_that_they_have_alone(many: list[str]) -> None:
    assert names.name_keys(many) == [names.name_key(name) for name in many]


@given(SPELLINGS)
def test_aliases_are_further_keys(name: str) -> None:
    aliases = names.aliases(name)
    assert len(set(aliases)) == len(aliases)
    assert names.name_key(name) not in aliases
    assert all(names.name_key(alias) == alias for alias in aliases)


@pytest.mark.parametrize(
    "spellings",
    [
        ("Quill & Kestrel, Inc.", "QUILL AND KESTREL", "The Quill Kestrel Co.", "quill-kestrel LLC", "Quill Kestrel™"),
        ("Quillo S.p.A.", "Quillo", "Quillo Private Limited", "Quillo (P) Ltd", "Quillo Pvt. Ltd.", "Quillo Pty Ltd"),
        (
            "Quillo S.A. de C.V.",
            "quillo.com",
            "http://www.quillo.io",
            "Quillo A/S",
            "PT Quillo Tbk",
            "Quillo Sp. z o.o.",
        ),
        ("Ñandú Größe GmbH & Co. KG", "nandu grosse"),
        ("K.L. Merrow", "KL Merrow"),
        (
            "北京星帆科技有限公司",
            "北京星帆科技股份有限公司",
            "北京星帆科技",
            "北京市星帆科技有限责任公司",
            "北京 星帆 科技",
        ),
        ("識見雲", "识见云"),
        ("株式会社ミナト星", "ミナト星(株)", "ミナト星㈱"),
        ("주식회사 별빛", "별빛(주)"),
        ("Ｑｕｉｌｌｏ", "quillo"),
    ],
)
def test_spellings_of_one_name_meet(spellings: tuple[str, ...]) -> None:
    assert len(set(names.name_keys(spellings))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Quillo", "Quillo Group"),
        ("Quillo", "Quillo Technologies"),
        ("Quillo", "Quillo (Shanghai)"),
        ("Day Spa", "Day"),
        ("北京星帆科技有限公司", "上海星帆科技有限公司"),
        ("星帆科技有限公司", "星帆集团有限公司"),
        ("星帆科技有限公司", "星帆科技有限公司上海分公司"),
    ],
)
def test_names_of_two_companies_stay_apart(one: str, other: str) -> None:
    assert names.name_key(one) != names.name_key(other)


@pytest.mark.parametrize(
    ("name", "key", "aliases"),
    [
        ("Quillo (QuillCab)", "quillo", {"quillcab"}),
        ("Quillo (formerly Kestrel Labs, Inc.)", "quillo", {"kestrel labs"}),
        ("Quillo Solutions, formerly e-kestrel", "quillo solutions", {"e kestrel"}),
        ("QP Pivot LLC dba Kestrel Capacity", "qp pivot", {"kestrel capacity"}),
        ("Quillo f/k/a Kestrela", "quillo", {"kestrela"}),
        ("Quillosa / Quillosá Kestrel", "quillosa", {"quillosa kestrel"}),
        ("Quill3.ai", "quill3", {"quill3 ai"}),
        ("Quillo (Guangzhou) Catering", "quillo guangzhou catering", set()),
        ("Quillo (this company is no longer active)", "quillo", set()),
        ("Quillo (Acquired by Kestrel)", "quillo", set()),
        ("Quillo (Software)", "quillo", set()),
        ("401(k) Quill", "401k quill", set()),
        ("QuillFix星帆", "quillfix 星帆", {"quillfix", "星帆"}),
        ("星帆（原名：远岸网络）", "星帆", {"远岸网络"}),
        ("北京星帆创新科技有限公司", "北京星帆创新科技", {"星帆", "星帆创新", "星帆创新科技", "北京星帆"}),
        ("星帆（北京）科技有限公司", "星帆北京科技", {"星帆", "星帆科技", "北京星帆"}),
    ],
)
def test_other_names_written_with_a_name_are_aliases(name: str, key: str, aliases: set[str]) -> None:
    assert (names.name_key(name), set(names.aliases(name))) == (key, aliases)


@pytest.mark.parametrize(
    ("name", "place", "trade", "industry", "form"),
    [
        ("北京星帆跃动科技有限公司", "北京", "星帆跃动", "科技", "有限公司"),
        ("星帆跃动（北京）科技有限公司", "北京", "星帆跃动", "科技", "有限公司"),
        ("深圳市远岸创新科技有限公司", "深圳市", "远岸", "创新科技", "有限公司"),
        ("内蒙古青岚乳业（集团）股份有限公司", "内蒙古", "青岚", "乳业集团", "股份有限公司"),
        ("广东省深圳市南山区远岸科技有限公司", "广东省深圳市南山区", "远岸", "科技", "有限公司"),
        ("北京星帆区块链科技有限公司", "北京", "星帆", "区块链科技", "有限公司"),
        ("北京千岚人工智能科技有限公司", "北京", "千岚", "人工智能科技", "有限公司"),
        ("上海遠岸信息技術有限責任公司", "上海", "远岸", "信息技术", "有限责任公司"),
        ("宁波远岸投资管理合伙企业（有限合伙）", "宁波", "远岸", "投资管理", "合伙企业有限合伙"),
        ("青海光伏股份有限公司", "", "青海光伏", "", "股份有限公司"),
        ("星帆", "", "星帆", "", ""),
        ("Quillo Inc.", "", "Quillo Inc.", "", ""),
    ],
)
def test_a_registered_name_has_four_parts(name: str, place: str, trade: str, industry: str, form: str) -> None:
    made = names.name_parts(name)
    assert (made.place, made.trade, made.industry, made.form) == (place, trade, industry, form)
    assert "".join(made.words) == industry


def test_a_name_is_spoken_in_ascii() -> None:
    assert names.spoken_name("北京") == "bei jing"
    assert names.spoken_name("重庆绿岸") == "chong qing lu an"
    assert names.spoken_name("QuillFix星帆") == "quillfix xing fan"
    assert names.spoken_name("Größe Škola") == "grosse skola"
    assert names.spoken_name("Кестрел") == "kestrel"


def test_without_the_extra_ascii_names_work_and_others_say_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(module: str) -> None:
        raise ImportError(module)

    monkeypatch.setattr(fold, "import_module", absent)
    fold._converter.cache_clear()
    assert names.name_key("Quill & Kestrel, Inc.") == "quill kestrel"
    with pytest.raises(HornbookError, match=r'pip install "hornbook\[link\]"'):
        names.name_key("星帆科技")
