"""Why a published list does not name a company, or many, in words that can be printed."""

from decimal import Decimal

from hornbook.answers.wording.clauses import ClauseWords
from hornbook.answers.wording.values import country_word, month_word
from hornbook.population.compare import LIST
from hornbook.population.list_reasons import ListDifference, ListReason
from hornbook.population.list_scope import GREATER_CHINA, ListScope
from hornbook.terms import Day
from hornbook.text import Message, Money, Phrase, Text, Value, listing, message, message_plural

_FATES = {"Listed": message("listed"), "Acquired": message("bought"), "Closed": message("closed")}


def list_name(label: str) -> str:
    """A list by its maker; a rule by its id."""
    return label.removeprefix(LIST)


def places_phrase(countries: frozenset[str]) -> Phrase:
    """Countries by their names; China with Hong Kong, Macao and Taiwan as one."""
    if countries <= GREATER_CHINA and countries != {"CHN"} and "CHN" in countries:
        return message("Greater China")
    return listing(country_word(code) for code in sorted(countries))


def list_group_text(reason: ListReason, n: int, of: ListDifference, words: ClauseWords | None) -> Message:
    """How many companies a list leaves out for one reason, in words."""
    own, scope = list_name(of.label), of.scope
    at: dict[str, Value] = {"list": own, "other": list_name(of.other), "total": of.other_count}
    match reason.id:
        case "left":
            return message("{n:,}: {why}", n=n, why=_left_text(reason, own))
        case "rule" if reason.ground and words and of.rule:
            return message_plural(
                "{n:,} of {other}'s {total:,} does not meet the rule that {list} publishes ({rule}): {clause}",
                "{n:,} of {other}'s {total:,} do not meet the rule that {list} publishes ({rule}): {clause}",
                n,
                rule=of.rule.label,
                clause=words.clause(reason.ground.clause),
                **at,
            )
        case "under":
            return message_plural(
                "{n:,} of {other}'s {total:,} is under {list}'s line (about {line}, the smallest value on it)",
                "{n:,} of {other}'s {total:,} are under {list}'s line (about {line}, the smallest value on it)",
                n,
                line=Money(scope.line or Decimal(0)),
                **at,
            )
    return _share_text(reason, n, own, len(of.reasons), scope)


def _share_text(reason: ListReason, n: int, own: str, all_: int, scope: ListScope) -> Message:
    """How many of those that are left out, for a reason that concerns what the list is about."""
    at: dict[str, Value] = {"list": own, "all": all_}
    match reason.id:
        case "elsewhere":
            return message_plural(
                "{list} lists only {places}: about {n:,} of the {all:,} is elsewhere",
                "{list} lists only {places}: about {n:,} of the {all:,} are elsewhere",
                n,
                places=places_phrase(scope.countries),
                **at,
            )
        case "field":
            return message_plural(
                "{list} lists only {field}: about {n:,} of the {all:,} is in another field",
                "{list} lists only {field}: about {n:,} of the {all:,} are in other fields",
                n,
                field=scope.sector or "",
                **at,
            )
        case "fate":
            return message_plural(
                "{n:,} of the {all:,} is {fate}; {list} lists only private companies",
                "{n:,} of the {all:,} are {fate}; {list} lists only private companies",
                n,
                fate=_FATES[reason.fate or ""],
                **at,
            )
        case "later" if scope.day:
            return message_plural(
                "{n:,} of the {all:,} is worth so much only since {list}'s list of {month}",
                "{n:,} of the {all:,} are worth so much only since {list}'s list of {month}",
                n,
                month=month_word(scope.day),
                **at,
            )
    return message_plural(
        "{n:,} of the {all:,}: {list} never named it", "{n:,} of the {all:,}: {list} never named them", n, **at
    )


def _left_text(reason: ListReason, own: str) -> Message:
    last = month_word(reason.last) if reason.last else Text("", "")
    if reason.gone is None:
        return message("on {list}'s list of {month}, and no longer", list=own, month=last)
    gone = message("on {list}'s list of {month}, gone by {gone}", list=own, month=last, gone=month_word(reason.gone))
    if reason.fate:
        return message("{gone}: {why}", gone=gone, why=_FATES[reason.fate])
    if reason.value is not None:
        return message("{gone}: {why}", gone=gone, why=message("worth less than the line"))
    return message("{gone}: {why}", gone=gone, why=message("no fact says why"))


def list_company_text(reason: ListReason, of: ListDifference, words: ClauseWords | None) -> Phrase:
    """Why a list does not name a company, in words."""
    own, scope = list_name(of.label), of.scope
    match reason.id:
        case "left" if reason.fate and reason.gone and reason.last and reason.fate_day:
            gone = message(
                "on {list}'s list of {month}, gone by {gone}",
                list=own,
                month=month_word(reason.last),
                gone=month_word(reason.gone),
            )
            return message("{gone}: {why}", gone=gone, why=_fate_text(reason.fate, reason.fate_day))
        case "left":
            return _left_text(reason, own)
        case "elsewhere":
            return message(
                "in {place}; {list} lists only {places}",
                place=country_word(reason.place or ""),
                list=own,
                places=places_phrase(scope.countries),
            )
        case "field":
            return message("{place}; {list} lists only {places}", place=reason.place, list=own, places=scope.sector)
        case "rule" if reason.ground and words and of.rule:
            return message(
                "by the rule that {list} publishes ({rule}): {ground}",
                list=own,
                rule=of.rule.label,
                ground=words.ground(reason.ground),
            )
        case "fate" if reason.fate and reason.fate_day:
            return _fate_text(reason.fate, reason.fate_day)
        case "under":
            return message(
                "worth {value}, under {list}'s line (about {line})",
                value=Money(reason.value or Decimal(0), beside=(scope.line or Decimal(0),)),
                list=own,
                line=Money(scope.line or Decimal(0)),
            )
        case "later" if scope.day:
            return message("worth so much only since {list}'s list of {month}", list=own, month=month_word(scope.day))
    return message("{list} never named it", list=own)


def _fate_text(fate: str, day: Day) -> Message:
    match fate:
        case "Listed":
            return message("listed in {month}", month=month_word(day))
        case "Acquired":
            return message("bought in {month}", month=month_word(day))
    return message("closed in {month}", month=month_word(day))
