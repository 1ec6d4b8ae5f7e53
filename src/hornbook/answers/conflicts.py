"""Conflicts as rows and objects: the statement that stands, the ones that do not, and the effect on each rule."""

from typing import Any

from hornbook.answers.lists import asked
from hornbook.answers.verdict import fact
from hornbook.answers.wording.clauses import rule_keys
from hornbook.answers.wording.rules import ANSWERS
from hornbook.book.ledger import Pledge
from hornbook.book.view import Told, View
from hornbook.quality.conflicts import Conflict, Conflicts, Effect, What
from hornbook.render.show import plain
from hornbook.standards.verdict import marks
from hornbook.terms import Day
from hornbook.text import Text

Row = dict[str, Any]

NAMES = {
    What.FOUNDED: Text("founding day", "成立日期"),
    What.VALUATION: Text("valuation of one day", "同日估值"),
    What.SEAT: Text("country where it is", "所在国家（地区）"),
    What.FATE: Text("listed, bought or closed", "上市、被收购或关闭"),
    What.ROUND: Text("amount of a round", "融资金额"),
}
_TOLD = ("source", "known", "valid", "grade", "place", "id", "says")
CONFLICT_CSV = [
    *("subject", "name", "what", "kind"),
    *(f"stands_{key}" for key in _TOLD),
    *("because", "because_zh", "differ"),
    *(f"loser_{key}" for key in _TOLD),
    *("asked", "answer", "otherwise", "changes", "day", "known", "book_version", "simulated"),
]


def conflicts_json(found: Conflicts, view: View) -> Row:
    """All conflicts as one object, those that change a verdict first."""
    body = {
        **asked(view),
        "rules": [{"asked": rule.label, **rule_keys(rule, found.day)} for rule in found.rules],
        "counts": {what.value: {"conflicts": n, "changing": some} for what, (n, some) in found.counts().items()},
        "conflicts": [_conflict(each, found.day) for each in found.found],
    }
    return {key: plain(value) for key, value in body.items()}


def _conflict(of: Conflict, day: Day) -> Row:
    return {
        **of.company._asdict(),
        "what": of.what.value,
        "what_zh": NAMES[of.what].zh,
        "changes": of.changes,
        "stands": _told(of.stands, day),
        "because": of.because.en,
        "because_zh": of.because.zh,
        "differ": list(of.differ),
        "agrees": [_told(told, day) for told in of.agrees],
        "losers": [_told(told, day) for told in of.losers],
        "silent": [_pledge(pledge) for pledge in of.silent],
        "effects": [_effect(effect) for effect in of.effects],
    }


def _told(told: Told, day: Day) -> Row:
    return {**fact(told, day), "marks": marks(told, day)}


def _pledge(of: Pledge) -> Row:
    return {"source": of.source, "kind": of.kind, "since": of.since, "until": of.until, "known": of.known}


def _effect(of: Effect) -> Row:
    return {
        "asked": of.asked,
        "answer": ANSWERS[of.stands].en,
        "otherwise": ANSWERS[of.otherwise].en,
        "changes": of.changes,
    }


def conflict_rows(found: Conflicts, view: View) -> list[Row]:
    """Conflicts as one row a conflict, statement that does not stand, and rule."""
    return [
        {
            **each.company._asdict(),
            "what": each.what.value,
            "kind": each.stands.kind,
            **_flat("stands", each.stands),
            "because": each.because.en,
            "because_zh": each.because.zh,
            "differ": list(each.differ),
            **loser,
            **_effect(effect),
            **asked(view),
        }
        for each in found.found
        for loser in _losers(each)
        for effect in each.effects
    ]


def _flat(word: str, told: Told) -> Row:
    return {f"{word}_{key}": getattr(told, key) for key in _TOLD}


def _losers(of: Conflict) -> list[Row]:
    """Statements that do not stand, and sources whose silence says otherwise."""
    silent = [
        {"loser_source": p.source, "loser_known": p.known, "loser_valid": p.until, "loser_says": {"silent on": p.kind}}
        for p in of.silent
    ]
    return [*(_flat("loser", told) for told in of.losers), *silent]
