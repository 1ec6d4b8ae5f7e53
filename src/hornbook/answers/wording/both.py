"""A phrase in both languages at once, for answers that hold it as a pair."""

from hornbook.locale import Lang, in_language
from hornbook.text import Text, Value


def in_both(phrase: Value) -> Text:
    """A phrase in English and in Chinese."""
    return Text(in_language(phrase, Lang.EN), in_language(phrase, Lang.ZH))
