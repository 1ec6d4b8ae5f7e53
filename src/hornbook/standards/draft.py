"""The start of a rule of one's own: a copy of a standard's newest edition, or a blank that explains itself."""

import re
from collections.abc import Iterator
from pathlib import Path

from hornbook.positions import headings_and_keys
from hornbook.standards.draft_words import KEYS
from hornbook.standards.standard import Standard
from hornbook.terms import VERSION, Day
from hornbook.text import Text

_BLANK = Path(__file__).parent / "draft.toml"
_OPTIONAL = "#: "
"""Before a line of the blank that is left to the writer, who takes the mark away."""
_UNDATED = Text(
    "# The text states no day; `observed` is the day of this copy until you know better.",
    "# 原文未注明日期；observed 暂记为本副本的生成日期，请据实改写。",
)
_AGE = 8
"""Years of the company of the blank's examples."""


def draft_lines(name: str, of: Standard | None, day: Day) -> list[Text]:
    """The lines of a draft in both languages: of a standard its newest edition, else a blank with this id."""
    head, text = _copy(of, day) if of else _blank(name, day)
    return [*head, *_commented(text)]


def _blank(name: str, day: Day) -> tuple[list[Text], str]:
    words = {"ID": name, "YEAR": str(day.year), "FOUNDED": str(day.year - _AGE), "OLD": str(day.year - 12)}
    text = re.sub(r"\b(ID|YEAR|FOUNDED|OLD)\b", lambda found: words[found[1]], _BLANK.read_text(encoding="utf-8"))
    head = Text(
        "# A rule of your own. Change what stands here, then run: hornbook standards --check FILE",
        "# 自备规则的起稿。请改写以下内容，再运行：hornbook standards --check 文件",
    )
    return [head, Text("", "")], text


def _copy(of: Standard, day: Day) -> tuple[list[Text], str]:
    """The file of a standard with its newest edition alone, and the examples that the edition judges."""
    newest = of.editions[-1]
    ids = [edition["id"] for edition in of.source.data["edition"]]
    base = of.source.data.get("base", {}).get("day")
    judged = {
        n
        for n, example in enumerate(of.source.data.get("example", []))
        if of.edition(example.get("day") or base) is newest
    }
    kept = [
        block
        for block in _blocks(of.source.text)
        if (block.name != "edition" or block.number == ids.index(newest.id))
        and (block.name != "example" or block.number in judged)
    ]
    text = "".join(block.text for block in kept).rstrip() + "\n"
    undated = newest.since is None and newest.valid_to is None
    if undated:
        text = re.sub(r"(?m)^(\[\[edition\]\]\nid = .*\n)", rf"\g<1>observed = {day}\n", text, count=1)
    head = [
        Text(
            f"# A copy of edition {newest.id} of {of.id}, made on {day} by Hornbook {VERSION}.",
            f"# 标准 {of.id} 之版本 {newest.id} 的副本，由 Hornbook {VERSION} 于 {day} 生成。",
        ),
        Text(f"# SHA-256 of the file that was copied: {of.digest}", f"# 原文件的 SHA-256：{of.digest}"),
        Text(
            "# Change it, give it an id of its own, then run: hornbook standards --check FILE",
            "# 请修改内容并另取编号，再运行：hornbook standards --check 文件",
        ),
        *([_UNDATED] if undated else []),
        Text("", ""),
    ]
    return head, text


class _Block:
    """A part of a file from a heading of the top level to the next: its first key, and which of that name it is."""

    def __init__(self, name: str, number: int) -> None:
        self.name, self.number, self.text = name, number, ""


def _blocks(text: str) -> Iterator[_Block]:
    block = _Block("", 0)
    starts = {line: loc for loc, line in headings_and_keys(text).items() if loc}
    for number, line in enumerate(text.splitlines(keepends=True)):
        loc = starts.get(number, ())
        if line.lstrip().startswith("[") and loc:
            name, position = str(loc[0]), loc[1] if len(loc) > 1 and isinstance(loc[1], int) else 0
            if (name, position) != (block.name, block.number):
                yield block
                block = _Block(name, int(position))
        block.text += line
    yield block


def _commented(text: str) -> Iterator[Text]:
    """The lines of a file, each key explained above its first line."""
    told: set[str] = set()
    plain = "\n".join(line.removeprefix(_OPTIONAL) for line in text.split("\n"))
    keys = {
        line: ".".join(str(part) for part in loc if isinstance(part, str))
        for loc, line in sorted(headings_and_keys(plain).items(), key=lambda item: len(item[0]))
    }
    for number, line in enumerate(text.rstrip("\n").split("\n")):
        key = keys.get(number, "")
        parent = key.rpartition(".")[0]
        name = key if key in KEYS else parent if parent in KEYS and line.lstrip("#: ").startswith("[") else ""
        if name and name not in told and (number or key == "id"):
            told.add(name)
            yield Text(f"# {KEYS[name].en}", f"# {KEYS[name].zh}")
        shown = f"# {line.removeprefix(_OPTIONAL)}" if line.startswith(_OPTIONAL) else line
        yield Text(shown, shown)
