"""Lists that several rows add up: one row an investor becomes one round with all of them."""

from typing import Any

from hornbook.sources.table.mapping import FactMap
from hornbook.text import Phrase, message

_Key = tuple[int, str, str, str]


class Lists:
    """The lists of a batch. Two passes are made over its rows: the first gathers, the second gives them out."""

    def __init__(self) -> None:
        self.gathering = True
        self._places: dict[_Key, str] = {}
        self._values: dict[_Key, dict[str, dict[str, str]]] = {}
        self._others: set[str] = set()

    def added(self, position: int, each: FactMap, known: dict[str, Any], notes: list[Phrase]) -> dict[str, Any]:
        """The fact with the whole list on the first row of its key; nothing, and a note, on the others."""
        key = (position, known["subject"], known["key"], "" if known["key"] else str(known["valid"]))
        first = self._places.setdefault(key, known["place"])
        if self.gathering:
            mine = self._values.setdefault(key, {})
            for name in each.add_up:
                held = mine.setdefault(name, {})
                for part in known.get(name, ()):
                    held.setdefault(part.casefold(), part)
        if first != known["place"]:
            self._others.add(known["place"])
            what = message("{kind}: what it lists stands with {place}", kind=each.kind.__name__, place=first)
            notes.append(what)
            return {}
        whole = {name: tuple(parts.values()) for name, parts in self._values[key].items() if parts}
        return known | whole

    def holds(self, place: str) -> bool:
        """Whether the row gave its list to another."""
        return place in self._others
