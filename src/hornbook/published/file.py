"""A publisher's file into frozen values; an error names the line, the place and the nearest word."""

from decimal import Decimal
from hashlib import sha256
from pathlib import Path

from hornbook.document import Document, document, hint_words
from hornbook.errors import StandardError, advice
from hornbook.positions import Loc
from hornbook.published.file_models import (
    CheckModel,
    DatedCite,
    FiguresModel,
    PublishedEditionModel,
    PublisherModel,
    SeriesModel,
    ValueModel,
)
from hornbook.published.measures import MEASURES, FigureNature, FigureUnit, PublishedMeasure
from hornbook.published.scopes import scope_place
from hornbook.published.values import (
    CheckTerm,
    CutOff,
    PublishedCheck,
    PublishedFigure,
    PublishedSeries,
    PublishedSource,
    Publisher,
    SeriesBreak,
)
from hornbook.text import message

_SCALES = {"USD bn": ("USD", 10**9), "USD tn": ("USD", 10**12), "CNY tn": ("CNY", 10**12)}
_KEY = 3
"""The parts of a figure's name in a check: edition, place, measure."""


def read_publisher(path: Path) -> Publisher:
    """Read a publisher's file; StandardError points at what is wrong in it."""
    found = document(path, StandardError)
    return _Reader(found, found.check(PublisherModel, found.data, ())).publisher()


class _Reader:
    """Reads one document."""

    def __init__(self, found: Document, model: PublisherModel) -> None:
        self.document, self.model = found, model
        self.cites = {cite.id: _source(cite) for cite in model.cite}
        self.series = {series.id: self._series(series) for series in model.series}
        self.figures: dict[tuple[str, str, str], PublishedFigure] = {}

    def publisher(self) -> Publisher:
        model = self.model
        for position, edition in enumerate(model.edition):
            self._edition(edition, ("edition", position))
        checks = tuple(self._check(check, ("check", position)) for position, check in enumerate(model.check))
        return Publisher(
            model.id,
            model.name.text(),
            model.note.text() if model.note else None,
            tuple(self.series.values()),
            tuple(self.figures.values()),
            checks,
            sha256(self.document.text.encode()).hexdigest(),
        )

    def _series(self, said: SeriesModel) -> PublishedSeries:
        return PublishedSeries(
            said.id,
            self.model.id,
            self.model.name.text(),
            said.name.text(),
            said.definition.text(),
            said.scope.text() if said.scope else None,
            said.standard,
            tuple(SeriesBreak(each.series, each.because.text()) for each in said.apart),
        )

    def _edition(self, said: PublishedEditionModel, loc: Loc) -> None:
        if said.series not in self.series:
            problem = message("no series is called '{name}'", name=said.series)
            raise self.document.error(
                (*loc, "series"), problem, word=said.series, hint=hint_words(self.series, said.series)
            )
        for position, figures in enumerate(said.figures):
            self._figures(said, figures, (*loc, "figures", position))

    def _figures(self, edition: PublishedEditionModel, said: FiguresModel, loc: Loc) -> None:
        measure = MEASURES[said.measure]
        if (measure.unit is FigureUnit.MONEY) != (said.unit is not None):
            raise self.document.error(loc, message("money has a unit such as 'USD bn', and no other measure has one"))
        for word, written in said.values.items():
            value = written if isinstance(written, ValueModel) else ValueModel(value=written)
            self._figure(edition, said, (word, value), (*loc, "values", word))

    def _figure(
        self, edition: PublishedEditionModel, said: FiguresModel, written: tuple[str, ValueModel], loc: Loc
    ) -> None:
        word, value = written
        measure, series = MEASURES[said.measure], self.series[edition.series]
        place = scope_place(word)
        if place is None:
            raise self.document.error(loc, message("no place is called '{name}'", name=word), word=word)
        currency, scale = _SCALES[said.unit] if said.unit else (None, 1)
        number, least, most = self._limits(value, measure, scale, loc)
        cites = [*value.cites] or [*said.cites] or [*edition.cites]
        cut_off = value.cut_off or edition.cut_off
        doubts = [each.text() for each in (value.doubt, said.doubt, edition.doubt) if each]
        key = (edition.id, place.id, measure.id)
        if key in self.figures:
            raise self.document.error(loc, message("this figure stands here twice"), word=word)
        self.figures[key] = PublishedFigure(
            series, edition.id, edition.name.text(), place, measure, self._nature(measure, series),
            number, least, most, value.words.text() if value.words else None, currency,
            CutOff(cut_off) if cut_off else None, edition.released, edition.seen, self.model.read,
            tuple(self._cite(name, loc) for name in cites),
            doubts[0] if doubts else None, value.held.text() if value.held else None,
        )  # fmt: skip

    def _limits(
        self, said: ValueModel, measure: PublishedMeasure, scale: int, loc: Loc
    ) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
        """The number, and between which limits the figure lies; a rounded one lies where it rounds to the number."""
        share = measure.unit is FigureUnit.SHARE
        given = [each for each in (said.value, said.least, said.most) if each is not None]
        if not given or (said.words is None and (said.least is not None or said.most is not None)):
            raise self.document.error(loc, message("a figure is a number, or limits with the words of the source"))
        number, least, most = (
            None if each is None else Decimal(each) * scale / (100 if share else 1)
            for each in (said.value, said.least, said.most)
        )
        if number is not None and said.least is None and said.most is None:
            exact = measure.unit in (FigureUnit.COMPANIES, FigureUnit.CITIES)
            half = Decimal(0) if exact else _half(Decimal(str(said.value))) * scale / (100 if share else 1)
            least, most = number - half, number + half
        return number, least, most

    def _nature(self, measure: PublishedMeasure, series: PublishedSeries) -> FigureNature:
        model = next(each for each in self.model.series if each.id == series.id)
        return FigureNature.CUMULATIVE if model.cumulative else measure.nature

    def _cite(self, name: str, loc: Loc) -> PublishedSource:
        if name not in self.cites:
            problem = message("no [[cite]] is called '{name}'", name=name)
            raise self.document.error(loc, problem, hint=advice(name, self.cites))
        return self.cites[name]

    def _check(self, said: CheckModel, loc: Loc) -> PublishedCheck:
        if (said.share is None) != (said.kind not in ("share", "growth", "money")):
            raise self.document.error(loc, message("checks of shares, growth and money name a share, and no others do"))
        if (len(said.rate) == 2) != (said.kind == "money"):
            raise self.document.error(loc, message("checks of money name two rates, and no others do"))
        terms = [CheckTerm(self._named(term.removeprefix("-"), loc), term.startswith("-")) for term in said.terms]
        return PublishedCheck(
            said.id,
            self.model.id,
            said.kind,
            said.name.text(),
            self._named(said.result, loc),
            tuple(terms),
            self._named(said.share, loc) if said.share else None,
            (said.rate[0], said.rate[1]) if said.rate else None,
            said.note.text() if said.note else None,
            said.held.text() if said.held else None,
        )

    def _named(self, word: str, loc: Loc) -> PublishedFigure:
        """The figure that a check names as EDITION:PLACE:MEASURE."""
        parts = word.split(":")
        place = scope_place(parts[1]) if len(parts) == _KEY else None
        found = self.figures.get((parts[0], place.id, parts[2])) if place else None
        if found is None:
            problem = message("no figure is called '{name}'; write EDITION:PLACE:MEASURE", name=word)
            raise self.document.error(loc, problem, word=word)
        return found


def _source(cite: DatedCite) -> PublishedSource:
    return PublishedSource(cite.id, cite.title, cite.url, cite.grade, cite.day)


def _half(number: Decimal) -> Decimal:
    """Half a unit of the last digit that is written."""
    exponent = number.as_tuple().exponent
    return Decimal(1).scaleb(int(exponent)) / 2
