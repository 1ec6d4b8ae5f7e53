"""Every kind by its name, in the order of the dictionary."""

import hornbook.kinds.facts
import hornbook.kinds.supports  # noqa: F401  the kinds are found as subclasses
from hornbook.kinds.fact import Fact
from hornbook.text import Text

KINDS: dict[str, type[Fact]] = {kind.__name__: kind for kind in Fact.__subclasses__()}
"""Every kind by its name, in the order of the dictionary."""


def describe_kind(kind: type[Fact]) -> Text:
    """A kind in one sentence of English and its Chinese name."""
    return Text((kind.__doc__ or "").strip().splitlines()[0], kind.zh)
