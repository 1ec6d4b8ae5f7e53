"""The head of the pages that are not yet answers; stays until the last of them is one."""

from hornbook.book.view import View
from hornbook.locale import Lang
from hornbook.render.show import say
from hornbook.text import Text


def asked(view: View, lang: Lang) -> str:
    """The question's two days and the version of the book, for a heading."""
    back = Text(" (hindsight)", "（含事后所知）") if view.hindsight else Text("", "")
    said = Text(
        f"As of {view.day}, as known on {view.known}{back.en} · book version {view.book.version}",
        f"截至 {view.day}，以 {view.known} 所知为准{back.zh} · 账本版本 {view.book.version}",
    )
    return say(said, lang)
