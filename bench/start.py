"""How quickly a command begins and answers, as shares of a bare `import duckdb, ibis` in the same run.

`python -m bench.start [--runs 5] [--companies 1500]` prints a table of the least CPU times of whole processes.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

DAY = "2021-12-31"
COMPANY = "sim-00000040"


def cpu(words: list[str], **variables: str) -> float:
    """The CPU seconds of one process and its children, user and system together."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(words, capture_output=True, check=False, env=os.environ | variables)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def tab(line: str) -> dict[str, str]:
    """What bash sets when the Tab key is pressed at the end of a line."""
    return {
        "_HORNBOOK_COMPLETE": "complete_bash",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(line.split()) - 1),
    }


def zsh_tab(line: str) -> dict[str, str]:
    """What zsh sets when the Tab key is pressed at the end of a line; it shows help beside each word."""
    return {"_HORNBOOK_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": line}


def cases(book: str) -> dict[str, tuple[list[str], dict[str, str]]]:
    """What is timed: its words, and the variables of its environment."""
    own = [sys.executable, "-m", "hornbook"]
    asked = [*own, "--book", book]
    shell = [sys.executable, "-c", "from hornbook.cli import main; main()"]
    return {
        "import duckdb, ibis": ([sys.executable, "-c", "import duckdb, ibis"], {}),
        "--help": ([*own, "--help"], {}),
        "--version": ([*own, "--version"], {}),
        "usage error": ([*own, "census", "--nothing"], {}),
        "missing book": ([*own, "--book", "/nowhere", "census", "--as-of", DAY], {}),
        "Tab for a command": (shell, tab("hornbook ce")),
        "Tab for a standard": (shell, tab("hornbook census --standard h")),
        "Tab for a group": (shell, tab("hornbook census --by c")),
        "Tab for a source": (shell, tab("hornbook import c")),
        "Tab for an indicator": (shell, tab("hornbook profile --columns v")),
        "Tab in zsh: commands": (shell, zsh_tab("hornbook ")),
        "Tab in zsh: options": (shell, zsh_tab("hornbook census --")),
        "judge": ([*asked, "judge", COMPANY, "--standard", "gei-unicorn", "--as-of", DAY], {}),
        "profile": ([*asked, "profile", COMPANY, "--as-of", DAY], {}),
        "census": ([*asked, "census", "--as-of", DAY], {}),
        "census --by city": ([*asked, "census", "--as-of", DAY, "--by", "city"], {}),
    }


def main() -> None:
    """Run as the module's docstring says."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--companies", type=int, default=1_500)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        book = str(Path(folder) / "book")
        own = [sys.executable, "-m", "hornbook", "--book", book]
        subprocess.run([*own, "init"], check=True, capture_output=True)
        subprocess.run([*own, "simulate", "--companies", str(given.companies)], check=True, capture_output=True)
        times: dict[str, list[float]] = {}
        for _ in range(given.runs + 1):  # the first run warms the disk and is not counted
            for name, (words, variables) in cases(book).items():
                times.setdefault(name, []).append(cpu(words, **variables))
    bare = min(times["import duckdb, ibis"][1:])
    print(f"{'':24}{'CPU s':>8}{'ratio':>8}")
    for name, found in times.items():
        print(f"{name:24}{min(found[1:]):8.2f}{min(found[1:]) / bare:8.2f}")


if __name__ == "__main__":
    main()
