"""A support's file into a support; an error names the line, the place and the nearest word."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from hornbook.document import Document, document
from hornbook.errors import StandardError, advice
from hornbook.lang import bound, tree
from hornbook.lang.mistake import RuleError
from hornbook.lang.read import read_rule
from hornbook.lang.scope import RuleScope
from hornbook.positions import Loc
from hornbook.standards.file import EditionReader, standard_of
from hornbook.standards.file_models import EditionModel
from hornbook.standards.shared_clauses import with_shared_clauses
from hornbook.standards.standard import Cite, Standard
from hornbook.support.file_models import PartModel, SupportEditionModel, SupportModel
from hornbook.support.order_file import read_order
from hornbook.support.support import (
    AwardText,
    Cap,
    Instalment,
    Part,
    PayerLevel,
    Pool,
    Stack,
    Support,
    SupportEdition,
    TermSpan,
    Window,
)
from hornbook.text import message

_FIGURE = {"money": "figure_amount", "number": "figure_number", "share": "figure_share", "day": "figure_day"}
_HEAD = ("id", "name", "issuer", "jurisdiction", "document", "closed", "status", "notes", "cite", "base", "example")
_EDITION = ("id", "observed", "cites", "age", "money", "counts", "terms", "matter", "all")


def read_support(path: Path) -> Support:
    """Read a support's file; StandardError points at what is wrong in it."""
    return support_of(document(path, StandardError))


def support_of(found: Document) -> Support:
    """A document as a support."""
    model = found.check(SupportModel, found.data, ())
    rules = with_shared_clauses(_as_standard(found, model))
    standard = standard_of(rules, bare=True)
    editions = tuple(
        _TermsReader(found, rules, standard, model, position).terms() for position in range(len(model.edition))
    )
    _check_times(found, model)
    return Support(
        model.id,
        model.name.text(),
        model.issuer.text(),
        model.bureau.text() if model.bureau else None,
        standard.jurisdiction,
        PayerLevel[model.level.upper()],
        tuple(model.kind),
        model.beneficiary,
        model.document,
        model.status == "partial",
        standard.notes,
        standard.cites,
        standard,
        editions,
        found,
    )


def _as_standard(found: Document, model: SupportModel) -> Document:
    """The conditions of the document in the keys of a standard: a part is a tier."""
    raw = found.data
    head = {key: deepcopy(raw[key]) for key in _HEAD if key in raw}
    editions = [_edition_of_rules(edition, said) for edition, said in zip(raw["edition"], model.edition, strict=True)]
    examples = [_example(each) for each in head.get("example", [])]
    data = head | {"kind": "definition", "sold": "no_ground", "confidence": "high"}
    data |= {"closed": model.closed, "edition": editions, "example": examples}
    return found._replace(data=data, written=(("tier", "part"),))


def _edition_of_rules(raw: Mapping[str, Any], said: SupportEditionModel) -> dict[str, Any]:
    edition = {key: deepcopy(raw[key]) for key in _EDITION if key in raw}
    firsts = [span.first for span in said.valid]
    lasts = [span.last for span in said.valid]
    if firsts and all(firsts):
        edition["valid_from"] = min(day for day in firsts if day)
    if lasts and all(lasts):
        edition["valid_to"] = max(day for day in lasts if day)
    inputs = {name: f"{_FIGURE[each.unit]}[measure in {{'{name}'}}]" for name, each in said.input.items()}
    edition["define"] = inputs | dict(raw.get("define", {}))
    edition["tier"] = [
        {key: deepcopy(part[key]) for key in ("id", "name", "all", "any") if key in part} for part in raw["part"]
    ]
    return edition


def _example(raw: Mapping[str, Any]) -> dict[str, Any]:
    """An example as a standard's: its part is a tier, and its amount is read elsewhere."""
    kept = {key: value for key, value in raw.items() if key not in ("part", "amount", "total")}
    return kept | ({"tier": raw["part"]} if "part" in raw else {})


def _check_times(found: Document, model: SupportModel) -> None:
    for n, edition in enumerate(model.edition):
        for span in edition.valid:
            if span.first and span.last and span.last < span.first:
                raise found.error(("edition", n, "valid"), message("a time ends before it begins"))


class _TermsReader:
    """Reads the terms of one edition beside its conditions."""

    def __init__(
        self, found: Document, rules: Document, standard: Standard, model: SupportModel, position: int
    ) -> None:
        self.document, self.model, self.position = found, model, position
        self.said: SupportEditionModel = model.edition[position]
        self.loc: Loc = ("edition", position)
        self.rules = next(each for each in standard.editions if each.id == self.said.id)
        cites = {cite.id: cite for cite in standard.cites}
        self.reader = EditionReader(found, model.id, cites, position, bare=True)
        edition = found.check(EditionModel, rules.data["edition"][position], self.loc)
        self.scope: RuleScope = self.reader.scope(edition)

    def terms(self) -> SupportEdition:
        said = self.said
        if len(said.part) > 1 and said.parts is None:
            raise self.document.error(
                self.loc, message("several parts: say parts = 'add' where they add up, or 'best' where one is had")
            )
        return SupportEdition(
            said.id,
            self.rules,
            tuple(TermSpan(span.first, span.last) for span in said.valid),
            said.money.currency,
            {name: each.text() for name, each in said.input.items()},
            tuple(self._part(part, n) for n, part in enumerate(said.part)),
            said.parts != "best",
            self._pool(),
            tuple(self._window(n) for n in range(len(said.window))),
            said.without_application,
            tuple(self._stack(n) for n in range(len(said.stack))),
            read_order(self.document, self.loc, said.order, self.scope, self._cited),
            tuple(each.text() for each in said.obligations),
            tuple(each.text() for each in said.clawback),
            tuple(each.text() for each in said.evidence),
            self.position == 0 and self.model.earlier == "unwritten",
        )

    def _part(self, said: PartModel, position: int) -> Part:
        loc = (*self.loc, "part", position)
        award = self._award(said.amount, (*loc, "amount")) if said.amount is not None else None
        if award is None and said.caps:
            raise self.document.error((*loc, "caps"), message("a cap without an amount: write the amount"))
        caps = tuple(
            Cap(
                self._award(each.amount, (*loc, "caps", n, "amount")),
                each.per,
                self._cited(each.cites, (*loc, "caps", n)),
                each.note.text() if each.note else None,
            )
            for n, each in enumerate(said.caps)
        )
        shares = tuple(
            Instalment(self._share(each.share, (*loc, "instalments", n)), each.when.text())
            for n, each in enumerate(said.instalments)
        )
        if shares and sum(each.share for each in shares) != 1:
            raise self.document.error((*loc, "instalments"), message("the shares of instalments make 100% together"))
        cites, doubt = self._cited(said.cites, loc), said.doubt.text() if said.doubt else None
        return Part(said.id, said.name.text(), award, said.counts, caps, shares, cites, doubt, said.standard)

    def _award(self, text: str, loc: Loc) -> AwardText:
        root, amount = self.reader.amount(text, loc, self.scope)
        return AwardText(text, root, amount)

    def _plain(self, text: str, loc: Loc) -> int:
        """A plain amount in hundredths of the currency."""
        amount = self._award(text, loc).amount
        if not isinstance(amount, bound.Const) or not isinstance(amount.value, Decimal) or amount.value <= 0:
            raise self.document.error(loc, message("this is a plain amount, such as 100_000_000 CNY"), word=text)
        return int(amount.value * 100)

    def _share(self, text: str, loc: Loc) -> Fraction:
        try:
            node = read_rule(text)
        except RuleError as error:
            raise self.document.error((*loc, "share"), error.message, hint=error.hint) from None
        if not isinstance(node, tree.Number) or node.unit != "%" or not 0 < node.value <= 100:
            raise self.document.error((*loc, "share"), message("a share is a number such as 30%"), word=text)
        return Fraction(node.value) / 100

    def _pool(self) -> Pool | None:
        said = self.said.pool
        if said is None:
            return None
        amount = self._plain(said.amount, (*self.loc, "pool", "amount"))
        return Pool(amount, said.per, said.rationing, said.note.text() if said.note else None)

    def _window(self, position: int) -> Window:
        said, loc = self.said.window[position], (*self.loc, "window", position)
        for day in (said.first, said.last):
            if day is not None and not _is_day(day):
                raise self.document.error(loc, message("{day} is not a day", day=day), word=day)
        if said.first and said.last and len(said.first) != len(said.last):
            raise self.document.error(loc, message("both days of a window name a year, or none does"))
        if said.first and said.last and len(said.first) > 5 and said.last < said.first:
            raise self.document.error(loc, message("a time ends before it begins"))
        return Window(said.first, said.last, said.step, said.note.text() if said.note else None)

    def _stack(self, position: int) -> Stack:
        said, loc = self.said.stack[position], (*self.loc, "stack", position)
        known = [part.id for part in self.said.part]
        for name in said.parts:
            if name not in known:
                raise self.document.error(
                    loc, message("no part is called '{name}'", name=name), word=name, hint=advice(name, known)
                )
        if (said.rule == "ceiling") != (said.ceiling is not None):
            raise self.document.error(loc, message("the rule 'ceiling' and no other has a ceiling"))
        if (said.rule == "needs") != (said.needs is not None):
            raise self.document.error(loc, message("the rule 'needs' and no other names what it needs"))
        ceiling = self._plain(said.ceiling, (*loc, "ceiling")) if said.ceiling else None
        return Stack(
            said.id,
            said.rule,
            tuple(said.parts or known),
            said.at_most,
            ceiling,
            said.needs,
            self._cited(said.cites, loc),
            said.note.text() if said.note else None,
        )

    def _cited(self, names: Iterable[str], loc: Loc) -> tuple[Cite, ...]:
        return self.reader.cited(names, loc) or self.rules.cites


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text if len(text) > 5 else f"2024-{text}")
    except ValueError:
        return False
    return True
