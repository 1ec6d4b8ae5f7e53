"""A comparison on a page: what each rule says, how far rules agree, and where they do not, by which clause."""

from collections.abc import Mapping, Sequence

from hornbook.answers.lists import deciding_counts, kept, said, words_of
from hornbook.answers.wording.clauses import SIGN, Words, head, money
from hornbook.answers.wording.editions import force
from hornbook.book.view import View
from hornbook.locale import Lang
from hornbook.population.compare import LIST, Comparison, Dispute
from hornbook.render.show import Column, Form, Page, say, table
from hornbook.standards.ask import rule
from hornbook.text import Text

SHOWN = 20
"""So many disputes are shown on a page."""
CLAUSES = 6
"""So many clauses are named in a summary."""
_RULE = [
    Column("label", Text("rule", "标准"), tight=True),
    Column("name", Text("name", "名称")),
    Column("count", Text("yes", "是"), True),
    Column("unknown", Text("unknown", "未知"), True),
    Column("note", Text("note", "注意")),
]
_PAIR = [
    Column("pair", Text("two rules", "两项标准")),
    Column("both", Text("both yes", "均为是"), True),
    Column("first_only", Text("only first", "仅前者"), True),
    Column("second_only", Text("only second", "仅后者"), True),
    Column("opposed", Text("ruled out", "遭对方否定"), True),
    Column("overlap", Text("overlap", "重合度"), True),
]


def compare_page(found: Comparison, view: View, lang: Lang, *, on_facts: bool = False, every: bool = False) -> None:
    """Print a comparison."""
    page = Page(lang)
    head(page, view)
    if on_facts:
        page.say(
            Text(
                "What only a person can judge is taken in the companies' favour.",
                "须人工认定的事项一律按有利于企业处理。",
            )
        )
    table([_rule(label, found, lang) for label in found.names], _RULE, Form.PAGE, lang)
    _conventions(page, found, view)
    agreement(page, found)
    deciding(page, found, on_facts=on_facts)
    disputes(page, found, shown=None if every else SHOWN, on_facts=on_facts)


def _rule(label: str, found: Comparison, lang: Lang) -> dict[str, object]:
    yes, unknown = found.counts[label]
    mind = [Text("PARTIAL", "不完整")] if label in found.partial else []
    if not label.startswith(LIST) and rule(label, found.day).standard.in_force(found.day) is False:
        mind.append(Text("not in force", "非施行期"))
    note = ("；" if lang is Lang.ZH else "; ").join(say(text, lang) for text in mind)
    return {
        "label": label,
        "name": say(found.names[label], lang),
        "count": yes,
        "unknown": unknown,
        "note": note or "–",
    }


def _conventions(page: Page, found: Comparison, view: View) -> None:
    """How the rules convert amounts, and which are not in force."""
    texts: dict[Text, list[str]] = {}
    for label in found.names:
        if not label.startswith(LIST):
            asked = rule(label, found.day)
            texts.setdefault(money(asked, view), []).append(label)
            if asked.standard.in_force(found.day) is False:
                texts.setdefault(force(asked.standard, asked.edition, found.day), []).append(label)
    for text, labels in texts.items():
        names = ", ".join(labels)
        page.say(Text(f"{names}: {text.en}", f"{names}：{text.zh}"), 2, lead="– ")


def agreement(page: Page, found: Comparison) -> None:
    """How far each two rules agree."""
    page.line("")
    page.say(Text("How far they agree", "一致程度"), style="bold")
    rows = [
        {
            "pair": f"{pair.first}\n× {pair.second}",
            "both": pair.both,
            "first_only": pair.first_only,
            "second_only": pair.second_only,
            "opposed": pair.opposed,
            "overlap": "–" if pair.overlap is None else f"{pair.overlap * 100:.1f}%",
        }
        for pair in found.pairs
    ]
    table(rows, _PAIR, Form.PAGE, page.lang)
    page.say(
        Text(
            "Ruled out: of the companies in one only, those to which the other says no; the rest is unknown to it."
            " Overlap: both, as a share of those in either.",
            "遭对方否定：仅属一方的企业中，另一方判定为“否”者，其余为对方未知。重合度：均为是者占任一为是者的比例。",
        )
    )


def deciding(page: Page, found: Comparison, *, on_facts: bool) -> None:
    """For each rule, which clauses keep out the companies that another rule has."""
    if not found.disputes:
        return
    page.line("")
    page.say(
        Text(
            "Which clause decides, among companies that another rule has (one company may fail several)",
            "其他标准认定的企业中，由哪一条款决定（一家企业可能涉及多条）",
        ),
        style="bold",
    )
    for label in found.names:
        counts, words = deciding_counts(found, label, on_facts=on_facts), words_of(label, found.day)
        if not counts["no"] and not counts["unknown"]:
            page.say(Text("leaves none out", "无遗漏"), 2, lead=f"{label}: ")
        for key, name in (("no", Text("ruled out", "否定")), ("unknown", Text("left unknown", "未知"))):
            if counts[key]:
                by = _by(counts[f"{key}_by"], words)
                page.say(
                    Text(f"{counts[key]:,} {name.en}: {by.en}", f"{name.zh} {counts[key]:,} 家：{by.zh}"),
                    2,
                    lead=f"{label}: ",
                )


def _by(counts: dict[str, int], words: Words | None) -> Text:
    shown, hidden = list(counts.items())[:CLAUSES], len(counts) - CLAUSES
    named = [(n, words.short(name) if words else Text("not on the list", "未在榜单上")) for name, n in shown]
    en = ", ".join(f"{n:,} {'by ' if words else ''}{name.en}" for n, name in named)
    zh = "，".join(f"{name.zh}{n:,} 家" for n, name in named)
    if hidden > 0:
        en, zh = f"{en}, and {hidden} more clause{'' if hidden == 1 else 's'}", f"{zh}，另有 {hidden} 条"
    return Text(en, zh)


def disputes(page: Page, found: Comparison, *, shown: int | None, on_facts: bool = False) -> None:
    """The companies on which rules disagree, those with a yes against a no first."""
    page.line("")
    opposed = sum(False in each.answers.values() for each in found.disputes)
    rest = len(found.disputes) - opposed
    page.say(
        Text(
            f"In dispute: {opposed:,} with a yes against a no; {rest:,} with a yes against an unknown",
            f"存在分歧：{opposed:,} 家有“是”有“否”；{rest:,} 家有“是”有“未知”",
        ),
        style="bold",
    )
    words = {label: words_of(label, found.day) for label in found.names}
    for each in found.disputes[:shown]:
        dispute(page, each, words, on_facts=on_facts)
    hidden = 0 if shown is None else len(found.disputes) - shown
    if hidden > 0:
        page.say(
            Text(
                f"… and {hidden:,} more; --all shows them, --json and --csv list them all.",
                f"…… 另有 {hidden:,} 家；--all 全部显示，--json 与 --csv 全部列出。",
            )
        )


def dispute(page: Page, of: Dispute, words: Mapping[str, Words | None], *, on_facts: bool) -> None:
    """One company: the answers, then for each rule that does not say yes what keeps it out."""
    page.line(f"{of.company.name} ({of.company.subject})", 2, style="bold")
    yes = [label for label, answer in of.answers.items() if answer]
    page.line(f"{SIGN[True]} {', '.join(yes)}", 4, style="green")
    for label, answer in of.answers.items():
        if answer is not True:
            _against(page, label, answer, [said(g, words[label]) for g in kept(of, label, on_facts=on_facts)])


def _against(page: Page, label: str, answer: bool | None, texts: Sequence[Text]) -> None:
    found = list(dict.fromkeys(texts))
    en, zh = "; ".join(text.en for text in found), "；".join(text.zh for text in found)
    text = Text(f"{label} – {en}" if en else label, f"{label}：{zh}" if zh else label)
    page.say(text, 4, lead=f"{SIGN[answer]} ", style="red" if answer is False else "yellow")
