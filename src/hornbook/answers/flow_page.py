"""A flow as the watch and the demonstration still draw and write it; it goes when they have their answers."""

from typing import Any

from hornbook.answers.flow import flow_blocks
from hornbook.answers.flow import flow_part as flow_value
from hornbook.answers.wording.clauses import Words
from hornbook.locale import Lang
from hornbook.population.flow import REASONS, Flow, Move
from hornbook.render import terminal
from hornbook.render.sheet import Gap, Sheet
from hornbook.render.show import Page

Row = dict[str, Any]


def flow_part(page: Page, found: Flow, shown: int = 8, *, blank: bool = True) -> None:
    """Print a flow."""
    blocks = flow_blocks(flow_value(found, Words(found.rule, found.last)), shown)
    terminal.draw(Sheet("", (*([Gap()] if blank else []), *blocks)), page.lang, page.out)


def flow_json(found: Flow) -> Row:
    """A flow as an object: before + enters - leaves = after."""
    return {
        "from": found.first,
        "to": found.last,
        "before": found.before,
        "after": found.after,
        "enters": [_move(move, found) for move in found.enters],
        "leaves": [_move(move, found) for move in found.leaves],
        "reasons": {"enters": found.reasons(found.enters), "leaves": found.reasons(found.leaves)},
    }


def flow_rows(found: Flow) -> list[Row]:
    """A flow as one row a company."""
    return [
        {"move": name, **_move(move, found)}
        for name, moves in (("enters", found.enters), ("leaves", found.leaves))
        for move in moves
    ]


def _move(move: Move, found: Flow) -> Row:
    rules = {clause.id: clause for clause in found.rule.tier.every}
    words = Words(found.rule, found.last)
    rule = rules[move.clause].rule if move.clause in rules else None
    return {
        "subject": move.company.subject,
        "name": move.company.name,
        "reason": move.reason,
        "reason_zh": REASONS[move.reason].zh,
        "clause": move.clause or None,
        "rule": rule,
        "rule_zh": words.condition(rule, Lang.ZH) if rule else None,
        "value_before_usd": move.value_before,
        "value_after_usd": move.value_after,
    }
