"""What another number in a rule would change: who would enter, who would leave, and by which clause."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from hornbook.answers.answer import Answer, Asked, RuleAsked, asked_of, foot, head, rule_asked
from hornbook.answers.census_groups import PlaceNames, key_cells, key_columns, place_names
from hornbook.answers.grounds import GROUND_COLUMNS, ClauseGround, clause_grounds, company_label, ground_cells
from hornbook.answers.wording.clauses import ClauseWords
from hornbook.answers.wording.force import rates, rule_conventions
from hornbook.book.money import convention
from hornbook.book.view import View
from hornbook.errors import HornbookError
from hornbook.lang.filter import Filter
from hornbook.population.count import Company
from hornbook.population.group_answers import group_rules
from hornbook.population.verdicts import Under
from hornbook.population.whatif import Change, ChangedGroup, WhatIf, whatif
from hornbook.render.sheet import Block, Column, EmptyLine, Heading, Items, Kind, Line, Row, Sheet, Table
from hornbook.text import Message, Money, Phrase, listing, message

SHOWN = 20
"""How many companies of each kind are named on a page."""
GROUPS_SHOWN = 40
"""How many groups are shown on a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One thing that was set: its key, and the rule as it stood and as it was set, as written and in words."""

    key: str
    stood: str
    set: str
    stood_text: Phrase
    set_text: Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedCompany:
    """A company that the change takes in or leaves out, and the clauses that make the difference."""

    subject: str
    name: str
    grounds: tuple[ClauseGround, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIfGroup:
    """One group: before + enters - leaves = after, and what the yes are worth by each rule."""

    keys: Mapping[str, str | int | None]
    before: int
    enters: int
    leaves: int
    after: int
    value_before_usd: Decimal
    value_after_usd: Decimal


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class WhatIfAnswer(Answer):
    """One rule and the same rule changed, on one day: before + enters - leaves = after."""

    changed: RuleAsked
    settings: tuple[Setting, ...]
    before: int
    after: int
    unknown_before: int
    unknown_after: int
    value_before_usd: Decimal
    value_after_usd: Decimal
    enters: tuple[MovedCompany, ...]
    leaves: tuple[MovedCompany, ...]
    by: tuple[str, ...]
    groups: tuple[WhatIfGroup, ...]
    """The groups that have or would have a yes, those first in which most would change."""
    places: PlaceNames | None

    def sheet(self) -> Sheet:
        """The page: what was set, the sum, and who moves."""
        return whatif_sheet(self)

    def tables(self) -> tuple[Table, ...]:
        """One row a company and clause; where it is by group, first one row a group."""
        moves = Table("whatif", MOVE_COLUMNS, tuple(_rows(self)))
        return (effect_group_table(self), moves) if self.by else (moves,)


def ask_whatif(
    view: View,
    under: Under,
    settings: Mapping[str, str],
    *,
    where: Filter | None = None,
    on_facts: bool = False,
    by: Iterable[str] = (),
) -> WhatIfAnswer:
    """Ask a rule and the rule as set; see `hornbook.whatif` for what can be set."""
    keys = tuple(dict.fromkeys(by))
    found = whatif(view, under, settings, where=where, on_facts=on_facts, by=keys)
    return whatif_answer(
        found, view, asked_of(view, found.rule, *group_rules(keys, view.day), where=where, on_facts=on_facts), keys
    )


def whatif_answer(found: WhatIf, view: View, asked: Asked, by: tuple[str, ...] = ()) -> WhatIfAnswer:
    """A changed rule as an answer."""
    return WhatIfAnswer(
        asked=asked,
        changed=_changed(found, view),
        settings=tuple(_setting(found, key, old, new) for key, (old, new) in found.settings.items()),
        before=found.before,
        after=found.after,
        unknown_before=found.unknown_before,
        unknown_after=found.unknown_after,
        value_before_usd=found.value_before,
        value_after_usd=found.value_after,
        by=by,
        groups=tuple(map(_group, found.groups)),
        places=place_names(found.placed) if found.placed else None,
        enters=tuple(_moved(change, ClauseWords(found.rule, found.day)) for change in found.enters),
        leaves=tuple(_moved(change, ClauseWords(found.changed, found.day)) for change in found.leaves),
    )


def _changed(found: WhatIf, view: View) -> RuleAsked:
    """The rule as set; a rate that is set is the question's, whatever the text says."""
    made = rule_asked(found.changed, view)
    if "money" not in found.settings:
        return made
    used = rates(rule_conventions(found.changed, view))
    return replace(made, money=message("Amounts are converted {rate}, as set.", rate=used))


def _group(of: ChangedGroup) -> WhatIfGroup:
    figures = of._asdict()
    worth = {f"{name}_usd": figures.pop(name) for name in ("value_before", "value_after")}
    return WhatIfGroup(**figures, **worth)


def _moved(change: Change, words: ClauseWords) -> MovedCompany:
    company = change.company
    return MovedCompany(subject=company.subject, name=company.name, grounds=clause_grounds(change.grounds, words))


def _setting(found: WhatIf, key: str, old: str, new: str) -> Setting:
    stood, changed = (_in_words(found, key, text) for text in (old, new))
    return Setting(
        key=key, stood=old, set=new, stood_text=stood or message("(nothing)"), set_text=changed or message("(dropped)")
    )


def _in_words(found: WhatIf, key: str, text: str) -> Phrase:
    """A setting in words: rules and rates in words, ages as they are written, nothing where there is none."""
    if key == "money":
        return rates([convention(each) for each in text.split("; ")])
    if not text or key == "age" or key.startswith(("counts.", "define.")):
        return text
    try:
        return ClauseWords(found.changed, found.day).condition_text(text)
    except (HornbookError, KeyError):
        return text


# ---- the page


def whatif_sheet(answer: WhatIfAnswer) -> Sheet:
    """The page: what was set, the sum, and who moves."""
    rule = answer.asked.rules[0]
    blocks: list[Block] = [*head(answer.asked), Heading(message("What if")), *whatif_blocks(answer)]
    blocks += foot(answer.asked)
    return Sheet(message("What if: {name}", name=rule.name), tuple(blocks))


def whatif_blocks(answer: WhatIfAnswer, shown: int = SHOWN) -> tuple[Block, ...]:
    """What was set, and who moves; without the head of a page."""
    rule = answer.asked.rules[0]
    blocks: list[Block] = []
    for each in answer.settings:
        name = message("conversion of amounts") if each.key == "money" else each.key
        blocks += [Line(message("{name}:", name=name), 2), Line(each.stood_text, 4)]
        blocks.append(Line(each.set_text, 4, lead="→ ", strong=True))
    if answer.changed.convention != rule.convention:
        blocks.append(Line(answer.changed.money, 2))
    blocks += [EmptyLine(), Line(_sum(answer), strong=True)]
    worth = {"before": Money(answer.value_before_usd), "after": Money(answer.value_after_usd)}
    blocks.append(Line(message("Worth together: {before} → {after}.", **worth)))
    if answer.groups:
        blocks.append(effect_group_table(answer))
    enter, leave = len(answer.enters), len(answer.leaves)
    blocks += _moves(message("{n:,} would enter. Clauses that keep them out today:", n=enter), answer.enters, shown)
    blocks += _moves(message("{n:,} would leave. Clauses that would keep them out:", n=leave), answer.leaves, shown)
    if not answer.enters and not answer.leaves:
        blocks.append(Line(message("No company would enter or leave.")))
    return tuple(blocks)


def effect_group_table(answer: WhatIfAnswer) -> Table:
    """One row a group."""
    columns = (
        *(column for key in answer.by for column in key_columns(key)),
        Column("before", message("before"), Kind.COUNT),
        Column("enters", message("would enter"), Kind.COUNT),
        Column("leaves", message("would leave"), Kind.COUNT),
        Column("after", message("after"), Kind.COUNT),
        Column("value_before_usd", message("value before, US$"), Kind.USD, wide=True),
        Column("value_after_usd", message("value after, US$"), Kind.USD),
    )
    names = ("before", "enters", "leaves", "after", "value_before_usd", "value_after_usd")
    figures = ({name: getattr(of, name) for name in names} for of in answer.groups)
    rows = tuple(key_cells(of.keys, answer.places) | own for of, own in zip(answer.groups, figures, strict=True))
    return Table("groups", columns, rows, shown=GROUPS_SHOWN)


def _sum(answer: WhatIfAnswer) -> Message:
    return message(
        "Yes: {before:,} + {enter:,} would enter − {leave:,} would leave = {after:,}. "
        "Cannot be decided: {unknown_before:,} → {unknown_after:,}.",
        before=answer.before,
        enter=len(answer.enters),
        leave=len(answer.leaves),
        after=answer.after,
        unknown_before=answer.unknown_before,
        unknown_after=answer.unknown_after,
    )


def _moves(title: Message, moved: tuple[MovedCompany, ...], shown: int) -> list[Block]:
    if not moved:
        return []
    items = tuple(
        message("{company}: {grounds}", company=company_label(Company(each.subject, each.name)), grounds=_why(each))
        for each in moved[:shown]
    )
    return [EmptyLine(), Line(title, strong=True), Items(items, hidden=max(0, len(moved) - shown))]


def _why(moved: MovedCompany) -> Phrase:
    return listing(dict.fromkeys(ground.says for ground in moved.grounds), ";")


# ---- files

MOVE_COLUMNS = (
    Column("move", message("move"), Kind.CODE),
    Column("subject", message("subject"), Kind.CODE),
    Column("name", message("company")),
    *GROUND_COLUMNS,
)


def _rows(answer: WhatIfAnswer) -> Iterator[Row]:
    for move, moved in (("enters", answer.enters), ("leaves", answer.leaves)):
        for each in moved:
            own = {"move": move, "subject": each.subject, "name": each.name}
            for ground in each.grounds:
                yield own | ground_cells(ground)
            if not each.grounds:
                yield own
