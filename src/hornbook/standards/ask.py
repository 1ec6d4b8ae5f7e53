"""Which rule a question is asked under: a standard, the edition of the day, and one of its tiers."""

from dataclasses import dataclass

from hornbook.errors import QuestionError, suggestion
from hornbook.standards.library import library, plain_rule
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
        """The standard's id, and the tier's where it is not the standard's unicorn tier."""
        return self.standard.id if self.tier.id == "unicorn" else f"{self.standard.id}:{self.tier.id}"

    @property
    def name(self) -> Text:
        """The standard and the tier by their names; for the plain rule what it says."""
        if self.standard is plain_rule():
            return self.standard.name
        names, tier = self.standard.name, self.tier.name
        return Text(f"{names.en}: {tier.en}", f"{names.zh}：{tier.zh}")


def rule(asked: "str | Standard | None", day: Day) -> Rule:
    """The rule of a word such as 'gei-unicorn' or 'gei-unicorn:super'; the plain rule where there is none.

    Without a tier it is the tier 'unicorn' where there is one, else the highest.
    """
    word, _, tier = asked.partition(":") if isinstance(asked, str) else ("", "", "")
    named = plain_rule() if word in ("", "plain") else library[word]
    standard = asked if isinstance(asked, Standard) else named
    edition = standard.edition(day)
    if not tier:
        return Rule(standard, edition, edition.tier("unicorn") or edition.tiers[-1])
    found = edition.tier(tier)
    if found is None:
        known = [each.id for each in edition.tiers]
        hint = suggestion(tier, known)
        raise QuestionError(
            message(
                "{standard} has no tier '{tier}'.{hint} It has: {known}.",
                standard=standard.id,
                tier=tier,
                hint=hint,
                known=listing(known),
            )
        )
    return Rule(standard, edition, found)
