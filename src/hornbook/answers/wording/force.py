"""Editions of a standard in words: whether one was in force on a day, and how amounts become dollars under it."""

from hornbook.book.money import SPOT, Convention
from hornbook.book.money import RateRule as MoneyRule
from hornbook.book.view import View
from hornbook.standards.ask import Rule
from hornbook.standards.library import plain_rule
from hornbook.standards.standard import Edition, Standard, Validity
from hornbook.terms import Day
from hornbook.text import Message, Phrase, Text, listing, message


def force(standard: Standard, edition: Edition, day: Day) -> Message:
    """Whether the edition was in force on the day, in words."""
    if standard is plain_rule():
        return message("Hornbook's own definition.")
    found, first = standard.validity(day), edition.since
    if found is Validity.UNKNOWN:
        return message("Validity unknown: the text was read without a date, so it is applied to any day.")
    if found is Validity.IN_FORCE:
        return message("In force on {day}.", day=day)
    if found is Validity.ENDED:
        return message("NOT IN FORCE on {day}: the edition ended on {last}.", day=day, last=edition.valid_to)
    if found is Validity.NOT_CERTAIN and edition.valid_from:
        return message(
            "In force from {first}; the text does not say until when, so for {day} it is not certain.",
            first=first, day=day,
        )  # fmt: skip
    if found is Validity.NOT_CERTAIN:
        return message(
            "The text was seen on {first}; whether it was in force on {day} is not certain.", first=first, day=day
        )
    if edition.valid_from:
        return message("NOT IN FORCE on {day}: the edition begins on {first}.", day=day, first=first)
    return message("Not in force on {day} as far as we know: we first saw the text on {first}.", day=day, first=first)


def rule_convention(rule: Rule, view: View) -> Convention:
    """By which convention amounts are converted: the rule's own where it has one, else the question's."""
    own = rule.edition.convention
    return view.convention if own == SPOT else own


def rate(used: Convention) -> Message:
    """At which rate amounts become dollars, as a part of a sentence."""
    if used.rule is MoneyRule.SPOT:
        return message("at the rate of each fact's day")
    if used.rule is MoneyRule.YEAR:
        return message("at the mean rate of each fact's year")
    rates = listing(f"{fixed} {currency}" for currency, fixed in used.per_usd)
    return message("at {rates} to the US dollar", rates=rates)


def money_message(rule: Rule, view: View) -> Message:
    """How amounts become dollars under a rule, and whether its text says so."""
    used, edition = rule_convention(rule, view), rule.edition
    who: Phrase = message("; the text does not say how")
    if rule.standard is plain_rule() or (edition.stated and used != edition.convention):
        who = ""
    elif edition.stated:
        who = message(", as the text says")
    if used == view.convention != SPOT and edition.convention == SPOT:
        return message("Amounts are converted {rate}, as asked by --money{who}.", rate=rate(used), who=who)
    if view.convention not in (SPOT, used):
        return message("Amounts are converted {rate}{who}; --money does not override it.", rate=rate(used), who=who)
    return message("Amounts are converted {rate}{who}.", rate=rate(used), who=who)


_JURISDICTIONS = {
    "CN": Text("China", "中国"),
    "CN/global": Text("China and worldwide", "中国及全球"),
    "EU": Text("European Union", "欧盟"),
    "OECD": Text("OECD countries", "经合组织成员国"),
    "global": Text("worldwide", "全球"),
    "CN-110101": Text("Dongcheng District, Beijing", "北京市东城区"),
    "CN-310000": Text("Shanghai", "上海市"),
    "CN-320000": Text("Jiangsu", "江苏省"),
    "CN-320100": Text("Nanjing", "南京市"),
    "CN-320500": Text("Suzhou", "苏州市"),
    "CN-320900": Text("Yancheng", "盐城市"),
    "CN-321300": Text("Suqian", "宿迁市"),
    "CN-330100": Text("Hangzhou", "杭州市"),
    "CN-340000": Text("Anhui", "安徽省"),
    "CN-340100": Text("Hefei", "合肥市"),
    "CN-370000": Text("Shandong", "山东省"),
    "CN-370200": Text("Qingdao", "青岛市"),
    "CN-420000": Text("Hubei", "湖北省"),
    "CN-420100-EL": Text("East Lake High-tech Zone, Wuhan", "武汉东湖高新区"),
    "CN-440112": Text("Huangpu District, Guangzhou", "广州市黄埔区"),
    "CN-440300": Text("Shenzhen", "深圳市"),
    "CN-510000": Text("Sichuan", "四川省"),
    "CN-610100": Text("Xi'an", "西安市"),
    "CN-610100-HTZ": Text("Xi'an High-tech Zone", "西安高新区"),
}
"""Where a standard applies, by its code: ISO 3166, and GB/T 2260 below the country."""


def jurisdiction_text(code: str) -> Phrase:
    """Where a standard applies, in words; a code that has none as it stands."""
    return _JURISDICTIONS.get(code, code)


def branch_name(name: str) -> Message:
    """A way into a tier by its word."""
    return message("way “{name}”", name=name.replace("_", " "))
