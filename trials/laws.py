"""Every law that the suite tries on a few cases, tried on many new ones.

`python -m trials.laws [--seed N] [words for pytest]`: the tests that stand under `tests.samples.sampled`, with the long
number of cases, which Hypothesis draws anew in every run and shrinks where one fails.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path
from random import SystemRandom

HERE = Path(__file__).parents[1]


def laws() -> list[str]:
    """The files of tests that hold a law with a long trial."""
    files = sorted((HERE / "tests").glob("**/test_*.py"))
    return [str(path.relative_to(HERE)) for path in files if "@sampled(" in path.read_text(encoding="utf-8")]


def main() -> None:
    """Run as the module's docstring says."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seed", type=int, default=SystemRandom().randrange(2**32))
    given, words = options.parse_known_args()
    print(f"seed {given.seed}", flush=True)
    pytest = [sys.executable, "-m", "pytest", "-n", "2", f"--hypothesis-seed={given.seed}", *laws(), *words]
    variables = {"HORNBOOK_TRIALS": "long", "HYPOTHESIS_PROFILE": "search"}
    raise SystemExit(subprocess.run(pytest, cwd=HERE, env=os.environ | variables, check=False).returncode)


if __name__ == "__main__":
    main()
