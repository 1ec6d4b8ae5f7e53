"""A phrase in both languages at once, for answers that hold it as a pair."""

from hornbook.locale import Lang, printed
from hornbook.text import Text, Value


def in_both(phrase: Value) -> Text:
    """A phrase in English and in Chinese."""
    return Text(printed(phrase, Lang.EN), printed(phrase, Lang.ZH))
