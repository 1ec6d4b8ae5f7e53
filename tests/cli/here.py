"""Running `hornbook` in this process: the same as `tests.cli.process`, without the seconds that a process takes."""

import contextlib
import io
import os
from pathlib import Path
from unittest.mock import patch

from hornbook.cli import main
from tests.cli.process import Done


def hornbook(*words: str | Path, book: Path | None = None, **variables: str) -> Done:
    """Run one command in a plain environment of 100 columns."""
    options = ["--book", str(book)] if book else []
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("HORNBOOK", "LC_", "LANG"))}
    environment = kept | {"COLUMNS": "100", "LANG": "C.UTF-8"} | variables
    out, err = io.StringIO(), io.StringIO()
    code: object = 0
    with (
        patch.dict(os.environ, environment, clear=True),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            main([*options, *map(str, words)])
        except SystemExit as done:
            code = done.code or 0
    assert isinstance(code, int)
    return Done(code, out.getvalue(), err.getvalue())
