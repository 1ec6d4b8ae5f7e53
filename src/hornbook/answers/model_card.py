"""What the scout was asked, of whom, and what its model learnt: parts of several answers, and the model's card."""

from dataclasses import dataclass

from hornbook.answers.answer import SIMULATED, Asked, days_line
from hornbook.answers.wording.rules import target_text
from hornbook.render.sheet import Block, Heading, Items, Line, Sheet
from hornbook.scout.forecast import model_digest
from hornbook.scout.learning import LearntEvent
from hornbook.scout.model import Model
from hornbook.scout.question import Question
from hornbook.scout.ranking import Ranking
from hornbook.terms import Day
from hornbook.text import Message, Phrase, Text, listing, message

LIMITS = message(
    "A place on this list is a reason to look closer, not a verdict: it says how companies with such figures fared. "
    "What no source has written down is not in it, and the base rate of the years to come may differ."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAsked:
    """A question as it was put to the scout: its rules, its months, and its file word for word."""

    id: str
    name: Text
    population: str
    unless: str
    target: str
    horizon_months: int
    settle_months: int
    sha256: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PopulationAsked:
    """How many companies a question asks about on a day, and how many it leaves out and why."""

    companies_known: int
    companies_asked: int
    membership_unknown: int
    exit_unknown: int
    target_reached: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonLearnt:
    """An event that the model learnt from: on which days, from how many rows, into how many trees."""

    event: str
    within_months: int
    days: tuple[Day, ...]
    rows: int
    cases: int
    features: int
    trees: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationRows:
    """The company-days that turn scores into probabilities."""

    rows: int
    cases: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelUsed:
    """A model: what it learnt from, when that was known, and its digest."""

    digest: str
    seed: int
    judged: Day
    training_known: Day
    """By when what is seen of training days was known, where they are reconstructed."""
    reconstructed_training: bool
    features_known_by: Day
    learnt_from: tuple[LessonLearnt, ...]
    not_learnt: tuple[str, ...]
    calibrated_on: CalibrationRows | None


def question_asked(question: Question) -> QuestionAsked:
    """A question as answers hold it."""
    return QuestionAsked(
        id=question.id,
        name=question.name,
        population=" ".join(question.population_text.split()),
        unless=question.unless_text,
        target=question.target.text,
        horizon_months=question.horizon,
        settle_months=question.settle,
        sha256=question.sha256,
        text=question.text,
    )


def population_asked(ranking: Ranking) -> PopulationAsked:
    """The population of a ranking's day."""
    frame = ranking.frame
    return PopulationAsked(
        companies_known=frame.companies,
        companies_asked=len(frame.subjects),
        membership_unknown=frame.unknown,
        exit_unknown=frame.unsettled,
        target_reached=frame.already,
    )


def model_used(model: Model) -> ModelUsed:
    """A model as answers hold it."""
    found = model.calibration
    return ModelUsed(
        digest=model_digest(model),
        seed=model.seed,
        judged=model.past.judged,
        training_known=model.past.seen,
        reconstructed_training=model.past.reconstructed,
        features_known_by=model.past.features_known,
        learnt_from=tuple(_lesson(part) for part in model.parts),
        not_learnt=model.unlearnt,
        calibrated_on=None if found is None else CalibrationRows(rows=found.rows, cases=found.cases),
    )


def _lesson(part: LearntEvent) -> LessonLearnt:
    return LessonLearnt(
        event=part.lesson.event,
        within_months=part.lesson.within,
        days=tuple(part.days),
        rows=part.rows,
        cases=part.cases,
        features=len(part.features),
        trees=len(part.trees),
    )


# ---- sentences


def question_lines(question: QuestionAsked) -> tuple[Message, Message]:
    """The question: what may happen, and the rule that says so."""
    return (
        message("Question: {name} ({id})", name=question.name, id=question.id),
        message(
            "Target: {rule}, within {months} months", rule=target_text(question.target), months=question.horizon_months
        ),
    )


def question_blocks(question: QuestionAsked) -> tuple[Block, ...]:
    """The question on a page."""
    return tuple(Line(line) for line in question_lines(question))


def population_line(population: PopulationAsked) -> Message:
    """Who is asked about, and who is left out."""
    return message(
        "{asked:,} of {known:,} known companies are ranked. Excluded: {membership:,} of unknown membership, "
        "{exits:,} that may have exited, {reached:,} that had already reached the target.",
        asked=population.companies_asked,
        known=population.companies_known,
        membership=population.membership_unknown,
        exits=population.exit_unknown,
        reached=population.target_reached,
    )


def model_lines(model: ModelUsed) -> tuple[Phrase, ...]:
    """What the model learnt from, when that was known, and where its probabilities come from."""
    lines: list[Phrase] = [
        message(
            "Learnt from {rows:,} company-days from {first} to {last}, of which {cases:,} were followed by "
            "{event} within {months} months.",
            rows=lesson.rows,
            first=min(lesson.days),
            last=max(lesson.days),
            cases=lesson.cases,
            event=lesson.event,
            months=lesson.within_months,
        )
        for lesson in model.learnt_from
    ]
    if model.not_learnt:
        events = listing(model.not_learnt)
        lines.append(message("Not learnt from, because no case was known by then: {events}.", events=events))
    if model.reconstructed_training:
        lines.append(
            message(
                "Training days are reconstructed: no book was kept then, so they are seen with what was known by "
                "{day}. Companies that vanished unrecorded are missing from them.",
                day=model.training_known,
            )
        )
    return (*lines, _probabilities(model.calibrated_on))


def _probabilities(rows: CalibrationRows | None) -> Message:
    if rows is None:
        return message("Probabilities are unknown: too few cases had a closed horizon by then.")
    return message(
        "Probabilities are calibrated on {rows:,} company-days whose whole horizon had closed ({cases:,} reached the "
        "target), scored by trees that had not seen those companies.",
        rows=rows.rows,
        cases=rows.cases,
    )


def identity_line(model: ModelUsed, version: int | None) -> Message:
    """The identifiers that are needed to make the same list again."""
    trees = listing(f"{lesson.trees} × {lesson.features}" for lesson in model.learnt_from)
    return message(
        "To reproduce this list: model {digest} (LightGBM; seeds × features: {trees}), seed {seed}, book version "
        "{version}.",
        digest=model.digest,
        trees=trees,
        seed=str(model.seed),
        version=str(version),
    )


def card_lines(
    asked: Asked, question: QuestionAsked, population: PopulationAsked, model: ModelUsed
) -> tuple[Phrase, ...]:
    """The whole card, sentence by sentence."""
    return (
        *((SIMULATED,) if asked.simulated else ()),
        days_line(asked),
        *question_lines(question),
        population_line(population),
        *model_lines(model),
        identity_line(model, asked.book_version),
        LIMITS,
    )


def card_sheet(lines: tuple[Phrase, ...]) -> Sheet:
    """The card as a sheet of its own."""
    title = message("Model card")
    return Sheet(title, (Heading(title, 1), Items(lines)))
