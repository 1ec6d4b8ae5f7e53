"""The start of a support of one's own: a copy of a support's newest edition, or a blank that explains itself."""

import re
from pathlib import Path
from typing import get_args

from hornbook.standards.draft import commented_lines, edition_alone, filled_blank
from hornbook.support.draft_words import SUPPORT_KEYS
from hornbook.support.file_models import SupportKind
from hornbook.support.support import Support
from hornbook.terms import VERSION, Day
from hornbook.text import Text

SUPPORT_KINDS: tuple[str, ...] = get_args(SupportKind)
"""The kinds of support."""
_BLANK = Path(__file__).parent / "draft.toml"
_PAYS = "@ "
"""Before a line of the blank that goes with an amount; a service has none."""
_WITHOUT_AMOUNT = ("scenario", "service", "status")
_COUNTS = {
    "tax": "deduction", "fund": "equity", "equity": "equity", "loan": "loan", "guarantee": "guarantee",
    "ceiling": "ceiling",
}  # fmt: skip
"""What the amount of a kind is, where it is not money."""


def support_draft_lines(name: str, of: Support | None, day: Day) -> list[Text]:
    """The lines of a draft in both languages: of a support its newest edition, else a blank with this id.

    A blank whose id is a kind is of that kind, and any other is a grant.
    """
    head, text = _copied(of, day) if of else (_BLANK_HEAD, _blank_text(name, day))
    return [*head, Text("", ""), *commented_lines(text, SUPPORT_KEYS)]


_BLANK_HEAD = [
    Text(
        "# A support of your own. Change what stands here, then run: hornbook support list --check FILE",
        "# 自备支持措施的起稿。请改写以下内容，再运行：hornbook support list --check 文件",
    )
]


def _blank_text(name: str, day: Day) -> str:
    kind = name if name in SUPPORT_KINDS else "grant"
    text = filled_blank(_BLANK, name, day, KIND=kind, COUNTS=_COUNTS.get(kind, "money"))
    if kind in _WITHOUT_AMOUNT:
        text = re.sub(rf"(?m)^(#: )?{_PAYS}.*\n", "", text)
        return re.sub(r"\n{3,}", "\n\n", text)
    return re.sub(rf"(?m)^(#: )?{_PAYS}", r"\g<1>", text)


def _copied(of: Support, day: Day) -> tuple[list[Text], str]:
    """The file of a support with its newest edition alone, and the examples of that edition."""
    newest, raw = of.editions[-1], of.source.data
    base = raw.get("base", {}).get("day")
    examples = raw.get("example", [])
    judged = {n for n, each in enumerate(examples) if of.edition(each.get("day") or base) is newest}
    head = [
        Text(
            f"# A copy of edition {newest.id} of the support {of.id}, made on {day} by Hornbook {VERSION}.",
            f"# 支持措施 {of.id} 之版本 {newest.id} 的副本，由 Hornbook {VERSION} 于 {day} 生成。",
        ),
        Text(f"# SHA-256 of the file that was copied: {of.digest}", f"# 原文件的 SHA-256：{of.digest}"),
        Text(
            "# Change it, give it an id of its own, then run: hornbook support list --check FILE",
            "# 请修改内容并另取编号，再运行：hornbook support list --check 文件",
        ),
    ]
    return head, edition_alone(of.source, newest.id, judged)
