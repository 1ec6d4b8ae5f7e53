"""The colours of a chart on a dark page, as rules of a style sheet over what the drawing itself says."""

from hornbook.render.charts.theme import FILLS, INK, PAPER, RULE, SOFT, STROKES

_PAGE = {INK: "var(--ink)", SOFT: "var(--soft)", RULE: "var(--line)", PAPER: "var(--paper)"}
"""Colours that follow those of the page."""
_BRIGHT = dict(zip(STROKES, ("#8fbcf0", "#f08a72", "#5fd0be", "#c79be0", "#b9bec4", "#e0ac55"), strict=True)) | dict(
    zip(FILLS[2:], ("#4d8fc2", "#f2c14e", "#56616d"), strict=True)
)
"""Colours of lines and bars that are bright enough on a dark page, and told apart as the dark ones are."""


def dark_colours() -> dict[str, str]:
    """Each colour of a drawing with the one that a dark page has in its place."""
    return _PAGE | _BRIGHT


def chart_style() -> str:
    """Rules by which the drawings of a page fit a dark page, and the bright colours for a script that draws anew."""
    rules = "".join(
        f'  .hornbook figure svg [{part}="{old}"] {{ {part}: {new}; }}\n'
        for old, new in dark_colours().items()
        for part in ("fill", "stroke")
    )
    pairs = " ".join(f"{old}>{new}" for old, new in _BRIGHT.items())
    root = f'  :root {{ --chart-colours: "{pairs}"; }}\n'
    return f"@media screen and (prefers-color-scheme: dark) {{\n{root}{rules}}}\n"
