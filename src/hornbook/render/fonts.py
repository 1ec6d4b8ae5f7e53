"""The fonts of printed pages: those of the extra `report`, and a user's own before them; never those of the system."""

from dataclasses import dataclass
from pathlib import Path

from hornbook.errors import HornbookError
from hornbook.optional import report_extra
from hornbook.render.glyphs import ENDINGS, font_letters
from hornbook.text import message

SANS, SERIF = "Noto Sans SC", "Noto Serif SC"
BOLD = 600
"""A font of at least this weight is bold by itself; others are made bold by a stroke around their letters."""


@dataclass(frozen=True, slots=True)
class PageFonts:
    """Fonts by folder and family, the first that has a letter draws it; `letters` are all that can be drawn."""

    folders: tuple[Path, ...]
    families: tuple[str, ...]
    bold: bool
    """Whether the first family has a bold font of its own."""
    letters: frozenset[int]

    def drawable(self, text: str) -> str:
        """A text in which letters that no font has stand as their codes, as U+0141 is written by `visible`."""
        return "".join(letter if ord(letter) in self.letters or letter == "\n" else _instead(letter) for letter in text)


def _instead(letter: str) -> str:
    return _STAND_INS.get(letter) or letter.encode("unicode_escape").decode("ascii")


_STAND_INS = {"✗": "×"}
"""Signs of ours that Noto lacks, and what is printed for them."""


def shipped_fonts() -> Path:
    """The folder of the fonts of the extra `report`; HornbookError that says what to install without it."""
    return Path(str(report_extra("pylopdf_fonts_zh_cn").sans_path())).parent


def page_fonts(own: Path | None = None) -> PageFonts:
    """The fonts of the extra, behind those of a user's folder; HornbookError where no font is there."""
    shipped = shipped_fonts()
    if own is None:
        return PageFonts((shipped,), (SANS, SERIF), False, _letters(shipped))
    letters = _letters(own) if own.is_dir() else frozenset()
    fonts = report_extra("typst").Fonts(False, False, [str(own)]).fonts() if letters else []
    if not fonts:
        raise HornbookError(message("No font is in {folder}. Give a folder of .otf or .ttf files.", folder=str(own)))
    families = tuple(dict.fromkeys(font.family for font in sorted(fonts, key=lambda font: str(font.path))))
    bold = any(font.family == families[0] and font.weight >= BOLD for font in fonts)
    return PageFonts((own, shipped), (*families, SANS, SERIF), bold, letters | _letters(shipped))


def _letters(folder: Path) -> frozenset[int]:
    files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in ENDINGS)
    return frozenset().union(*(font_letters(path) for path in files))
