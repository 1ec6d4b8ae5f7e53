"""A comparison as an answer: the rules, how far they agree, the clauses that decide, the companies, and the page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from hornbook.answers.answer import Answer, foot, head, own_file_line
from hornbook.answers.disputes import GROUP_COLUMNS, DisputedCompany, DisputeGroup, disputes_blocks, group_rows
from hornbook.answers.grounds import GROUND_COLUMNS, ground_cells
from hornbook.answers.list_differences import ListDifferenceAnswer, list_blocks, list_difference_table
from hornbook.population.compare import LIST
from hornbook.render.sheet import Block, Column, Heading, Kind, Line, Row, Sheet, Table
from hornbook.text import Message, Phrase, Share, Text, listing, message, message_plural, one_line

CLAUSES = 6
"""How many clauses are named in a summary."""

RULE_COLUMNS = (
    Column("asked", message("rule"), Kind.CODE, tight=True),
    Column("name", message("name"), pair=True),
    Column("count", message("yes"), Kind.COUNT),
    Column("unknown", message("cannot be decided"), Kind.COUNT),
    Column("note", message("note"), pair=True, empty="–"),
)
PAIR_COLUMNS = (
    Column("pair", message("two rules"), file=False),
    Column("first", message("first"), Kind.CODE, page=False),
    Column("second", message("second"), Kind.CODE, page=False),
    Column("both", message("both yes"), Kind.COUNT),
    Column("first_only", message("only first"), Kind.COUNT),
    Column("second_only", message("only second"), Kind.COUNT),
    Column("opposed", message("excluded by the other"), Kind.COUNT),
    Column("overlap", message("overlap"), Kind.SHARE, empty="–"),
)
DISPUTE_COLUMNS = (
    Column("subject", message("subject"), Kind.CODE),
    Column("name", message("company")),
    Column("asked", message("rule asked"), Kind.CODE),
    Column("answer", message("answer"), Kind.YES),
    *GROUND_COLUMNS,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedRule:
    """A rule or a published list as it was compared."""

    asked: str
    """A standard's id and tier, or `list:` and the maker of a list."""
    name: Text
    count: int
    unknown: int
    partial: bool
    in_force: bool | None
    """Empty for a list, and where the text does not say."""
    force: Message | None
    money: Message | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedPair:
    """Two rules: of how many companies both say yes, or one only."""

    first: str
    second: str
    both: int
    first_only: int
    second_only: int
    opposed: int
    """Of those in one only: how many the other rules out; the rest it cannot decide."""
    overlap: float | None
    """The companies of both as a share of those of either."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidingClauses:
    """Of the companies that another rule takes: how many this one excludes or cannot decide, clause by clause."""

    no: int
    no_by: Mapping[str, int]
    unknown: int
    unknown_by: Mapping[str, int]
    clauses: Mapping[str, Phrase]
    """Each clause in a few words."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class CompareAnswer(Answer):
    """Several rules and published lists, put to the same companies on one day."""

    on_facts: bool
    """Whether open judgements were taken as favourable."""
    rules: tuple[ComparedRule, ...]
    pairs: tuple[ComparedPair, ...]
    deciding: Mapping[str, DecidingClauses]
    lists: tuple[ListDifferenceAnswer, ...]
    """For each published list and each other rule or list: why the list does not name what the other takes."""
    groups: tuple[DisputeGroup, ...]
    """The disputes by the clauses that decide, those with most companies first; their counts add up."""
    disputes: tuple[DisputedCompany, ...]
    every: bool = field(default=False, repr=False)
    """Whether the page shows every dispute."""
    brief: bool = field(default=False, repr=False)
    """Whether the page is a few sentences."""

    def sheet(self) -> Sheet:
        """The page: the rules, how far they agree, the clauses that decide, and the companies in dispute."""
        return compare_sheet(self)

    def tables(self) -> tuple[Table, ...]:
        """One row a company, rule and clause that decides; then the rules, each two of them, and why lists differ."""
        rules, pairs = tuple(map(rule_row, self.rules)), tuple(map(pair_row, self.pairs))
        return (
            Table("compare", DISPUTE_COLUMNS, tuple(_rows(self.disputes))),
            Table("rules", RULE_COLUMNS, rules),
            Table("pairs", PAIR_COLUMNS, pairs),
            Table("groups", GROUP_COLUMNS, tuple(group_rows(self.groups))),
            *((list_difference_table(self.lists),) if self.lists else ()),
        )


# ---- the page


def compare_sheet(answer: CompareAnswer) -> Sheet:
    """The page: the rules, how far they agree, the clauses that decide, and the companies in dispute."""
    title = message("Comparison: {rules}", rules=listing(each.asked for each in answer.rules))
    blocks: list[Block] = [*head(replace(answer.asked, rules=()))]
    if answer.brief:
        return Sheet(title, (*blocks, *_brief_blocks(answer), *foot(answer.asked)))
    blocks.append(Table("rules", RULE_COLUMNS, tuple(map(rule_row, answer.rules))))
    blocks += [Line(message("{name}: {value}", name=label, value=text), 2, lead="– ") for label, text in _notes(answer)]
    blocks += _agreement(answer)
    blocks += list_blocks(answer.lists)
    blocks += deciding_blocks(answer)
    blocks += [*disputes_blocks(answer.disputes, answer.groups, every=answer.every), *foot(answer.asked)]
    return Sheet(title, tuple(blocks))


def _brief_blocks(answer: CompareAnswer) -> list[Block]:
    """The comparison in sentences: the counts, the overlap, the clauses that decide, and an example of each."""
    names = {each.asked: each.name for each in answer.rules}
    blocks: list[Block] = [
        Line(message("{name}: {n:,} yes, {unknown:,} cannot be decided.", name=of.name, n=of.count, unknown=of.unknown))
        for of in answer.rules
    ]
    blocks += map(Line, map(_pair_text, answer.pairs))
    for label, of in answer.deciding.items():
        for answered, n, by in ((False, of.no, of.no_by), (None, of.unknown, of.unknown_by)):
            if n:
                blocks.append(Line(_deciding_text(names[label], answered, n, _by(by, of))))
                blocks += _example(answer, label, answered)
    blocks += list_blocks(answer.lists)
    return blocks


def _pair_text(of: ComparedPair) -> Message:
    return message(
        "Both: {both:,}. {first} only: {first_only:,}. {second} only: {second_only:,}. Overlap: {overlap}.",
        both=of.both,
        first=of.first,
        first_only=of.first_only,
        second=of.second,
        second_only=of.second_only,
        overlap="–" if of.overlap is None else Share(of.overlap),
    )


def _deciding_text(name: Text, answered: bool | None, n: int, clauses: Phrase) -> Message:
    """How many companies of the others a rule does not take, by clause."""
    if answered is False:
        return message("{name} excludes {n:,} that another counts: {clauses}.", name=name, n=n, clauses=clauses)
    return message("{name} cannot decide {n:,} that another counts: {clauses}.", name=name, n=n, clauses=clauses)


def _example(answer: CompareAnswer, label: str, answered: bool | None) -> list[Block]:
    """The first company that a rule does not take with that answer, and why."""
    for each in answer.disputes:
        grounds = each.grounds.get(label, ())
        if each.answers.get(label, True) is answered and grounds:
            why = listing(dict.fromkeys(ground.says for ground in grounds), ";")
            return [Line(message("For example {company}: {why}", company=one_line(each.name), why=why), 2)]
    return []


def rule_row(of: ComparedRule) -> Row:
    """A rule as a row; the note says what a reader must mind."""
    marks: list[Message] = [message("PARTIAL")] if of.partial else []
    if of.in_force is False:
        marks.append(message("not in force"))
    return {
        "asked": of.asked,
        "name": of.name,
        "count": of.count,
        "unknown": of.unknown,
        "note": listing(marks, ";") if marks else None,
    }


def _notes(answer: CompareAnswer) -> list[tuple[str, Phrase]]:
    """How the rules convert amounts, which are not in force, and which are own files, each with its rules."""
    texts: dict[Message, list[str]] = {}
    for each in answer.rules:
        if each.money is not None:
            texts.setdefault(each.money, []).append(each.asked)
        if each.force is not None and each.in_force is False:
            texts.setdefault(each.force, []).append(each.asked)
    for rule in answer.asked.rules:
        if rule.own_file:
            texts.setdefault(own_file_line(rule.own_file, rule.sha256), []).append(rule.label)
    return [(", ".join(labels), text) for text, labels in texts.items()]


def pair_row(of: ComparedPair) -> Row:
    """Two rules as a row."""
    return {
        "pair": f"{of.first} × {of.second}",
        "first": of.first,
        "second": of.second,
        "both": of.both,
        "first_only": of.first_only,
        "second_only": of.second_only,
        "opposed": of.opposed,
        "overlap": of.overlap,
    }


def _agreement(answer: CompareAnswer) -> list[Block]:
    meaning = message(
        "Excluded by the other: companies of one only that the other rule answers with no; the rest it cannot decide. "
        "Overlap: companies of both, as a share of the companies of at least one."
    )
    pairs = Table("pairs", PAIR_COLUMNS, tuple(map(pair_row, answer.pairs)))
    hints = [Line(_not_linked(pair)) for pair in answer.pairs if _apart(pair)]
    return [Heading(message("How far they agree")), pairs, Line(meaning), *hints]


def _apart(pair: ComparedPair) -> bool:
    """Whether two published lists have not one company in common, as happens where their records are not linked."""
    lists = pair.first.startswith(LIST) and pair.second.startswith(LIST)
    return lists and not pair.both and bool(pair.first_only and pair.second_only)


def _not_linked(pair: ComparedPair) -> Message:
    return message(
        "{first} and {second} have not one company in common: are their records linked? `hornbook link` finds which"
        " records of different sources are one company.",
        first=pair.first,
        second=pair.second,
    )


def deciding_blocks(answer: CompareAnswer) -> list[Block]:
    """For each rule, which clauses exclude the companies that another rule takes."""
    if not answer.disputes:
        return []
    blocks: list[Block] = [
        Heading(message("Which clause excludes the companies of other rules (a company may fail several clauses)"))
    ]
    for label, of in answer.deciding.items():
        if not of.no and not of.unknown:
            blocks.append(Line(message("{rule}: excludes none of them", rule=label), 2))
        if of.no:
            by = _by(of.no_by, of)
            blocks.append(Line(message("{rule}: excludes {n:,} ({clauses})", rule=label, n=of.no, clauses=by), 2))
        if of.unknown:
            by = _by(of.unknown_by, of)
            text = message("{rule}: cannot decide {n:,} ({clauses})", rule=label, n=of.unknown, clauses=by)
            blocks.append(Line(text, 2))
    return blocks


def _by(counts: Mapping[str, int], of: DecidingClauses) -> Phrase:
    named = listing(
        message("{n:,} by {clause}", n=n, clause=of.clauses[name]) for name, n in list(counts.items())[:CLAUSES]
    )
    hidden = len(counts) - CLAUSES
    more = message_plural("{clauses}, and {n} more clause", "{clauses}, and {n} more clauses", hidden, clauses=named)
    return more if hidden > 0 else named


# ---- files


def _rows(disputes: Sequence[DisputedCompany]) -> Iterator[Row]:
    for each in disputes:
        for label, answer in each.answers.items():
            own = {"subject": each.subject, "name": each.name, "asked": label, "answer": answer}
            grounds = each.grounds.get(label, ())
            for ground in grounds:
                yield own | ground_cells(ground)
            if not grounds:
                yield own
