"""What a company is."""

from hornbook.indicators.algebra import Age, AgeBy, Indicator, Unit, Where, latest, least
from hornbook.indicators.located import Whereabouts
from hornbook.indicators.sums import distinct
from hornbook.kinds import Described, Founded, Named, Registered, Sector, Website
from hornbook.text import Text

name = Indicator(latest(Named, "name"), Unit.TEXT, Text("The name that the company goes by.", "企业现用名称。"))
registered_name = Indicator(
    latest(Named, "name", Where("registered", (True,))),
    Unit.TEXT,
    Text("The name in the register.", "工商登记名称。"),
)
names = Indicator(distinct(Named, "name"), Unit.NUMBER, Text("How many names it has had.", "曾用及现用名称数。"))
first_known = Indicator(
    least(Named, "known"),
    Unit.DAY,
    Text(
        "The day on which a name of it became known first; a name that is stated anew counts from the newer day.",
        "其名称最早获知之日；名称重新载入的，自新的获知之日起算。",
    ),
)
founded = Indicator(
    latest(Founded),
    Unit.DAY,
    Text(
        "The day on which it was founded; founding windows compare this.",
        "成立日期；按成立日期划线的标准以此为准。",
    ),
)
founding_precision = Indicator(
    latest(Founded, "precision"),
    Unit.TEXT,
    Text("How exact the founding day is: day, month or year.", "成立日期的精度：日、月或年。"),
)
age = Indicator(
    Age(AgeBy.ANNIVERSARY),
    Unit.YEARS,
    Text("Completed years since founding, counted by anniversary.", "成立年限，按周年计的足年数。"),
)
age_calendar = Indicator(
    Age(AgeBy.CALENDAR),
    Unit.YEARS,
    Text("This calendar year less the founding year.", "成立年限，按自然年相减。"),
)
country = Indicator(
    latest(Registered, "country"), Unit.TEXT, Text("The country where it is based.", "所在国家（地区）。")
)
region = Indicator(latest(Registered, "region"), Unit.TEXT, Text("The region where it is based.", "所在省（州）。"))
city = Indicator(latest(Registered, "city"), Unit.TEXT, Text("The city where it is based.", "所在城市。"))
place = Indicator(
    Whereabouts(),
    Unit.TEXT,
    Text(
        "The place where it is based; a rule asks whether that lies in a city, province or country.",
        "所在地（市、省或国家），用于判断企业是否位于某市、某省或某国。",
    ),
)
legal_form = Indicator(latest(Registered, "legal_form"), Unit.TEXT, Text("Its legal form.", "企业类型。"))
sector = Indicator(
    latest(Sector, "label", Where("rank", (1,))),
    Unit.TEXT,
    Text("Its main sector, in its source's taxonomy.", "主要行业（按来源的分类）。"),
)
track = Indicator(
    latest(Sector, "label", Where("taxonomy", ("track",))),
    Unit.TEXT,
    Text("Its track of future industry, where a source gives one.", "所属赛道（来源给出时）。"),
)
sectors = Indicator(distinct(Sector, "label"), Unit.NUMBER, Text("How many sectors it is placed in.", "所属行业数。"))
website = Indicator(latest(Website, "url"), Unit.TEXT, Text("Its address on the web.", "企业网址。"))
description = Indicator(
    latest(Described, "text"),
    Unit.TEXT,
    Text("What it does, in its source's words.", "企业简介（来源原文）。"),
)
