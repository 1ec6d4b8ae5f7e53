"""Section C of the cases of November 2026: legal forms, remarks in brackets, former names, numbers of a series."""

import pytest

from hornbook import names
from hornbook.names.firm import firm
from hornbook.names.series import series


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Kestrel Comp",
            "S.C. Kestrel S.R.L.",
            "SC Kestrel SRL",
            "SIA Kestrel",
            "Kestrel spółka z o.o.",
            "Kestrel e.K.",
        ),
        *(
            "Kestrel, spol. s r.o.",
            "Kestrel ЕООД",
            "Kestrel Α.Ε.",
            "ТОО Kestrel",
            "Công ty Cổ phần Kestrel",
            "CTCP Kestrel",
        ),
        *(
            "Kestrel Joint Stock Company",
            "Joint Stock Company Kestrel",
            'Kestrel בע"מ',
            "Kestrel בע״מ",
            "Kestrel, C.A.",
        ),
        *("Kestrel CV", "CV Kestrel", "บริษัท Kestrel จำกัด", "บริษัท Kestrel จำกัด (มหาชน)", "شركة Kestrel", "LLC Kestrel"),
        *("Kestrel S.à r.l.", "Công ty TNHH Kestrel", "Kestrel, Limited Liability Company", "Kestrel GmbH i.L."),
        *(
            "Kestrel (simulated)",
            "Kestrel（已注销）",
            "Kestrel (in liquidation)",
            "Kestrel Ltd (2015)",
            "Kestrel - in liquidation",
        ),
    ],
)
def test_c_legal_forms_and_remarks_are_no_part_of_a_name(name: str) -> None:
    assert names.name_key(name) == "kestrel"
    assert names.aliases(name) == ()


@pytest.mark.parametrize(
    ("name", "key", "alias"),
    [
        ("Quillo (ex-Kestrel Labs)", "quillo", "kestrel labs"),
        ("Quillo (prev. Kestrel Labs)", "quillo", "kestrel labs"),
        ("Quillo (anciennement Kestrel Labo)", "quillo", "kestrel labo"),
        ("青鸾（旧社名：海棠商事）", "青鸾", "海棠商事"),
        ("Kestrel → Quillo", "quillo", "kestrel"),
        ("Kestrel Labs -> Quillo", "quillo", "kestrel labs"),
        ("Quillo vormals Kestrel", "quillo", "kestrel"),
        ("Quillo, formerly Kestrel", "quillo", "kestrel"),
        ("Quillo, ex-Kestrel", "quillo", "kestrel"),
        ("青鸾（原名：海棠）", "青鸾", "海棠"),
        ("青鸾（曾用名：海棠、白鹭）", "青鸾", "白鹭"),
        ("Quillo (was Kestrel)", "quillo", "kestrel"),
        ("Alder AI (Birchmail)", "alder ai", "birchmail"),
    ],
)
def test_c_a_former_name_is_an_alias(name: str, key: str, alias: str) -> None:
    assert names.name_key(name) == key
    assert alias in names.aliases(name)


@pytest.mark.parametrize("name", ["Ex Machina", "Sia Partners", "Quillo (was acquired by Kestrel)"])
def test_c_what_only_looks_like_a_mark_or_a_form_is_neither(name: str) -> None:
    assert not names.aliases(name)
    assert names.name_key(name) in ("ex machina", "sia partners", "quillo")


@pytest.mark.parametrize(
    ("key", "base", "number"),
    [
        ("quibble fund ii", "quibble fund", "2"),
        ("quibble fund i", "quibble fund", "1"),
        ("harrow series 11", "harrow series", "11"),
        ("area 52 labs", "area labs", "52"),
        ("harrow series b", "harrow series", "b"),
        ("quill3", "quill", "3"),
        ("鹤鸣第十二", "鹤鸣", "12"),
        ("vi labs", "vi labs", ""),
        ("alder", "alder", ""),
    ],
)
def test_c_the_number_of_a_series(key: str, base: str, number: str) -> None:
    assert series(key) == (base, number)


def test_c_what_tells_two_registered_names_apart() -> None:
    one, two = firm("北京海棠科技有限公司"), firm("上海海棠生物医药有限公司")
    assert (one.trade, one.site, one.words, one.form) == ("海棠", "北京", ("科技",), "company")
    assert (two.trade, two.site, two.words) == ("海棠", "上海", ("生物", "医药"))
    assert firm("广东省深圳市南山区远岸科技有限公司").site == "深圳"
    assert firm("宁波远岸投资管理合伙企业（有限合伙）").form == "partnership"
    assert firm("Quillo Inc.").trade == ""


def test_a_number_of_a_series_may_be_of_any_length_and_script() -> None:
    assert series("alder fund " + "9" * 5000) == ("alder fund", "9" * 5000)
    assert series("海棠" + "一" * 5000 + "号") == ("海棠号", "1" * 5000)
    assert series("alder fund ٠٠٣") == ("alder fund", "3")
