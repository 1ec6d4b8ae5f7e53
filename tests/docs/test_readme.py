"""The Python in the README runs."""

import re
from pathlib import Path

import pytest

from hornbook import new, source
from hornbook.sources.simulated import recipe

README = Path(__file__).parents[2] / "README.md"


def test_the_python_of_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "region.toml").write_text(recipe(1_200, 5), encoding="utf-8")
    new("mybook").take(source("simulated"), [tmp_path / "region.toml"])
    blocks = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert blocks
    for block in blocks:
        exec(compile(block, "README.md", "exec"), {})
    assert int(capsys.readouterr().out.split()[0]) > 100
