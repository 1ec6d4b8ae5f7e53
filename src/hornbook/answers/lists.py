"""Comparisons, changed rules and watches as rows and objects: complete, with every clause that decides."""

from collections.abc import Iterable, Sequence
from typing import Any

from hornbook.answers.book import simulated
from hornbook.answers.flow_page import flow_json, flow_rows
from hornbook.answers.wording.clauses import Words, convention, rule_keys
from hornbook.answers.wording.rules import ANSWERS
from hornbook.book.view import View
from hornbook.locale import Lang
from hornbook.population.compare import LIST, Comparison, Dispute, Ground, Pair
from hornbook.population.watch import Aging, Watch
from hornbook.population.whatif import Change, WhatIf
from hornbook.render.show import plain
from hornbook.standards.ask import Rule, rule
from hornbook.terms import Day
from hornbook.text import Text

Row = dict[str, Any]

_ASKED = ("day", "known", "book_version", "simulated")
_GROUND = ("clause", "rule", "rule_zh", "clause_answer", "says", "says_zh")
DISPUTE_CSV = ["subject", "name", "asked", "answer", *_GROUND, *_ASKED]
CHANGE_CSV = ["move", "subject", "name", *_GROUND, "standard", "tier", *_ASKED]
WATCH_CSV = [
    *("what", "subject", "name", "reason", *_GROUND, "gap", "gap_unit"),
    *("value_before_usd", "value_after_usd", "standard", "tier", *_ASKED),
]


def asked(view: View) -> Row:
    """What every answer carries: the days, the book's version, and whether it is a simulated one."""
    return {
        "day": view.day,
        "known": view.known,
        "book_version": view.book.version,
        "simulated": simulated(view),
    }


def words_of(label: str, day: Day) -> Words | None:
    """How the rule of a label is put into words; none for a published list."""
    return None if label.startswith(LIST) else Words(rule(label, day), day)


def said(ground: Ground, words: Words | None) -> Text:
    """What keeps a company out, in words."""
    return words.ground(ground) if words else ground.says


def kept(of: Dispute, label: str, *, on_facts: bool) -> list[Ground]:
    """What keeps a company out of one rule; on facts alone no open matter does."""
    found = of.grounds.get(label, ())
    return [ground for ground in found if not (on_facts and _open_matter(ground))]


def _open_matter(ground: Ground) -> bool:
    from hornbook.lang import bound as b

    return (
        ground.reply is not None
        and ground.answer is None
        and all(leaf.answer is not None or _matter(leaf.condition, b) for leaf in ground.reply.leaves)
    )


def _matter(condition: Any, b: Any) -> bool:
    return isinstance(condition, b.Flag) and bool(condition.of.matter)


def _ground(ground: Ground, words: Words | None) -> Row:
    text = said(ground, words)
    return {
        "clause": ground.clause,
        "rule": ground.rule or None,
        "rule_zh": words.condition(ground.rule, Lang.ZH) if words and ground.rule else None,
        "clause_answer": ANSWERS[ground.answer].en,
        "says": text.en,
        "says_zh": text.zh,
    }


# ---- comparisons


def comparison_json(found: Comparison, view: View, *, on_facts: bool) -> Row:
    """A comparison as one object."""
    words = {label: words_of(label, found.day) for label in found.names}
    body = {
        **asked(view),
        "on_facts": on_facts,
        "rules": [_rule(label, found, view) for label in found.names],
        "pairs": [pair(each) for each in found.pairs],
        "deciding": {label: deciding_counts(found, label, on_facts=on_facts) for label in found.names},
        "disputes": [
            {
                **each.company._asdict(),
                "answers": {label: ANSWERS[answer].en for label, answer in each.answers.items()},
                "grounds": {
                    label: [_ground(g, words[label]) for g in kept(each, label, on_facts=on_facts)]
                    for label in each.grounds
                },
            }
            for each in found.disputes
        ],
    }
    return {key: plain(value) for key, value in body.items()}


def _rule(label: str, found: Comparison, view: View) -> Row:
    name, (yes, unknown) = found.names[label], found.counts[label]
    own: Row = {}
    if not label.startswith(LIST):
        asked_rule = rule(label, found.day)
        own = {**rule_keys(asked_rule, found.day), "money": str(convention(asked_rule, view))}
    return {"asked": label, "name": name.en, "name_zh": name.zh, **own, "count": yes, "unknown": unknown}


def pair(of: Pair) -> Row:
    """Two rules as a row."""
    return {
        "first": of.first,
        "second": of.second,
        "both": of.both,
        "first_only": of.first_only,
        "second_only": of.second_only,
        "opposed": of.opposed,
        "overlap": None if of.overlap is None else round(of.overlap, 6),
    }


def deciding_counts(found: Comparison, label: str, *, on_facts: bool) -> Row:
    """Of the companies that another rule has: how many each clause rules out, and of how many it leaves open."""
    counts: dict[bool | None, dict[str, int]] = {False: {}, None: {}}
    out = {False: 0, None: 0}
    for each in found.disputes:
        answer = each.answers[label]
        if answer is True:
            continue
        out[answer] += 1
        for name in dict.fromkeys(g.clause for g in kept(each, label, on_facts=on_facts)):
            counts[answer][name] = counts[answer].get(name, 0) + 1
    ordered = {k: dict(sorted(v.items(), key=lambda one: (-one[1], one[0]))) for k, v in counts.items()}
    return {"no": out[False], "no_by": ordered[False], "unknown": out[None], "unknown_by": ordered[None]}


def dispute_rows(found: Comparison, view: View, *, on_facts: bool) -> list[Row]:
    """Disputes as one row a company, rule and deciding clause."""
    words = {label: words_of(label, found.day) for label in found.names}
    rows = []
    for each in found.disputes:
        for label, answer in each.answers.items():
            own = {**each.company._asdict(), "asked": label, "answer": ANSWERS[answer].en, **asked(view)}
            grounds = [_ground(g, words[label]) for g in kept(each, label, on_facts=on_facts)]
            rows += [{**own, **g} for g in grounds or [{}]]
    return rows


# ---- changed rules


def whatif_json(found: WhatIf, view: View) -> Row:
    """A changed rule as one object."""
    body = {
        **asked(view),
        **rule_keys(found.rule, found.day),
        "money": str(convention(found.rule, view)),
        "money_changed": str(convention(found.changed, view)),
        "settings": [{"key": key, "stood": old, "set": new} for key, (old, new) in found.settings.items()],
        "before": found.before,
        "after": found.after,
        "unknown_before": found.unknown_before,
        "unknown_after": found.unknown_after,
        "enters": [_change(each, Words(found.rule, found.day)) for each in found.enters],
        "leaves": [_change(each, Words(found.changed, found.day)) for each in found.leaves],
    }
    return {key: plain(value) for key, value in body.items()}


def _change(of: Change, words: Words) -> Row:
    return {**of.company._asdict(), "grounds": [_ground(g, words) for g in of.grounds]}


def whatif_rows(found: WhatIf, view: View) -> list[Row]:
    """A changed rule as one row a company and clause."""
    sides = (("enters", found.enters, found.rule), ("leaves", found.leaves, found.changed))
    return [
        {"move": name, **change.company._asdict(), **ground, **_own(found.rule), **asked(view)}
        for name, changes, ruling in sides
        for change in changes
        for ground in [_ground(g, Words(ruling, found.day)) for g in change.grounds] or [{}]
    ]


def _own(of: Rule) -> Row:
    return {"standard": of.standard.id, "tier": of.tier.id}


# ---- watches


def watch_json(found: Watch, view: View) -> Row:
    """A watch as one object."""
    words = Words(found.rule, view.day)
    body = {
        **asked(view),
        **rule_keys(found.rule, view.day),
        "money": str(convention(found.rule, view)),
        "since": found.flow.first,
        "within": found.within,
        "flow": flow_json(found.flow),
        "near": [
            {**near.company._asdict(), "grounds": [_ground(g, words) for g in near.grounds]} for near in found.near
        ],
        "aging": [{**one.company._asdict(), **_aging(one, words)} for one in found.aging],
    }
    return {key: plain(value) for key, value in body.items()}


def _aging(of: Aging, words: Words) -> Row:
    clause = next(each for each in words.rule.tier.every if each.id == of.clause)
    return {
        "clause": of.clause,
        "rule": clause.rule,
        "rule_zh": words.condition(clause.rule, Lang.ZH),
        "days": of.gap.amount,
        "says": of.gap.says.en,
        "says_zh": of.gap.says.zh,
    }


def watch_rows(found: Watch, view: View) -> list[Row]:
    """A watch as rows: who entered and left, who is near, who ages out."""
    words, own = Words(found.rule, view.day), {**_own(found.rule), **asked(view)}
    rows = [{"what": move["move"], **move, **own} for move in flow_rows(found.flow)]
    for near in found.near:
        rows += [{"what": "near", **near.company._asdict(), **_ground(g, words), **own} for g in near.grounds]
    for one in found.aging:
        told = _aging(one, words)
        rows.append({"what": "aging", **one.company._asdict(), **told, "gap": told["days"], "gap_unit": "days", **own})
    return rows


def nearest_first(found: Watch) -> Sequence[Any]:
    """Those within reach, the ones that lack the least share of what is asked first."""
    return sorted(found.near, key=lambda near: _shortfall(near.grounds))


def _shortfall(grounds: Iterable[Ground]) -> float:
    from hornbook.lang.answer import Known

    worst = 0.0
    for ground in grounds:
        for leaf in ground.reply.leaves if ground.reply else ():
            left, right = (side.low if isinstance(side, Known) else None for side in (leaf.left, leaf.right))
            if leaf.answer is False and left is not None and right is not None:
                try:
                    worst = max(worst, 1 - float(left) / float(right))
                except (TypeError, ValueError, ZeroDivisionError):
                    continue
    return worst
