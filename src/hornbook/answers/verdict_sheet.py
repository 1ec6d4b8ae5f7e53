"""The page of verdicts: the tier reached, each tier with its clauses and reasons, and what would settle the rest."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from hornbook.answers.answer import Asked, RuleAsked, head, rule_lines
from hornbook.answers.clauses import WAYS, cited_blocks, cited_title, weak_line
from hornbook.answers.judged import ClauseReading, CompanyVerdict, JudgedBranch, JudgedClause, JudgedTier, Need
from hornbook.answers.reason_lines import ReasonLines
from hornbook.answers.verdict_tables import verdict_table
from hornbook.answers.wording.counts import counted_companies, counted_verdicts
from hornbook.answers.wording.force import branch_name
from hornbook.render.sheet import SIGN, Block, ClauseBlock, EmptyLine, Heading, Hint, Line, More, Sheet
from hornbook.text import Phrase, listing, message, one_line

MOST = 5
"""How many ways to settle what cannot be decided are shown."""
LISTED = 6
"""How many clauses are named where a tier has one line."""
AT_ONCE = 4
"""More verdicts than these are shown as a table alone."""
DECIDED = {True: message("yes"), False: message("no"), None: message("cannot be decided")}
"""The three answers of a tier or a way into it."""
_Ways = Sequence[tuple[Need, ...]]


def verdicts_sheet(asked: Asked, verdicts: Sequence[CompanyVerdict], *, full: bool = False) -> Sheet:
    """A table where there are several verdicts, then each with its reasons unless there are too many."""
    companies = {verdict.company: verdict.name for verdict in verdicts}
    alone = len(companies) == 1
    title: Phrase = message(
        "{verdicts} on {companies}",
        verdicts=counted_verdicts(len(verdicts)),
        companies=counted_companies(len(companies)),
    )
    if alone:
        title = _company(verdicts[0])
    blocks: list[Block] = [Heading(title, 1), *_asked(asked)]
    if len(verdicts) > 1:
        ordered = sorted(verdicts, key=lambda verdict: _rank(verdict, on_facts=asked.on_facts))
        blocks += [EmptyLine(), verdict_table(ordered, named=not alone)]
    if len(verdicts) > AT_ONCE and not full:
        blocks.append(Hint(message("`--standard ID` shows one with its reasons; `--full` shows all.")))
        return Sheet(title, tuple(blocks))
    for verdict in verdicts:
        if not alone:
            blocks.append(Heading(_company(verdict)))
        elif len(verdicts) > 1:
            blocks.append(EmptyLine())
        blocks += verdict_blocks(asked, verdict, full=full)
    return Sheet(title, tuple(blocks))


def verdict_blocks(asked: Asked, verdict: CompanyVerdict, *, full: bool = False) -> tuple[Block, ...]:
    """One verdict without its company's name: the rule, the tier reached, the tiers, and the citations."""
    return VerdictPage(verdict, full=full, on_facts=asked.on_facts).blocks(_rule(asked, verdict))


def _rank(verdict: CompanyVerdict, *, on_facts: bool) -> tuple[bool, ...]:
    """Those with a tier first, by the confirmed or by those on the facts."""
    tiers = verdict.tier, verdict.tier_on_facts, verdict.reachable
    return tuple(tier is None for tier in (tiers[1:] if on_facts else tiers[::2]))


def _asked(asked: Asked) -> Iterator[Block]:
    """The head of the page without the rules, which stand with their verdicts."""
    yield from head(replace(asked, rules=()))


def _rule(asked: Asked, verdict: CompanyVerdict) -> RuleAsked:
    return next(rule for rule in asked.rules if rule.standard == verdict.standard)


def _company(verdict: CompanyVerdict) -> Phrase:
    return message("{name} ({subject})", name=one_line(verdict.name), subject=verdict.company)


class VerdictPage:
    """One verdict on a page."""

    def __init__(self, verdict: CompanyVerdict, *, full: bool, on_facts: bool = False) -> None:
        self.verdict, self.full, self.on_facts = verdict, full, on_facts
        self._reasons = ReasonLines()
        self._shown: list[JudgedClause] = []

    def blocks(self, rule: RuleAsked) -> tuple[Block, ...]:
        verdict = self.verdict
        named = message(
            "{name} · {id} · edition {edition}",
            name=verdict.standard_name, id=verdict.standard, edition=verdict.edition,
        )  # fmt: skip
        weak = [weak_line(verdict.cites)] if verdict.weak else []
        blocks: list[Block] = [
            Line(named, strong=True),
            *rule_lines(rule, weak=False)[1:],
            *weak,
            EmptyLine(),
            self._reached(),
        ]
        chosen = self._in_full()
        for tier in reversed(verdict.tiers):
            blocks += [EmptyLine(), *self.tier(tier, in_full=tier in chosen)]
        blocks += self.cited()
        if len(chosen) < len(verdict.tiers):
            blocks.append(Hint(message("`--full` shows every tier in full.")))
        return tuple(blocks)

    def cited(self) -> Iterator[Block]:
        """The citations of the clauses that were shown."""
        return cited_blocks(self.verdict.cites, iter(self._shown))

    def _reached(self) -> Line:
        verdict = self.verdict
        if self.on_facts and verdict.tier_on_facts != verdict.tier:
            text = message(
                "Tier reached on the facts, awaiting a person's decision: {tier}. Confirmed: {confirmed}.",
                tier=verdict.tier_name(verdict.tier_on_facts),
                confirmed=verdict.tier_name(verdict.tier) or message("none"),
            )
            return Line(text, strong=True)
        tier, reachable = (verdict.tier_name(each) or message("none") for each in (verdict.tier, verdict.reachable))
        text = message(
            "Tier reached: {tier}. Highest not ruled out: {reachable}.", tier=tier, reachable=reachable
        )  # fmt: skip
        return Line(text, strong=True)

    def _in_full(self) -> tuple[JudgedTier, ...]:
        """The tier reached and the next above; where none is, the lowest and highest not ruled out."""
        tiers = self.verdict.tiers
        if self.full:
            return tiers
        reached = [n for n, tier in enumerate(tiers) if tier.answer]
        if reached:
            return tiers[reached[-1] : reached[-1] + 2]
        may = [tier for tier in tiers if tier.answer is None]
        return (may[0], *(may[-1:] if len(may) > 1 else ())) if may else tiers[:1]

    def tier(self, tier: JudgedTier, *, in_full: bool, amount: Phrase = "") -> Iterator[Block]:
        """One tier with its clauses and reasons, or in brief what decides it; an amount stands behind the answer."""
        answer: Phrase = DECIDED[tier.answer]
        if tier.answer is None and tier.on_facts:
            answer = message("cannot be decided; only a person's judgement is missing")
        text = message("{tier} ({id}): {answer}", tier=tier.name, id=tier.id, answer=answer)
        if amount:
            text = message("{text}; {amount}", text=text, amount=amount)
        yield Line(text, 0, f"{SIGN[tier.answer]} ", strong=True)
        if not in_full:
            yield from self._brief(tier)
            return
        within = {clause for branch in tier.branches for clause in branch.clauses}
        for clause in tier.clauses:
            if clause.id not in within:
                yield self._clause(clause, 2)
        yield from self._branches(tier)
        yield from _settling(tier)

    def _brief(self, tier: JudgedTier) -> Iterator[Block]:
        """The clauses that decide it."""
        if tier.answer:
            return
        within = {clause for branch in tier.branches for clause in branch.clauses}
        deciding = [each for each in tier.clauses if each.id not in within and each.answer is tier.answer]
        if tier.branches and _best(tier.branches) is tier.answer:
            mine = {each.id: each for each in tier.clauses}
            for branch in tier.branches:
                own = (mine[name] for name in branch.clauses)
                deciding += [each for each in own if branch.answer is tier.answer is each.answer]
        clauses = _listed(deciding)
        if tier.answer is False:
            yield Line(message("not met: {clauses}", clauses=clauses), 2)
        else:
            yield Line(message("not known: {clauses}", clauses=clauses), 2)

    def _branches(self, tier: JudgedTier) -> Iterator[Block]:
        """The ways into a tier: those with the best answer in full, of the others what decides them."""
        mine = {each.id: each for each in tier.clauses}
        best = _best(tier.branches)
        if len(tier.branches) > 1:
            yield Line(WAYS, 2)
        for branch in tier.branches:
            clauses = [mine[name] for name in branch.clauses]
            text = message("{way}: {answer}", way=branch_name(branch.id), answer=DECIDED[branch.answer])
            if branch.answer is not best and not self.full:
                deciding = _listed(each for each in clauses if each.answer is branch.answer)
                text = message("{answer} ({clauses})", answer=text, clauses=deciding)
                clauses = []
            yield ClauseBlock(branch.answer, text, indent=4)
            yield from (self._clause(each, 6) for each in clauses)

    def _clause(self, clause: JudgedClause, indent: int) -> ClauseBlock:
        title = cited_title(clause)
        if clause in self._shown:
            return ClauseBlock(clause.answer, message("{clause}; see above", clause=title), indent=indent)
        self._shown.append(clause)
        notes = [Line(clause.note)] if clause.note else []
        if clause.readings:
            notes.append(Line(readings_line(clause.readings)))
        return ClauseBlock(clause.answer, title, (*notes, *self._reasons.of(clause.reasons)), indent)


def readings_line(readings: Iterable[ClauseReading]) -> Phrase:
    """The readings of a text that disagree, as one sentence."""
    said: list[Phrase] = []
    for each in readings:
        of = {"reading": each.text, "answer": DECIDED[each.answer], "value": each.value}
        said.append(
            message("{reading}: {answer} ({value})", **of) if each.value else message("{reading}: {answer}", **of)
        )
    return message("the readings disagree: {readings}", readings=listing(said, ";"))


def _best(branches: Iterable[JudgedBranch]) -> bool | None:
    answers = [branch.answer for branch in branches]
    return True if True in answers else None if None in answers else False


def _listed(clauses: Iterable[JudgedClause]) -> Phrase:
    """Clauses by their names, the first few of many."""
    names = list(dict.fromkeys(clause.name for clause in clauses))
    if len(names) <= LISTED:
        return listing(names)
    return message("{clauses} and {n} more", clauses=listing(names[:LISTED]), n=len(names) - LISTED)


def _settling(tier: JudgedTier) -> Iterator[Block]:
    """What would make a tier a yes, and what a no; in one list where both are the same."""
    if tier.to_yes and set(tier.to_yes) == set(tier.to_no):
        if len(tier.to_yes) == 1:
            yield Line(message("Decided by: {needs}", needs=_needs(tier.to_yes[0])), 2)
        else:
            yield from _ways(message("Decided by one of these:"), tier.to_yes)
        return
    yield from _ways(message("Would become yes with:"), tier.to_yes)
    yield from _ways(message("Would become no with:"), tier.to_no)


def _ways(heading: Phrase, ways: _Ways) -> Iterator[Block]:
    if not ways:
        return
    yield Line(heading, 2)
    common = [need for need in ways[0] if all(need in way for way in ways)] if len(ways) > 1 else []
    if common:
        yield Line(message("in any case {needs},", needs=_needs(common)), 4)
        yield Line(message("and one of these:"), 4)
    for way in ways[:MOST]:
        yield Line(_needs(need for need in way if need not in common), 4, "– ")
    if len(ways) > MOST:
        yield More(len(ways) - MOST, 4, message("--json lists them all"))


def _needs(needs: Iterable[Need]) -> Phrase:
    return listing((need.text for need in needs), ";")
