"""The toy question of CONTRIBUTING.md works as that page says: it is built from the page in a package of its own."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import hornbook

ROOT = Path(__file__).parents[2]


def test_a_question_is_added_by_one_file_and_its_command(tmp_path: Path) -> None:
    copy = tmp_path / "src" / "hornbook"
    shutil.copytree(Path(str(hornbook.__file__)).parent, copy, ignore=shutil.ignore_patterns("__pycache__"))
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (diff,) = re.findall(r"```diff\n(.*?)```", page, re.DOTALL)
    for part in re.split(r"^\+\+\+ ", diff, flags=re.MULTILINE)[1:]:
        name, _, body = part.partition("\n")
        text = re.sub(r"^\+", "", body, flags=re.MULTILINE)
        path = tmp_path / name
        if path.exists():  # the table of commands: one line more
            path.write_text(
                path.read_text("utf-8").replace('    "scout": scout,\n', f'{text}    "scout": scout,\n'), "utf-8"
            )
        else:
            path.write_text(text, "utf-8")
    environment = os.environ | {"PYTHONPATH": str(tmp_path / "src"), "PYTHONIOENCODING": "utf-8", "LANG": "C.UTF-8"}

    def run(*words: str) -> str:
        command = [sys.executable, "-m", "hornbook", "--book", "book", *words]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    run("init")
    run("simulate", "--companies", "30", "--seed", "3")
    assert run("lengths", "--as-of", "2024-12-31", "--csv").startswith("characters,companies,simulated\n")
    assert "companies" in run("lengths", "--as-of", "2024-12-31")
    assert '"lengths": [' in run("lengths", "--as-of", "2024-12-31", "--json")
    assert "Count companies by the length of their names." in run("lengths", "--help")
