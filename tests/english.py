"""What an import says of its rows, in English, so that tests can name it in words."""

from collections.abc import Iterable, Iterator

from hornbook.locale import Lang, in_language
from hornbook.sources.source import Entry, Reject, Remark, Row


def english(entries: Iterable[Entry]) -> Iterator[Entry]:
    """The same entries, each reason and note as its English sentence."""
    for entry in entries:
        if isinstance(entry, Reject):
            yield entry._replace(reason=in_language(entry.reason, Lang.EN))
        elif isinstance(entry, Row):
            yield entry._replace(notes=tuple(in_language(note, Lang.EN) for note in entry.notes))
        elif isinstance(entry, Remark):
            yield entry._replace(note=in_language(entry.note, Lang.EN))
        else:
            yield entry
