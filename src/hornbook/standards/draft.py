"""The start of a rule of one's own: a copy of a standard's newest edition, or a blank that explains itself."""

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from hornbook.document import Document
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
    head, text = _copy(of, day) if of else ([_BLANK_HEAD], filled_blank(_BLANK, name, day))
    return [*head, Text("", ""), *commented_lines(text, KEYS)]


_BLANK_HEAD = Text(
    "# A rule of your own. Change what stands here, then run: hornbook standards --check FILE",
    "# 自备规则的起稿。请改写以下内容，再运行：hornbook standards --check 文件",
)


def filled_blank(blank: Path, name: str, day: Day, **more: str) -> str:
    """The text of a blank with its words filled in: the id, the years, and `more` words in capitals."""
    words = {"ID": name, "YEAR": str(day.year), "FOUNDED": str(day.year - _AGE), "OLD": str(day.year - 12)} | more
    return re.sub(rf"\b({'|'.join(words)})\b", lambda found: words[found[1]], blank.read_text(encoding="utf-8"))


def edition_alone(of: Document, edition: str, examples: Collection[int]) -> str:
    """The text of a file with one of its editions alone, and with these examples, given by their numbers from 0."""
    ids = [each["id"] for each in of.data["edition"]]
    kept = [
        block
        for block in _blocks(of.text)
        if (block.name != "edition" or block.number == ids.index(edition))
        and (block.name != "example" or block.number in examples)
    ]
    return "".join(block.text for block in kept).rstrip() + "\n"


def _copy(of: Standard, day: Day) -> tuple[list[Text], str]:
    """The file of a standard with its newest edition alone, and the examples that the edition judges."""
    newest = of.editions[-1]
    base = of.source.data.get("base", {}).get("day")
    judged = {
        n
        for n, example in enumerate(of.source.data.get("example", []))
        if of.edition(example.get("day") or base) is newest
    }
    text = edition_alone(of.source, newest.id, judged)
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


def commented_lines(text: str, words: Mapping[str, Text]) -> Iterator[Text]:
    """The lines of a file in both languages, each key that has words explained above its first line."""
    told: set[str] = set()
    plain = "\n".join(line.removeprefix(_OPTIONAL) for line in text.split("\n"))
    keys = {
        line: ".".join(str(part) for part in loc if isinstance(part, str))
        for loc, line in sorted(headings_and_keys(plain).items(), key=lambda item: len(item[0]))
    }
    for number, line in enumerate(text.rstrip("\n").split("\n")):
        key = keys.get(number, "")
        parent = key.rpartition(".")[0]
        name = key if key in words else parent if parent in words and line.lstrip("#: ").startswith("[") else ""
        if name and name not in told and (number or key == "id"):
            told.add(name)
            yield Text(f"# {words[name].en}", f"# {words[name].zh}")
        shown = f"# {line.removeprefix(_OPTIONAL)}" if line.startswith(_OPTIONAL) else line
        yield Text(shown, shown)
