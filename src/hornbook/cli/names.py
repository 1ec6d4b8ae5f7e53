"""Commands that show what a name or a place is taken for."""

from typing import Annotated, Any

import typer

from hornbook import names, places
from hornbook.cli import common
from hornbook.cli.options import Csv, Json
from hornbook.places import country_name
from hornbook.render.show import Column, Form, as_csv, document, say, table
from hornbook.text import Text

_CARD = [Column("what", Text("of it", "项目")), Column("value", Text("is taken for", "识别结果"))]
_NAME = {
    "key": Text("key", "匹配键"),
    "aliases": Text("aliases", "别名"),
    "spoken": Text("spoken", "读音"),
    "place": Text("place", "行政区划"),
    "trade": Text("trade name", "字号"),
    "industry": Text("industry", "行业"),
    "form": Text("legal form", "组织形式"),
}
_PLACE = {
    "city": Text("city", "城市"),
    "city_zh": Text("in Chinese", "中文名"),
    "region": Text("region", "省（州）"),
    "country": Text("country", "国家（地区）"),
    "country_zh": Text("in Chinese", "中文名"),
    "id": Text("GeoNames id", "GeoNames 编号"),
}


def place(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A place in Chinese or English. 地名。")],
    country: Annotated[str | None, typer.Option("--country", metavar="C", help="In this country. 所在国家。")] = None,
    region: Annotated[
        str | None,
        typer.Option("--region", metavar="R", help="In this state or province, or near this city. 省（州）。"),
    ] = None,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Show which city and country a text is taken for; unknown rather than a guess. 查看地名对应的城市。"""
    found = places.city(text, country, region)
    code = found.country if found else places.country(text)
    row: dict[str, Any] = {
        "city": found.name if found else None,
        "city_zh": found.name_zh if found else None,
        "region": (found.region or None) if found else None,
        "country": code,
        "country_zh": country_name(code, chinese=True) if code else None,
        "id": found.id if found else None,
    }
    _show(text, row, _PLACE, common.form(json, csv))


def name(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A company's name. 企业名称。")],
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Show what a company's name is made of and by which keys it is met. 解析企业名称。"""
    made = names.parts(text)
    row: dict[str, Any] = {
        "key": names.key(text) or None,
        "aliases": list(names.aliases(text)),
        "spoken": names.spoken(text) or None,
        **{part: getattr(made, part) or None for part in ("place", "trade", "industry", "form")},
    }
    there = {key: word for key, word in _NAME.items() if row[key]}  # a name may well lack a part
    _show(text, row, there, common.form(json, csv))


def _show(text: str, row: dict[str, Any], words: dict[str, Text], form: Form) -> None:
    if form is Form.JSON:
        return document({"text": text, **row})
    if form is Form.CSV:
        return as_csv([{"text": text, **row}], ["text", *row])
    lang = common.lang()
    # The number of a register is no figure, so it stands as it is.
    shown = [
        {"what": say(word, lang), "value": str(row[key]) if isinstance(row[key], int) else row[key]}
        for key, word in words.items()
    ]
    return table(shown, _CARD, form, lang, title=text)
