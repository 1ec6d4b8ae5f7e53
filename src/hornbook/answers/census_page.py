"""A census on a page: the figure and its bounds, its rule, bands of value, groups, and what hindsight changes."""

from collections.abc import Sequence

from hornbook.answers.census import UNICORNS, Told, group, group_columns
from hornbook.answers.flow_page import flow_part, series_part
from hornbook.answers.wording.clauses import head
from hornbook.locale import Lang
from hornbook.population.count import BANDS, Band, Census, Company, Group
from hornbook.population.places import Placed
from hornbook.render.show import Column, Form, Page, billions, cell, say, table
from hornbook.text import Text

NAMED_AT_ONCE = 60
"""How many companies a sentence names before it says how many more there are."""
FILES = 8
"""So many sources are named, the newest; of more it is said how many."""
GROUPS_SHOWN = 40


def census_page(told: Told, keys: Sequence[str], lang: Lang) -> None:
    """Print a census."""
    page, answer = Page(lang), told.census
    head(page, told.view, answer.asked)
    for text in total_lines(answer):
        page.say(text)
    if told.view.hindsight:
        _hindsight(page, answer)
    page.line(f"{say(Text('Sources known by then: ', '当时可知的来源：'), lang)}{_sources(told, lang)}")
    if answer.bands and (keys or told.flow is None):
        _bands(page, answer)
    if answer.rows:
        _groups(page, answer, keys)
    if told.flow:
        flow_part(page, told.flow)
    if told.series:
        series_part(page, told.series, heading(answer))
    page.say(
        Text(
            "`--list` names the companies; `hornbook profile NAME --as-of DAY --why valuation` shows the facts.",
            "`--list` 列出企业；`hornbook profile 名称 --as-of 日期 --why valuation` 列出所依据的事实。",
        )
    )


def heading(answer: Census) -> Text:
    """What is counted, as the heading of a column."""
    tier = answer.asked.tier
    return UNICORNS if tier.id == "unicorn" else Text("yes", tier.name.zh)


def total_lines(answer: Census) -> list[Text]:
    """The figure with its bounds, and what the companies are worth each."""
    total, tier = answer.total, answer.asked.tier
    most = total.count + total.unknown
    en, zh = billions(total.value_usd, Lang.EN), billions(total.value_usd, Lang.ZH)
    one = total.count == 1
    what = f"unicorn{'' if one else 's'}"
    if tier.id != "unicorn":
        what = f"compan{'y' if one else 'ies'} at the tier “{tier.name.en}”"
    en, zh = (f", worth {en}", f"，估值合计 {zh}") if total.count else ("", "")
    lines = [
        Text(
            f"{total.count:,} {what}{en}; of {total.unknown:,} more it is unknown,"
            f" so between {total.count:,} and {most:,}.",
            f"{tier.name.zh if tier.id != 'unicorn' else '独角兽'} {total.count:,} 家{zh}；"
            f"另有 {total.unknown:,} 家未知，故总数在 {total.count:,} 与 {most:,} 之间。",
        )
    ]
    if total.judgement:
        lines.append(
            Text(
                f"Of the unknown, {total.judgement:,} lack nothing but a person's judgement.",
                f"未知企业中，{total.judgement:,} 家仅缺人工认定。",
            )
        )
    if total.mean_usd is not None:
        lines.append(_middle(answer))
    return lines


def _middle(answer: Census) -> Text:
    total = answer.total
    mean, middle = total.mean_usd, total.median_usd
    en = f"Mean value {billions(mean, Lang.EN)}, median {billions(middle, Lang.EN)}"
    zh = f"平均估值 {billions(mean, Lang.ZH)}，中位数 {billions(middle, Lang.ZH)}"
    if total.valued != total.count:
        en += f", of the {total.valued:,} whose value is known"
        zh += f"（{total.valued:,} 家有估值）"
    if answer.limits:
        en += f"; of {answer.limits:,} only a lower limit of the value is known, so these are limits too"
        zh += f"；其中 {answer.limits:,} 家仅知估值下限，故以上数值亦为下限"
    return Text(f"{en}.", f"{zh}。")


def _sources(told: Told, lang: Lang) -> str:
    view = told.view
    found = sorted((b for b in view.book.batches if b.recorded <= view.known or b.simulated), key=lambda b: b.recorded)
    files = [f"{b.source} ({b.file}, {b.recorded})" for b in found[-FILES:]]
    hidden = len(found) - len(files)
    if hidden:
        files.append(
            say(Text(f"and {hidden} earlier (`hornbook log`)", f"另有更早的 {hidden} 项（`hornbook log`）"), lang)
        )
    return ", ".join(files) or cell(None, lang)


def band_name(found: Band) -> Text:
    """A band of value in words."""
    low, high = (None if edge is None else _edge(edge) for edge in (found.low, found.high))
    if low is None:
        assert high is not None
        return Text(f"under US${high.en}", f"不足 {high.zh}")
    if high is None:
        return Text(f"US${low.en} and more", f"{low.zh}及以上")
    return Text(f"US${low.en} to under {high.en}", f"{low.zh}至不足 {high.zh}")


def _edge(edge: object) -> Text:
    assert edge in BANDS
    size = int(edge)  # type: ignore[call-overload]
    en = f"{size // 10**9:,}bn" if size >= 10**9 else f"{size // 10**6:,}m"
    return Text(en, f"{size // 10**8:,}亿美元")


def _bands(page: Page, answer: Census) -> None:
    columns = [
        Column("band", Text("value", "估值")),
        Column("count", heading(answer), True),
        Column("value", Text("together, US$", "合计（美元）"), True),
    ]
    rows = [{"band": say(band_name(b), page.lang), "count": b.companies, "value": b.value_usd} for b in answer.bands]
    table(rows, columns, Form.PAGE, page.lang)


def _groups(page: Page, answer: Census, keys: Sequence[str]) -> None:
    """The groups that have a yes, and a sentence on those that have none but unknowns."""
    if answer.placed:
        page.say(places_line(answer.placed))
    some = [group_page(found, answer.placed, page.lang) for found in answer.rows if found.figures.count]
    if some:
        table(some, group_columns(keys, heading(answer)), Form.PAGE, page.lang, limit=GROUPS_SHOWN)
    rest = [found.figures.unknown for found in answer.rows if not found.figures.count]
    if rest:
        lead = Text(" more" if some else "", "另有" if some else "有")
        groups = f"group{' has' if len(rest) == 1 else 's have'}"
        page.say(
            Text(
                f"{len(rest):,}{lead.en} {groups} no known yes, but {sum(rest):,} companies of which it is unknown;"
                " --csv and --json list them.",
                f"{lead.zh} {len(rest):,} 组没有已知达标企业，但有 {sum(rest):,} 家企业未知；"
                "--csv 与 --json 可全部列出。",
            )
        )


def places_line(how: Placed) -> Text:
    """Whether places go by one name, as a sentence."""
    if not how.normalised:
        return Text(
            'Places stand as their sources write them; pip install "hornbook[link]" gives each one name.',
            '地名按来源原文列示；安装 pip install "hornbook[link]" 后可归并为统一名称。',
        )
    return Text(
        f"Places go by one name: of {how.spellings:,} spellings {how.found:,} are {how.names:,} places of the"
        " gazetteer; what else there is stands as it is written.",
        f"地名已归并：{how.spellings:,} 种写法中，{how.found:,} 种对应地名库的 {how.names:,} 个地点；其余按原文列示。",
    )


def group_page(found: Group, how: Placed | None, lang: Lang) -> dict[str, object]:
    """A line of a census as a page has it; on a Chinese page a place has its Chinese name before its own."""
    row = {**group(found), "percent": "–" if found.share is None else f"{found.share * 100:.1f}%"}
    if how and lang is Lang.ZH:
        both = {key: how.zh.get(str(row[key])) for key in ("city", "country") if key in found.keys}
        row |= {key: f"{zh} {row[key]}" for key, zh in both.items() if zh and zh != row[key]}
    return row


def _hindsight(page: Page, answer: Census) -> None:
    day, known = answer.day, answer.known
    parts = (
        (answer.enters, Text(f"known on {known} but not yet on {day}", f"{known} 已知而 {day} 尚不知")),
        (answer.leaves, Text(f"believed on {day} but no longer on {known}", f"{day} 曾认定而 {known} 不再认定")),
    )
    for found, words in parts:
        names = f" · {_names(found, page.lang)}" if found else ""
        colon = "：" if page.lang is Lang.ZH else ": "
        page.line(f"{say(words, page.lang)}{colon}{len(found):,}{names}")


def _names(found: tuple[Company, ...], lang: Lang) -> str:
    more = len(found) - NAMED_AT_ONCE
    said = Text(f" … and {more:,} more (--json names all)", f" …… 另有 {more:,} 家（--json 全部列出）")
    return ", ".join(company.name for company in found[:NAMED_AT_ONCE]) + (say(said, lang) if more > 0 else "")
