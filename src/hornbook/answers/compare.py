"""Why lists differ: several rules and published lists put to the same companies on one day."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from hornbook.answers.answer import asked_of
from hornbook.answers.compared import (
    CompareAnswer,
    ComparedPair,
    ComparedRule,
    DecidingClauses,
)
from hornbook.answers.disputes import DisputedCompany, dispute_groups
from hornbook.answers.grounds import clause_grounds, ground_words
from hornbook.answers.list_differences import list_difference_answers, list_reason_texts
from hornbook.answers.wording.clauses import NOT_LISTED, ClauseWords
from hornbook.answers.wording.force import force, money_message
from hornbook.book.view import View
from hornbook.errors import QuestionError
from hornbook.lang import bound
from hornbook.lang.filter import Filter
from hornbook.population.compare import LIST, Comparison, Disagreement, RulePair, compare
from hornbook.population.grounds import Ground
from hornbook.standards.ask import rule
from hornbook.terms import Day
from hornbook.text import Phrase, message


def ask_compare(
    view: View,
    rules: Sequence[str],
    *,
    on_facts: bool = False,
    every: bool = False,
    brief: bool = False,
    where: Filter | None = None,
) -> CompareAnswer:
    """Compare rules such as 'gei-unicorn' or 'hurun:super', and lists such as 'list:CB Insights'."""
    found = compare(view, _distinct(rules, view.day), on_facts=on_facts, where=where)
    return replace(compare_answer(found, view, on_facts, every, where), brief=brief)


def _distinct(words: Sequence[str], day: Day) -> list[str]:
    """Each rule once, however it was written."""
    labels = {word if word.startswith(LIST) else rule(word, day).label: word for word in words}
    if len(labels) < 2:
        raise QuestionError(
            message("A comparison needs two different rules or lists: `hornbook compare ID ID --as-of DAY`.")
        )
    return list(labels.values())


def compare_answer(
    found: Comparison, view: View, on_facts: bool = False, every: bool = False, where: Filter | None = None
) -> CompareAnswer:
    """A comparison as an answer."""
    words = {label: ground_words(label, found.day) for label in found.names}
    why = list_reason_texts(found)
    kept = tuple(_favourable(each) if on_facts else each for each in found.disputes)
    deciding = {label: _deciding(kept, label, words[label]) for label in found.names}
    disputes = tuple(_disputed(each, words, why) for each in kept)
    return CompareAnswer(
        asked=asked_of(view, *(each.rule for each in words.values() if each), where=where, on_facts=on_facts),
        on_facts=on_facts,
        rules=tuple(_compared(label, found, view) for label in found.names),
        pairs=tuple(map(_pair, found.pairs)),
        deciding=deciding,
        lists=list_difference_answers(found),
        groups=dispute_groups(disputes, {label: of.clauses for label, of in deciding.items()}),
        disputes=disputes,
        every=every,
    )


def _compared(label: str, found: Comparison, view: View) -> ComparedRule:
    yes, unknown = found.counts[label]
    asked = None if label.startswith(LIST) else rule(label, found.day)
    return ComparedRule(
        asked=label,
        name=found.names[label],
        count=yes,
        unknown=unknown,
        partial=label in found.partial,
        in_force=asked.standard.in_force(found.day) if asked else None,
        force=force(asked.standard, asked.edition, found.day) if asked else None,
        money=money_message(asked, view) if asked else None,
    )


def _pair(of: RulePair) -> ComparedPair:
    return ComparedPair(
        first=of.first,
        second=of.second,
        both=of.both,
        first_only=of.first_only,
        second_only=of.second_only,
        opposed=of.opposed,
        overlap=None if of.overlap is None else round(of.overlap, 6),
    )


def _favourable(of: Disagreement) -> Disagreement:
    """A dispute without the grounds that wait for a person's judgement alone."""
    grounds = {label: tuple(g for g in mine if not _open_matter(g)) for label, mine in of.grounds.items()}
    return Disagreement(of.company, of.answers, grounds)


def _open_matter(ground: Ground) -> bool:
    if ground.reply is None or ground.answer is not None:
        return False
    leaves = [leaf.condition for leaf in ground.reply.leaves if leaf.answer is None]
    # Readings that disagree leave a clause unknown without a leaf that is.
    return bool(leaves) and all(isinstance(condition, bound.Flag) and condition.of.matter for condition in leaves)


def _deciding(disputes: Sequence[Disagreement], label: str, words: ClauseWords | None) -> DecidingClauses:
    counts: dict[bool | None, dict[str, int]] = {False: {}, None: {}}
    companies: dict[bool | None, int] = {False: 0, None: 0}
    for each in disputes:
        answer = each.answers[label]
        if answer is True:
            continue
        companies[answer] += 1
        for name in dict.fromkeys(ground.clause for ground in each.grounds.get(label, ())):
            counts[answer][name] = counts[answer].get(name, 0) + 1
    no, unknown = (dict(sorted(by.items(), key=lambda item: (-item[1], item[0]))) for by in counts.values())
    clauses = {name: words.short(name) if words else NOT_LISTED for name in no | unknown}
    return DecidingClauses(no=companies[False], no_by=no, unknown=companies[None], unknown_by=unknown, clauses=clauses)


def _disputed(
    of: Disagreement, words: Mapping[str, ClauseWords | None], why: Mapping[tuple[str, str], Phrase]
) -> DisputedCompany:
    grounds = {label: clause_grounds(mine, words[label]) for label, mine in of.grounds.items()}
    for label, mine in grounds.items():
        if (text := why.get((label, of.company.subject))) is not None:
            grounds[label] = tuple(replace(each, says=text) for each in mine)
    return DisputedCompany(subject=of.company.subject, name=of.company.name, answers=of.answers, grounds=grounds)
