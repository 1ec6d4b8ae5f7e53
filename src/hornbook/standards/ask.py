"""Which rule a question is asked under: a standard, the edition of the day, and one of its tiers."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from hornbook.errors import QuestionError, suggestion
from hornbook.standards.library import plain_rule
from hornbook.standards.own import split_rule, standard_named
from hornbook.standards.standard import Edition, Standard, Tier
from hornbook.terms import Day
from hornbook.text import Text, listing, message


@dataclass(frozen=True, slots=True)
class Rule:
    """One tier of one standard, as it stands on a day."""

    standard: Standard
    edition: Edition
    tier: Tier

    @property
    def label(self) -> str:
        """The standard's label, and the tier's id where it is not the standard's unicorn tier."""
        return self.standard.label if self.tier.id == "unicorn" else f"{self.standard.label}:{self.tier.id}"

    @property
    def name(self) -> Text:
        """The standard and the tier by their names; for the plain rule what it says."""
        if self.standard is plain_rule():
            return self.standard.name
        names, tier = self.standard.name, self.tier.name
        own = Text(" (own file)", "（自备文件）") if self.standard.own_file else Text("", "")
        return Text(f"{names.en}: {tier.en}{own.en}", f"{names.zh}：{tier.zh}{own.zh}")


def rule(asked: "str | Standard | None", day: Day) -> Rule:
    """The rule of a word such as 'gei-unicorn:super' or 'my.toml:super'; the plain rule where there is none.

    Without a tier it is the tier 'unicorn' where there is one, else the highest.
    """
    word, tier = split_rule(asked) if isinstance(asked, str) else ("", "")
    standard = asked if isinstance(asked, Standard) else standard_named(word) if word else plain_rule()
    edition = standard.edition(day)
    if not tier:
        return Rule(standard, edition, edition.tier("unicorn") or edition.tiers[-1])
    return Rule(standard, edition, _tier(standard, edition, tier))


def _tier(standard: Standard, edition: Edition, name: str) -> Tier:
    """The tier of that id; QuestionError names the nearest."""
    found = edition.tier(name)
    if found is None:
        known = [each.id for each in edition.tiers]
        hint = suggestion(name, known)
        raise QuestionError(
            message(
                "{standard} has no tier '{tier}'.{hint} It has: {known}.",
                standard=standard.label,
                tier=name,
                hint=hint,
                known=listing(known),
            )
        )
    return found


def judged_standards(words: Iterable[str], day: Day) -> list[Standard]:
    """The standards of words such as 'gei-unicorn' or 'my.toml:super', each once; with the named tiers only."""
    asked: dict[str, tuple[Standard, set[str]]] = {}
    for word in words:
        name, tier = split_rule(word)
        standard = standard_named(name)
        tiers = (
            {_tier(standard, standard.edition(day), tier).id}
            if tier
            else {each.id for each in standard.edition(day).tiers}
        )
        asked.setdefault(standard.label, (standard, set()))[1].update(tiers)
    return [_with_tiers(standard, tiers, day) for standard, tiers in asked.values()]


def one_standard_a_tier(of: Rule) -> list[Standard]:
    """The standard of a rule once for each tier of its edition, in the order of its text, with that tier alone."""
    standard, edition = of.standard, of.edition
    return [
        replace(standard, editions=tuple(
            replace(each, tiers=(tier,)) if each is edition else each for each in standard.editions
        ))
        for tier in edition.tiers
    ]  # fmt: skip


def _with_tiers(standard: Standard, names: set[str], day: Day) -> Standard:
    """The standard with these tiers in the edition of the day."""
    edition = standard.edition(day)
    kept = replace(edition, tiers=tuple(tier for tier in edition.tiers if tier.id in names))
    return replace(standard, editions=tuple(kept if each is edition else each for each in standard.editions))
