"""What every command prints as JSON and CSV on a small simulated book; a change of a byte is seen and meant.

`python -m tests.cli.snapshots DIR [WORD…]` writes the files afresh, perhaps only of commands whose name holds one of
the words; `tests/cli/test_forms.py` compares.
"""

import contextlib
import io
import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any
from unittest import mock

from hornbook.cli import main, output
from tests.park import mapping

PLACE = Path(__file__).parents[1] / "snapshots"
LONGEST = 4_000
"""A snapshot that is longer keeps its beginning, its end and its digest."""

DAY, BEFORE = "2021-12-31", "2020-12-31"
COMPANY = "sim-00000040"

PARK = """id,name,founded,city,value,currency,valued
1,Kite Robotics,2015-03-01,Beijing,1500000000,USD,2021-01-10
2,北京星火科技有限公司,2018-05-01,Beijing,9000000000,CNY,2021-02-01
3,Small Fry,2020-01-01,Wuhan,5000000,USD,2021-02-01
4,No Rate,2019-01-01,Wuhan,2000000000,XXX,2021-02-01
5,Not Valued,2019-01-01,,,,
6,Bad Year,1015-03-02,Wuhan,-5,USD,2021-02-01
,Nobody,2019-01-01,Wuhan,1,USD,2021-02-01
"""

AUDIT = "company,founded,heads,raised,success\n" + "".join(
    f"c{n},{2000 + n % 15},{n % 97},{(n * 37) % 1000},{int(n % 9 == 0)}\n" for n in range(400)
)

COMMANDS: dict[str, list[str]] = {
    "log": ["log"],
    "rejects": ["rejects"],
    "sources": ["sources"],
    "kinds": ["kinds"],
    "indicators": ["indicators"],
    "facts": ["facts", COMPANY, "--as-of", DAY],
    "profile": ["profile", "--as-of", DAY, "--columns", "name,age,valuation,raised"],
    "profile-company": ["profile", COMPANY, "--as-of", DAY],
    "profile-why": ["profile", COMPANY, "--as-of", DAY, "--why", "raised"],
    "census": ["census", "--as-of", DAY],
    "census-by": ["census", "--as-of", DAY, "--by", "city", "--standard", "gei-unicorn"],
    "census-list": ["census", "--as-of", DAY, "--list"],
    "census-hindsight": ["census", "--as-of", BEFORE, "--known", DAY],
    "census-flow": ["census", "--as-of", DAY, "--from", "2018-12-31"],
    "census-series": ["census", "--as-of", DAY, "--from", "2018-12-31", "--every", "year"],
    "standards": ["standards", "--as-of", DAY],
    "standards-one": ["standards", "cn-shenzhen-unicorn-2025", "--as-of", "2025-12-31"],
    "standards-check": ["standards", "--check", "crunchbase"],
    "standards-draft": ["standards", "--draft", "east-city", "--as-of", DAY],
    "judge": ["judge", COMPANY, "park:1", "--standard", "hurun", "--standard", "gei-unicorn", "--as-of", DAY],
    "compare": ["compare", "gei-unicorn", "cbinsights", "--as-of", DAY, "--on-facts"],
    "whatif": ["whatif", "plain", "--set", "unicorn.valuation=500_000_000 USD", "--as-of", DAY],
    "watch": ["watch", "--from", BEFORE, "--as-of", DAY],
    "ecosystem-transitions": [
        *("ecosystem", "transitions", "--as-of", DAY, "--from", BEFORE, "--standard", "gei-unicorn"),
    ],
    "ecosystem-ranks": ["ecosystem", "ranks", "--as-of", DAY],
    "ecosystem-births": ["ecosystem", "births", "--as-of", DAY],
    "ecosystem-density": ["ecosystem", "density", "--as-of", DAY, "--by", "country"],
    "ecosystem-late": ["ecosystem", "late-reporting", "--as-of", DAY],
    "ecosystem-financing": ["ecosystem", "financing", "--as-of", DAY],
    "ecosystem-growth": ["ecosystem", "growth", "--as-of", DAY, "--by", "sector"],
    "ecosystem-investors": ["ecosystem", "investors", "--as-of", DAY],
    "ecosystem-time": ["ecosystem", "time-to-tier", "--as-of", DAY, "--from", "2011-12-31", "--every", "year"],
    "ecosystem-hard": ["ecosystem", "hard-technology", "--as-of", DAY, "--by", "city"],
    "ecosystem-network": ["ecosystem", "co-investment", "--as-of", DAY],
    "ecosystem-supplies": ["ecosystem", "supplies", "--as-of", DAY],
    "ecosystem-concentration": ["ecosystem", "concentration", "--as-of", DAY],
    "support-one": ["support", "list", "cn-beijing-compute-voucher", "--as-of", "2024-06-30"],
    "support-entitled": [
        *("support", "entitled", "park:1", COMPANY, "--as-of", "2024-06-30"),
        *("--support", "cn-beijing-compute-voucher", "--given", "compute_contract=3_000_000"),
    ],
    "support-bundle": [
        *("support", "bundle", "park:2", "--as-of", "2024-06-30", "--support", "cn-beijing-compute-voucher"),
        *("--given", "compute_contract=3_000_000"),
    ],
    "support-beneficiaries": ["support", "beneficiaries", "cn-beijing-compute-voucher", "--as-of", "2024-06-30"],
    "support-cost": [
        *("support", "cost", "cn-beijing-compute-voucher", "--as-of", "2024-06-30"),
        *("--by", "city,gei-unicorn", "--years", "1", "--beside", "cn-etown-compute-voucher"),
        *("--set", "voucher.amount=30% * compute_contract", "--vary", "voucher.cap.year=1_000_000,3_000_000"),
    ],
    "support-match": [
        *("support", "match", "park:1", "--as-of", "2026-06-30"),
        *("--support", "cn-ma-loan-pilot", "--support", "cn-soe-emerging", "--support", "cn-runmiao"),
    ],
    "support-match-companies": ["support", "match", "cn-soe-emerging", "--as-of", "2026-06-30", "--limit", "3"],
    "link": ["link", "--as-of", DAY, "--review"],
    "links": ["links", "--as-of", DAY],
    "conflicts": ["conflicts", "--as-of", DAY],
    "quality": ["quality", "--as-of", DAY],
    "decide": [
        *(
            "decide",
            "park:2",
            COMPANY,
            "--matter",
            "gei-unicorn/legal_person",
            "--outcome",
            "yes",
            "--on",
            "2021-07-01",
        ),
        *("--recorded", "2021-07-02", "--because", "=licence seen", "--decided-by", "office", "--preview"),
    ],
    "state": [
        *("state", "park:2", "Registered", "country=中国", "city=北京市", "region=Beijng", "--on", "2021-07-01"),
        *("--recorded", "2021-07-02", "--because", "mail to a@example.org", "--preview"),
    ],
    "withdraw": [
        *("withdraw", "25c28611623dd884", "--recorded", "2021-07-02", "--because", "a slip", "--preview"),
    ],
    "name": ["name", "北京星火科技有限公司"],
    "place": ["place", "北京"],
    "scout-rank": ["scout", "rank", "--as-of", "2017-12-31", "--top", "5"],
    "scout-explain": ["scout", "explain", "sim-00001452", "--as-of", "2017-12-31"],
    "scout-score": ["scout", "score", "--as-of", DAY],
    "scout-audit": ["scout", "audit", "audit.csv"],
}
"""Every question once or more; `link` by CSV only of what a review prints."""


def prepare(folder: Path) -> Path:
    """A book of 1,500 simulated companies and seven rows of a park; the folder also holds a table to audit."""
    (folder / "park.csv").write_text(PARK, encoding="utf-8")
    (folder / "park.toml").write_text(mapping("2021-06-30"), encoding="utf-8")
    (folder / "audit.csv").write_text(AUDIT, encoding="utf-8")
    book = folder / "book"
    run(["init"], book)
    run(["simulate", "--companies", "1500", "--seed", "7"], book)
    with contextlib.chdir(folder):
        run(["import", "table", "park.toml", "park.csv"], book)
        run(["same", "park:1", "park:3", "--because", "a test", "--decided-by", "office", "--on", "2021-07-01"], book)
    return book


def run(words: list[str], book: Path) -> str:
    """Run a command in this process; what it printed."""
    return printed(lambda: main(["--book", str(book), *words]))


def printed(write: Callable[[], None]) -> str:
    """What something prints, without the ids of this day."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        try:
            write()
        except SystemExit as done:
            if done.code:
                raise
    return without_ids(out.getvalue())


def without_ids(text: str) -> str:
    """A text without what a run carries of its own day or place: ids and dates of a person's statement of today."""
    return DIGEST.sub("<digest>", WRITTEN.sub(r"\1<today>", text))


WRITTEN = re.compile(r"(by hand on )\d{4}-\d\d-\d\d")
"""The day on which a person wrote a statement, which is today."""
DIGEST = re.compile(
    r"(?<![\w.])(?=[0-9]*[a-f])[0-9a-f]{16,64}\b|(?<![\w.])[0-9a-f]{64}\b"
    r"|(?<=[0-9a-z]@)[0-9a-f]{12}\b|(?<=answer=)[0-9a-f]{12}\b"
)
"""An id of 16 to 64 hexadecimal digits (digits alone are a number, as is what follows a point); 12 in a citation."""


SLOW = ("scout-rank", "scout-explain")
"""Commands that learn a model first; `python -m tests.cli.snapshots` writes them too, the suite leaves them out."""


def snapshots_of(name: str, book: Path) -> dict[str, str]:
    """The snapshots of one command by the names of their files, of a book that was prepared."""
    with contextlib.chdir(book.parent):
        return {f"{name}.{form}": shortened(text) for form, text in in_both_forms(COMMANDS[name], book).items()}


def in_both_forms(words: list[str], book: Path) -> dict[str, str]:
    """What a command prints as JSON and as CSV; it is run once, and its answer is written twice."""
    answers: list[tuple[Any, output.Output]] = []
    with mock.patch.object(output, "write_answer", lambda answer, where: answers.append((answer, where))):
        run([*words, "--json"], book)
    ((answer, where),) = answers
    return {form.value: printed(lambda to=form: output.write_answer(answer, where._replace(form=to))) for form in FORMS}  # type: ignore[misc]


FORMS = (output.Form.JSON, output.Form.CSV)


def shortened(text: str) -> str:
    """A text with its middle left out where it is long, and the digest of the whole."""
    if len(text) <= LONGEST:
        return text
    digest = sha256(text.encode()).hexdigest()
    return f"{text[: LONGEST // 2]}\n… {len(text):,} characters, SHA-256 {digest} …\n{text[-LONGEST // 2 :]}"


if __name__ == "__main__":
    import argparse
    import tempfile

    parser = argparse.ArgumentParser(prog="python -m tests.cli.snapshots", description=__doc__)
    parser.add_argument("place", metavar="DIR", nargs="?", type=Path, default=PLACE)
    parser.add_argument("wanted", metavar="WORD", nargs="*")
    given = parser.parse_args()
    place, wanted = given.place, given.wanted
    place.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        made = prepare(Path(scratch))
        for command in COMMANDS:
            if wanted and not any(word in command for word in wanted):
                continue
            for file, text in snapshots_of(command, made).items():
                (place / file).write_text(text, encoding="utf-8")
