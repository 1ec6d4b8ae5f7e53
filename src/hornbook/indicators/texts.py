"""Questions of a view as text, remembered from one command to the next: to build and compile them takes the most time.

The memory's name holds a digest of all that a text follows from: the book's files, the view, the formulas that are
asked, and the code. It lies in the user's cache, because a text is obeyed.
"""

import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from hashlib import sha256
from importlib.metadata import version

import ibis.expr.types as ir

from hornbook.book.view import View
from hornbook.derived.memory import Memory, code_digest
from hornbook.engine import PACKAGES, Ask
from hornbook.indicators.algebra import Indicator

MOST = 32
"""The texts of so many views are remembered of a book."""
_CODE = ("book", "engine", "indicators", "kinds", "names", "places", "standards/case", "terms")


class Texts:
    """The questions that are asked for some indicators in a view, each under a name."""

    def __init__(self, view: View, wanted: Iterable[Indicator]) -> None:
        self.view, self._new = view, dict[str, str]()
        self._memory = Memory(view.book, "texts", most=MOST, own=True)
        self._name = _digest(view, wanted)
        self._known = _loaded(self._memory.load(self._name))

    def ask(self, name: str, question: Callable[[], ir.Table]) -> Ask:
        """A question ready to be asked; it is built only where its text is not remembered."""
        engine = self.view.engine
        text = self._known.get(name)
        if text is None:
            expr = question()
            text = engine.text(expr)
            if text is None:
                return engine.ready(expr)
            self._known[name] = self._new[name] = text
        return engine.ready_text(text, (file.uri for file in self.view.book.files))

    def save(self) -> None:
        """Remember the texts that were made."""
        if self._new:
            self._memory.save(self._name, lambda before: json.dumps(_loaded(before) | self._new).encode())


def _digest(view: View, wanted: Iterable[Indicator]) -> str:
    """A word for all that the texts follow from."""
    files = [file.uri for file in view.book.files]
    asked = [(each.name, each.formula) for each in wanted]
    made_by = [(name, version(name)) for name in PACKAGES]
    whole = (view.engine.dialect, files, view.day, view.known, view.convention, asked, made_by, code_digest(*_CODE))
    return sha256(repr(whole).encode()).hexdigest()[:32]


def _loaded(content: bytes | None) -> dict[str, str]:
    """The texts that are remembered; none where they are missing or broken."""
    with suppress(ValueError, AttributeError):
        return {str(name): str(text) for name, text in json.loads(content or b"{}").items()}
    return {}
