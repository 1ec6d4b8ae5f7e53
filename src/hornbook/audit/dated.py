"""Founding and age: found by words of several languages, and by what the columns hold.

A founding day does not move and comes before all else that has a day; an age is what lies between founding and the
row's day, or what grows by a year from one year to the next.
"""

import re
from collections.abc import Mapping

import numpy as np

from hornbook.audit.columns import Bools, CellColumn, Floats, Ints, Sort, as_days, is_year

FOUNDED = [
    "founded",
    "founded_on",
    "founded_at",
    "founded_date",
    "founded_day",
    "founded_year",
    "founding_date",
    "founding_year",
    "founding_day",
    "founding",
    "year_founded",
    "date_founded",
    "inception",
    "incorporated",
    "incorporated_on",
    "incorporation_date",
    "established",
    "成立",
    "成立日期",
    "成立时间",
    "成立日",
    "成立年份",
    "成立年",
    "创立",
    "创立时间",
    "创立年份",
    "注册日期",
    "注册时间",
    "创办年份",
]
AGE = [
    "age",
    "age_years",
    "age_days",
    "age_months",
    "age_year",
    "age_yrs",
    "company_age",
    "firm_age",
    "years_old",
    "years_since_founding",
    "年龄",
    "企业年龄",
    "公司年龄",
    "成立年限",
    "企龄",
    "经营年限",
]

FOUNDED_IN = re.compile(
    r"(?:^|_)(?:found(?:ed|ing|ation)|year_founded|inception|incorporat\w*|established|establishment|creation"
    r"|registration|registered|start_?(?:date|year)|birth(?:_?(?:date|year|day))?|born|launched"
    r"|grundung\w*|gegrundet|gruendung\w*|gegruendet|grundungsjahr|eintragung|fondee?|fondation|immatriculation|cree"
    r"|fundacion|fundad[oa]|constitucion|creacion|fondata|fondazione|costituzione|costituita|fundacao|constituicao"
    r"|opgericht|oprichting\w*)(?:_|$)"
    r"|成立|创立|创办|创建|设立|注册[日时年]|設立|創業|創立|創設|설립|창업|창립|основан|регистрац"
)
"""Words of founding; accents are gone from names by then."""
AGE_WORDS = re.compile(
    r"(?:(?:company|firm|startup|start_up|business|organi[sz]ation|org|current|the|its|log|n|in|of|at|as|on|ln"
    r"|unternehmens?|firmen|entreprise|empresa|impresa|azienda|societe|bedrijfs?|de|l|la|del|della|da|dell|der|des"
    r"|snapshot|observation|day|date)_)*"
    r"(?:age|ages|years?_old|alter|unternehmensalter|firmenalter|edad|eta|idade|leeftijd|antiguedad|anciennete|anzianita"
    r"|tenure|years?_in_business|years?_since_(?:founding|foundation|inception|incorporation)|vozrast|возраст)"
    r"(?:_(?:years?|yrs?|y|months?|mos?|m|days?|d|in|of|at|on|company|firm|startup|jahre|jahren|monate|tage|ans|annees"
    r"|mois|jours|anos|meses|dias|anni|mesi|giorni|entreprise|empresa|impresa|azienda|societe|l|de|la|del|snapshot|observation|date|as))*"
)
_AGE_HAN = re.compile(
    r"年龄|企龄|司龄|年限|存续(?:时间|年|月|期)|成立(?:年数|月数|天数|多久)|年齢|社齢|業歴|設立(?:年数|経過)|업력|연령|나이|기업연령"
)
LATER_IN = re.compile(
    r"(?:^|_)(?:last|latest|recent|updated?|closed|end\w*|exit\w*|ipo|acquired|acquisition|rounds?|funding|raised|invest\w*"
    r"|milestone|patent|grant|crawl\w*|known|recorded|seen|expir\w*|label|outcome|event|next|due)(?:_|$)"
    r"|最近|最后|最新|更新|注销|关闭|上市|融资|投资|轮|获知|采集|到期|最終|更新|調達|투자|최근"
)
"""Days whose name says that they are of another thing than founding."""
UNITS = (365.25, 30.4375, 1.0, 7.0)
"""A year, a month, a day and a week, in days."""
_AGREE = 0.95
_FILLED = 0.6
_STEPS = 20


def says_age(said: str) -> bool:
    """Whether a plain name is that of a company's age."""
    return AGE_WORDS.fullmatch(said) is not None or _AGE_HAN.search(said) is not None


def says_founded(said: str) -> bool:
    """Whether a plain name is that of a company's founding, and no age since."""
    return FOUNDED_IN.search(said) is not None and not says_age(said) and not LATER_IN.search(said)


def holds_ages(of: CellColumn) -> bool:
    """Whether a column can hold ages: numbers that are hardly ever below zero, and no calendar years."""
    there = of.values[~of.missing]
    return of.sort is Sort.NUMBER and of.distinct > 2 and not is_year(of) and bool((there < 0).mean() <= 0.05)


def founding_by_content(
    columns: Mapping[str, CellColumn], names: list[str], said: Mapping[str, str], day: CellColumn | None, company: Ints
) -> str | None:
    """The one column of days or years that stays as it is, and comes before the row's day and all other days."""
    days = {}
    for name in names:
        found = as_days(columns[name])
        if found is not None and (~found.missing).mean() >= _FILLED and found.distinct > 5:
            days[name] = found
    if day is None and len(days) < 2 and not any(each.span == 0 for each in days.values()):
        days = {name: each for name, each in days.items() if _lives(each)}
    first = [
        name
        for name, each in days.items()
        if not LATER_IN.search(said[name])
        and _still(each, company)
        and (day is None or _before(each, day))
        and all(_before(each, other) for also, other in days.items() if also != name)
    ]
    return first[0] if len(first) == 1 else None


def _lives(of: CellColumn) -> bool:
    """Whether years can be those in which the companies of one table began: they spread over ten at least."""
    low, high = np.nanquantile(of.values, [0.02, 0.98])
    return bool(high - low >= 10 * UNITS[0])


def _before(one: CellColumn, other: CellColumn) -> bool:
    both = ~one.missing & ~other.missing
    return not both.any() or bool((one.values <= other.values + other.span)[both].mean() >= _AGREE)


def _still(of: CellColumn, company: Ints) -> bool:
    """Whether a column stays the same from one row of a company to the next."""
    order = np.argsort(company, kind="stable")
    same = np.diff(company[order]) == 0
    change = np.diff(of.values[order])[same]
    change = change[~np.isnan(change)]
    return not change.size or bool((change == 0).mean() >= _AGREE)


def ages_by_content(
    columns: Mapping[str, CellColumn],
    names: list[str],
    founded: CellColumn | None,
    day: CellColumn | None,
    company: Ints,
) -> tuple[str, ...]:
    """Columns that hold what lies between founding and the row's day, or that grow as the row's day does."""
    since: Floats | None = None
    slack = 0
    if founded is not None:
        last = day.values if day is not None else np.full(founded.values.size, np.nanmax(founded.values))
        since, slack = last - founded.values, founded.span + (0 if day is None else day.span)
    found = []
    for name in names:
        each = columns[name]
        if holds_ages(each) and (
            (since is not None and _is_since(each, since, slack)) or (day is not None and _grows(each, day, company))
        ):
            found.append(name)
    return tuple(found)


def _is_since(of: CellColumn, since: Floats, slack: int) -> bool:
    """Whether a column is a length of time since founding, up to one constant, in some unit."""
    both: Bools = ~of.missing & ~np.isnan(since)
    if both.mean() < 0.3 or np.ptp(since[both]) < 2 * (slack + 31):
        return False
    for unit in UNITS:
        rest = of.values[both] * unit - since[both]
        if (np.abs(rest - np.median(rest)) <= slack + unit + 1).mean() >= _AGREE and np.ptp(since[both]) > 4 * unit:
            return True
    return False


def _grows(of: CellColumn, day: CellColumn, company: Ints) -> bool:
    """Whether from one row of a company to the next a column grows by the time between them."""
    order = np.lexsort((day.values, company))
    step = np.diff(day.values[order])
    steps = (np.diff(company[order]) == 0) & (step >= 28) & ~np.isnan(np.diff(of.values[order]))
    if steps.sum() < _STEPS:
        return False
    change, step = np.diff(of.values[order])[steps], step[steps]
    # A count that happens to go up by one every year would pass for years: an age differs between companies of one day.
    spread = [np.unique(of.values[day.values == each]).size for each in np.unique(day.values)[:5]]
    return max(spread) > 5 and any((np.abs(change * unit - step) <= 0.25 * step).mean() >= _AGREE for unit in UNITS)
