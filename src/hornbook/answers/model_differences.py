"""What a reader must know before a list by a saved model is used: how the book differs from that it learnt from."""

from collections.abc import Iterator

from hornbook.answers.wording.features import feature_text
from hornbook.book.book import Book
from hornbook.scout.frames import NAMES
from hornbook.scout.ranking import Ranking
from hornbook.scout.saved import SavedModel, known_shares, same_formulas
from hornbook.text import Message, Share, listing, message

_APART = 0.2
"""A feature whose share of companies differs by more is named."""
_NAMED = 5


def model_differences(saved: SavedModel, ranking: Ranking, book: Book) -> tuple[Message, ...]:
    """What differs between the book and the day of a list and those for which its model was learnt."""
    return tuple(_differences(saved, ranking, book))


def _differences(saved: SavedModel, ranking: Ranking, book: Book) -> Iterator[Message]:
    judged, now = saved.model.past.judged, len(ranking.frame.subjects)
    if judged != ranking.day:
        yield message("Its model was learnt for {judged}, and nothing that came later.", judged=judged)
    if saved.book_digest != book.digest:
        yield message("Its model was learnt from another book, or from another version of this one.")
    if saved.simulated and not any(batch.simulated for batch in book.batches):
        yield message("SIMULATED: its model was learnt from a simulated region; no such company exists.")
    if not same_formulas(saved):
        yield message(
            "Its features were worked out in another way when its model was learnt (Hornbook {version}).",
            version=saved.hornbook,
        )
    if not saved.companies / 2 <= now <= saved.companies * 2:
        yield message(
            "{now:,} companies are ranked; its model was learnt for {then:,}. A company is compared with the others "
            "of its book, so its score and probability mean less here.",
            now=now,
            then=saved.companies,
        )
    yield from _known_apart(saved, ranking)


def _known_apart(saved: SavedModel, ranking: Ranking) -> Iterator[Message]:
    """The features that are known here of a much larger or smaller share of the companies, the most different first."""
    here = known_shares(ranking)
    used = {NAMES[n] for part in saved.model.parts for n in part.features}
    apart = {name: abs(here[name] - saved.shares.get(name, 0.0)) for name in used}
    named = sorted((name for name in used if apart[name] > _APART), key=lambda name: (-apart[name], name))
    if named:
        yield message(
            "Known of another share of the companies than then: {features}.",
            features=listing(
                (
                    message(
                        "{feature} ({then} then, {now} here)",
                        feature=feature_text(name),
                        then=Share(saved.shares.get(name, 0.0), 0),
                        now=Share(here[name], 0),
                    )
                    for name in named[:_NAMED]
                ),
                ";",
            ),
        )
