"""The start of a rule or a support of one's own, as a file that passes its check."""

from dataclasses import dataclass

from hornbook.answers.answer import Answer, Asked
from hornbook.render.sheet import Column, Kind, Line, Sheet, Table
from hornbook.standards.draft import draft_lines
from hornbook.standards.standard import Standard
from hornbook.support.draft import support_draft_lines
from hornbook.support.support import Support
from hornbook.terms import Day
from hornbook.text import Text, message


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class RuleDraftAnswer(Answer):
    """A file to be changed: a copy of a standard or a support, or a blank."""

    id: str
    copy_of: str | None
    """The digest of the standard or support that was copied; empty for a blank."""
    text: Text
    """The file, with comments in each language."""

    def sheet(self) -> Sheet:
        """The file itself, line by line, so that it can be written to a file as it is printed."""
        en, zh = self.text.en.split("\n"), self.text.zh.split("\n")
        lines = tuple(Line(Text(*pair), whole=True) for pair in zip(en, zh, strict=True))
        return Sheet(message("Draft of {id}", id=self.id), lines)

    def page(self) -> Sheet:
        """The same without a citation: the page is a file."""
        return self.sheet()

    def tables(self) -> tuple[Table, ...]:
        """One row a line."""
        en, zh = self.text.en.split("\n"), self.text.zh.split("\n")
        rows = tuple({"text": Text(*pair)} for pair in zip(en, zh, strict=True))
        return (Table("draft", (Column("text", message("line of the file"), Kind.TEXT, pair=True),), rows),)


def draft_rule(name: str, of: Standard | None, day: Day) -> RuleDraftAnswer:
    """A draft under an id: of a standard its newest edition, else a blank that explains every key."""
    return _draft(name, draft_lines(name, of, day), of.digest if of else None, day)


def draft_support(name: str, of: Support | None, day: Day) -> RuleDraftAnswer:
    """The same for a support; a blank whose id is a kind of support is of that kind."""
    return _draft(name, support_draft_lines(name, of, day), of.digest if of else None, day)


def _draft(name: str, lines: list[Text], copy_of: str | None, day: Day) -> RuleDraftAnswer:
    text = Text(*("\n".join(each) for each in zip(*lines, strict=True)))
    return RuleDraftAnswer(asked=Asked(day=day), id=name, copy_of=copy_of, text=text)
