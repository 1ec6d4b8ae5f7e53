"""The fields by which a page is asked otherwise: the days, then the options of the page."""

from collections.abc import Mapping
from dataclasses import dataclass

from hornbook.console.address import Address, options_of
from hornbook.console.option import SET, Option, OptionKind
from hornbook.console.pages import PAGES
from hornbook.console.parts import settable_parts
from hornbook.locale import Lang, printed
from hornbook.text import message


@dataclass(frozen=True, slots=True)
class FieldChoice:
    """One value of a field that offers values."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """A field of the form. `kind` is date, number, text, select or checkbox."""

    name: str
    label: str
    kind: str
    id: str
    value: str = ""
    choices: tuple[FieldChoice, ...] = ()


def form_fields(address: Address, lang: Lang) -> list[FormField]:
    """The fields of a page with their present values."""
    page = PAGES[address.page]
    known = address.known.isoformat() if address.known_set else ""
    fields = [
        FormField(name="day", label=printed(message("As of"), lang), kind="date", id="f-day", value=str(address.day)),
        FormField(name="known", label=printed(message("As known on"), lang), kind="date", id="f-known", value=known),
    ]
    given = options_of(address)
    for option in page.fields:
        values = given.get(option.name, [])
        if option.kind is OptionKind.SETTING:
            fields += _settings(option, given, address, lang)
        elif option.many and option.choices is not None:
            slots = max(2, len(values)) if option.kind is OptionKind.SIDE else max(1, len(values))
            fields += [_field(option, n, values[n : n + 1], lang) for n in range(slots)]
        else:
            fields.append(_field(option, 0, values, lang))
    return fields


def _settings(option: Option, given: Mapping[str, list[str]], address: Address, lang: Lang) -> list[FormField]:
    """A field for each thing that can be set, with its present value, and fields for what else is set."""
    parts, others = settable_parts(option, given, address.day)
    fields = [
        FormField(name=part.field, label=part.key, kind="text", id=f"f-{part.field}", value=part.value)
        for part in parts
    ]
    return fields + [_field(option, n, values, lang) for n, values in enumerate([*([each] for each in others), []])]


def _field(option: Option, n: int, values: list[str], lang: Lang) -> FormField:
    value = values[0] if values else option.default or ""
    label = printed(option.label, lang) + (f" {n + 1}" if n else "")
    name, ident = option.name, f"f-{option.name}-{n}"
    if option.kind is OptionKind.FLAG:
        return FormField(name=name, label=label, kind="checkbox", id=ident, value=SET if value else "")
    if option.choices is not None:
        offered = option.choices()
        choices = [FieldChoice(key, printed(phrase, lang), key == value) for key, phrase in offered.items()]
        if value and value not in offered:
            choices.insert(0, FieldChoice(value, value, True))
        return FormField(name=name, label=label, kind="select", id=ident, value=value, choices=tuple(choices))
    kind = {OptionKind.DAY: "date", OptionKind.NUMBER: "number"}.get(option.kind, "text")
    return FormField(name=name, label=label, kind=kind, id=ident, value=value)
