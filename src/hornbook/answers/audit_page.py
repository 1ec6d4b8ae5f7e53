"""An audit of a table on a page: the sins found first, then what each other was measured to be."""

from hornbook.answers.audit import VERDICTS
from hornbook.audit import Audit, Finding, Verdict
from hornbook.locale import Lang
from hornbook.render.show import Page, say
from hornbook.text import Text

_ORDER = (Verdict.FOUND, Verdict.CANNOT, Verdict.NOT_FOUND)


def audit_page(found: Audit, lang: Lang) -> None:
    """Print an audit: what was read and taken for what, then every sin."""
    page = Page(lang)
    _read(page, found)
    for each in sorted(found.findings, key=lambda one: _ORDER.index(one.verdict)):
        _finding(page, each)
    page.line("")
    if found.found:
        titles = [each.title for each in found.findings if each.verdict is Verdict.FOUND]
        page.say(
            Text(
                f"Found: {'; '.join(title.en for title in titles)}.",
                f"发现的问题：{'；'.join(title.zh for title in titles)}。",
            ),
            style="bold",
        )
    else:
        page.say(Text("None of the seven sins is found.", "七类问题均未发现。"), style="bold")


def _read(page: Page, found: Audit) -> None:
    share = found.positives / max(1, found.examined - found.unlabelled)
    page.line(found.file, style="bold")
    page.say(
        Text(
            f"{found.rows:,} rows read, {found.examined:,} examined, {found.refused:,} refused; {found.positives:,} "
            f"positive ({share:.2%}), {found.unlabelled:,} without an outcome.",
            f"读取{found.rows:,}行，审查{found.examined:,}行，拒收{found.refused:,}行；正例{found.positives:,}"
            f"（{share:.2%}），无结果{found.unlabelled:,}行。",
        )
    )
    for place in found.refusals:
        page.say(Text(f"refused: {place}", f"拒收：{place}"), lead="· ")
    how = {
        "told": Text("told", "用户指定"),
        "by name": Text("by name", "按列名"),
        "by content": Text("by content", "按内容"),
    }
    for each in found.roles:
        note = f" ({each.note})" if each.note else ""
        page.line(
            f"{each.role} = {each.column} — {say(how.get(each.how, Text(each.how, each.how)), page.lang)}{note}", 2
        )
    listed = ", ".join(found.features)
    page.say(Text(f"features: {listed or 'none'}", f"特征：{listed or '无'}"), 2)
    for remark in found.notes:
        page.say(remark, lead="· ")


def _finding(page: Page, each: Finding) -> None:
    page.line("")
    page.line(
        f"{each.id} — {say(each.title, page.lang)}: {say(VERDICTS[each.verdict], page.lang)}",
        style="bold" if each.verdict is Verdict.FOUND else "",
    )
    for said in each.measured:
        page.say(said, 2)
    if each.worth:
        page.say(each.worth, 2, lead=say(Text("Worth: ", "影响："), page.lang))
    if each.do:
        page.say(each.do, 2, lead=say(Text("Do: ", "建议："), page.lang))
    if each.verdict is Verdict.FOUND and each.rows:
        page.say(Text(f"Rows touched: {each.rows:,}.", f"涉及{each.rows:,}行。"), 2)
        for one in each.examples:
            cells = ", ".join(f"{name} {value or '—'}" for name, value in one.cells)
            page.say(Text(f"row {one.row}: {cells}", f"第{one.row}行：{cells}"), 4)
