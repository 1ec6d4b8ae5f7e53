"""Editions of a standard in words: whether one was in force on a day, and how amounts become dollars under it."""

from collections.abc import Sequence

from hornbook.book.money import SPOT, Convention
from hornbook.book.money import RateRule as MoneyRule
from hornbook.book.view import View
from hornbook.standards.ask import Rule
from hornbook.standards.library import plain_rule
from hornbook.standards.standard import Edition, Standard, Validity
from hornbook.terms import Day
from hornbook.text import Message, Phrase, listing, message


def force(standard: Standard, edition: Edition, day: Day) -> Message:
    """Whether the edition was in force on the day, in words."""
    if standard is plain_rule():
        return message("Hornbook's own definition.")
    found, first = standard.validity(day), edition.since
    if found is Validity.UNKNOWN:
        return message("Validity unknown: the text was read without a date, so it is applied to any day.")
    if found is Validity.IN_FORCE:
        return message("In force on {day}.", day=day)
    if found is Validity.ENDED:
        return message("NOT IN FORCE on {day}: the edition ended on {last}.", day=day, last=edition.valid_to)
    if found is Validity.NOT_CERTAIN and edition.valid_from:
        return message(
            "In force from {first}; the text does not say until when, so for {day} it is not certain.",
            first=first, day=day,
        )  # fmt: skip
    if found is Validity.NOT_CERTAIN:
        return message(
            "The text was seen on {first}; whether it was in force on {day} is not certain.", first=first, day=day
        )
    if edition.valid_from:
        return message("NOT IN FORCE on {day}: the edition begins on {first}.", day=day, first=first)
    return message("Not in force on {day} as far as we know: we first saw the text on {first}.", day=day, first=first)


def rule_convention(rule: Rule, view: View) -> Convention:
    """By which convention amounts are converted: the rule's own where it has one, else the question's."""
    own = rule.edition.convention
    return view.convention if own == SPOT else own


def rule_conventions(rule: Rule, view: View) -> tuple[Convention, ...]:
    """The same; every reading of a text that names no rate, unless the question does."""
    several = rule.edition.conventions
    return several if len(several) > 1 and view.convention == SPOT else (rule_convention(rule, view),)


def rates(used: Sequence[Convention]) -> Message:
    """At which rates amounts become dollars, as a part of a sentence; several where the text does not say."""
    if len(used) == 1:
        return rate(used[0])
    return message("{rates}: where these disagree, a clause cannot be decided", rates=listing(map(rate, used), ";"))


def rate(used: Convention) -> Message:
    """At which rate amounts become dollars, as a part of a sentence."""
    if used.rule is MoneyRule.SPOT:
        return message("at the rate of each fact's day")
    if used.rule is MoneyRule.YEAR:
        return message("at the mean rate of each fact's year")
    fixed: list[Phrase] = [
        message("{units} CNY", units=str(units)) if currency == "CNY" else f"{units} {currency}"
        for currency, units in used.per_usd
    ]
    fixed += [
        message("{units} {currency} ({year})", units=str(units), currency=currency, year=str(year))
        for currency, year, units in used.by_year
    ]
    return message("at {rates} to the US dollar", rates=listing(fixed))


def money_message(rule: Rule, view: View) -> Message:
    """How amounts become dollars under a rule, and whether its text says so."""
    used, edition = rule_convention(rule, view), rule.edition
    several = rule_conventions(rule, view)
    if len(several) > 1:
        return message("Amounts are converted {rate}; the text does not say how.", rate=rates(several))
    who: Phrase = message("; the text does not say how")
    if rule.standard is plain_rule() or (edition.stated and used != edition.convention):
        who = ""
    elif edition.stated:
        who = message(", as the text says")
    if used == view.convention != SPOT and edition.convention == SPOT:
        return message("Amounts are converted {rate}, as asked by --money{who}.", rate=rate(used), who=who)
    if view.convention not in (SPOT, used):
        return message("Amounts are converted {rate}{who}; --money does not override it.", rate=rate(used), who=who)
    return message("Amounts are converted {rate}{who}.", rate=rate(used), who=who)


def branch_name(name: str) -> Message:
    """A way into a tier by its word."""
    return message("way “{name}”", name=name.replace("_", " "))
