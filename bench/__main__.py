"""`python -m bench --size 1m`: prove that all give the same answer, time them, print one table of ratios."""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from statistics import median

import pyarrow.compute as pc
import pyarrow.parquet as pq
from pyarrow import feather

from bench import proof, question, standards, supports
from bench.data import OUT, SIZES, facts, region
from bench.measure import Measured, measure

GETML = os.environ.get("GETML_PYTHON", str(OUT / "getml" / "bin" / "python"))
"""getML needs an older pandas and pyarrow than Hornbook, so it lives in an interpreter of its own."""

OPENFISCA = os.environ.get("OPENFISCA_PYTHON", str(OUT / "openfisca" / "bin" / "python"))
"""OpenFisca is under the AGPL, so it is never installed beside Hornbook."""

PYTHONS = {"getml": GETML, "tiers_openfisca": OPENFISCA, "support_openfisca": OPENFISCA}

PARTS = ("profiles", "standards", "supports")

SURVIVES = "100k"
"""The size at which Featuretools and getML's panel are asked."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """One line of the table."""

    what: str
    over: Measured
    under: Measured
    goal: float
    at_most: bool

    def line(self) -> str:
        """As it is printed."""
        goal = f"{'≤' if self.at_most else '≥'} {self.goal:g}"
        if self.over.absent or self.under.absent:
            return f"{self.what:<46} {self.over.absent or self.under.absent}"[:118]
        ratio, cpu = self.over.seconds / self.under.seconds, self.over.cpu / max(self.under.cpu, 1e-9)
        met = "yes" if (ratio <= self.goal) == self.at_most else "no"
        figures = f"{ratio:8.2f} {cpu:8.2f}   {goal:<7} {met:<4}"
        return f"{self.what:<46} {figures} {self.over.memory:6.2f} {self.under.memory:6.2f}"


HEAD = f"{'':<46} {'ratio':>8} {'of CPU':>8}   {'goal':<7} {'met':<4} {'GB':>6} {'GB':>6}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 1 where two contestants give different answers."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--size", choices=SIZES, default="1m")
    parser.add_argument("--only", choices=PARTS, help="one part; without it, all")
    parser.add_argument("--without", nargs="*", default=(), metavar="WHO", help="contestants to leave out")
    chosen = parser.parse_args(arguments)
    try:
        Bench(chosen.size, frozenset(chosen.without)).run(chosen.only)
    except proof.Different as different:
        print(f"\nNOT THE SAME ANSWER. {different}", file=sys.stderr)
        return 1
    return 0


class Bench:
    """One run at one size."""

    def __init__(self, size: str, without: frozenset[str]) -> None:
        self.size, self.without = size, without
        self.found: dict[str, Measured] = {}

    def run(self, only: str | None) -> None:
        """Make, prove, time, print, and write bench/out/<size>.json."""
        ratios = []
        if only in (None, "profiles"):
            ratios += [*self.day(), *self.panel(), *self.others()]
        if only in (None, "standards"):
            ratios += self.standards()
        if only in (None, "supports"):
            ratios += self.supports()
        print(f"\n{HEAD}")
        for ratio in ratios:
            print(ratio.line())
        if only in (None, "profiles"):
            profile, panel = self.found["hornbook"], self.found["hornbook_panel"]
            print(f"peak memory: profile {profile.memory:.2f} GB, panel {panel.memory:.2f} GB (goal at 10m: 12 GB)")
        (OUT / f"{only or ''}{'.' * bool(only)}{self.size}.json").write_text(
            json.dumps({name: asdict(measured) for name, measured in self.found.items()}, indent=1)
        )

    def make(self, size: str, *, lawful: bool) -> Path:
        """A region and what contestants are told of it."""
        folder = region(size)
        made = json.loads((folder / "made.json").read_text())
        print(
            f"{size}: {made['companies']:,} companies, {made['facts']:,} facts, {made['bytes'] / 1e6:,.0f} MB; "
            f"imported {made['facts'] / made['seconds']:,.0f} facts a second within {made['memory']:.1f} GB"
        )
        return facts(folder, lawful=lawful)

    def ask(
        self, who: str, told: Path, days: Sequence[date], columns: Sequence[str], label: str, times: int = 0
    ) -> Measured:
        """One contestant in its own process; its answer stands beside the facts."""
        name = f"{who}{label}"
        answer = told.parent / "answers" / f"{name}.arrow"
        if who in self.without:
            self.found[name] = Measured(absent="left out")
        else:
            python = PYTHONS.get(who, sys.executable)
            self.found[name] = measure(who, told, days, columns, answer=answer, times=times, python=python)
        return self.found[name]

    def day(self) -> Iterator[Ratio]:
        """One day, twenty columns, everybody over the same files."""
        told = self.make(self.size, lawful=False)
        answers = told.parent / "answers"
        for who in ("hornbook", "hand", "polars", "pandas", "scan"):
            measured = self.ask(who, told, [question.DAY], question.COLUMNS, "")
            if who not in ("hornbook", "scan") and not measured.absent:
                print(proof.same(who, answers / f"{who}.arrow", answers / "hornbook.arrow", question.COLUMNS))
        own = self.found["hornbook"]
        if own.absent:
            raise proof.Different(f"hornbook: {own.absent}")
        yield Ratio("profile / hand-written SQL", own, self.found["hand"], 1.15, True)
        yield Ratio("profile / bare scan of its columns", own, self.found["scan"], 4, True)
        yield Ratio("Polars / profile", self.found["polars"], own, 2, False)
        yield Ratio("pandas / profile", self.found["pandas"], own, 4, False)

    def panel(self) -> Iterator[Ratio]:
        """Twenty yearly days in one pass against twenty single profiles, both to Parquet."""
        told = OUT / self.size / "facts.json"
        one = self.ask("hornbook_panel", told, question.DAYS, question.COLUMNS, "")
        twenty = self.ask("hornbook_profiles", told, question.DAYS, question.COLUMNS, "")
        if not one.absent and not twenty.absent:
            print(_panel_is_profiles(told.parent / "answers"))
        yield Ratio("panel of 20 days / 20 profiles", one, twenty, 0.6, True)

    def others(self) -> Iterator[Ratio]:
        """Featuretools and getML, each on its share of the columns and with Hornbook on the same share."""
        small = self.make(SURVIVES, lawful=True)
        large = self.make(self.size, lawful=True) if self.size in ("1m", "10k") else small
        one, many = [question.DAY], list(question.DAYS)
        for who, told, days, columns, word, goal in (
            ("featuretools", small, one, question.FEATURETOOLS, "one day", 75),
            ("featuretools", small, many, question.FEATURETOOLS, "20 days", 100),
            ("getml", large, one, question.GETML, "one day", 5),
            ("getml", small, many, question.GETML, "20 days", 5),
        ):
            label = f".{who} {word}"
            own = self.ask("hornbook_hindsight", told, days, columns, label)
            other = self.ask(who, told, days, columns, label)
            if not other.absent and not own.absent:
                answers = told.parent / "answers"
                right = answers / f"hornbook_hindsight{label}.arrow"
                print(proof.same(who, answers / f"{who}{label}.arrow", right, columns, nothing_is_zero=True))
                print(f"    {', '.join(columns)}")
            yield Ratio(f"{who} / profile, {word}, {told.parent.name}", other, own, goal, False)

    def standards(self) -> Iterator[Ratio]:
        """All tiers of the library over one table of what they need, and one company's verdict."""
        told = standards.asked(self.size)
        tiers, answers = list(standards.conditions()), told["inputs"].parent / "answers"
        found = {table: self.tiers("tiers", told[table], tiers, f".{table}") for table in told}
        if absent := found["inputs"].absent or found["whole"].absent:
            raise proof.Different(f"tiers: {absent}")
        print(standards.counts(answers / "tiers.inputs.arrow"))
        fisca = self.tiers("tiers_openfisca", told["whole"], tiers, ".whole")
        if not fisca.absent:
            right, said = standards.decided(answers / "tiers.whole.arrow", answers / "tiers_openfisca.whole.arrow")
            print(proof.same("tiers_openfisca", answers / "tiers_openfisca.whole.arrow", right, tiers), said)
        yield Ratio("all tiers / OpenFisca, nothing unknown", found["whole"], fisca, 1, True)
        yield Ratio("all tiers, 30% unknown / OpenFisca, nothing", found["inputs"], fisca, 1, True)
        own, mine = found["inputs"], answers / "tiers.inputs.arrow"
        engine = self.tiers("tiers_engine", told["inputs"], tiers, ".inputs")
        if not engine.absent:
            print(proof.same("tiers_engine", answers / "tiers_engine.inputs.arrow", mine, tiers))
        yield Ratio("all tiers, one question of the engine / in memory", engine, own, 2, False)
        cel = self.ask("tiers_cel", told["inputs"], [standards.DAY], tiers, ".inputs")
        if not cel.absent:
            right, share = standards.same_companies(mine, answers / "tiers_cel.inputs.arrow")
            print(proof.same("tiers_cel", answers / "tiers_cel.inputs.arrow", right, standards.written(told["inputs"])))
            cel = replace(cel, seconds=cel.seconds / share, cpu=cel.cpu / share)
        yield Ratio("CEL, a company at a time / all tiers", cel, own, 300, False)
        verdict = self.ask("verdict", told["inputs"], [standards.DAY], tiers, "")
        print(verdict.absent or standards.milliseconds(answers / "verdict.arrow"))

    def supports(self) -> Iterator[Ratio]:
        """Thirty supports costed from the book and from a filled table, the best bundles, and one beside OpenFisca."""
        told = supports.asked(self.size)
        answers = told["filled"].parent / "answers"
        for who in ("supports_book", "supports_filled", "supports_bundles"):
            found = self.ask(who, told["filled"], [supports.DAY], (), "", times=3)
            if found.absent:
                raise proof.Different(f"{who}: {found.absent}")
            print(f"{who}: {supports.seconds(found)}")
            print("   ", (supports.solved if who == "supports_bundles" else supports.told)(answers / f"{who}.arrow"))
        for table in ("whole", "alone"):
            own = self.tiers("support_alone", told[table], (), f".{table}")
            fisca = self.tiers("support_openfisca", told[table], (), f".{table}")
            mine, theirs = (answers / f"{who}.{table}.arrow" for who in ("support_alone", "support_openfisca"))
            if not fisca.absent and table == "whole":
                print(proof.same("support_openfisca", theirs, mine, ["answer", "most"]))
            elif not fisca.absent:
                print(supports.missing(mine, theirs))
            words = "nothing unknown" if table == "whole" else "30% unknown"
            yield Ratio(f"one support, {words} / OpenFisca", own, fisca, 1, True)

    def tiers(self, who: str, told: Path, tiers: Sequence[str], label: str) -> Measured:
        """One contestant, five times; the medians count."""
        found = self.ask(who, told, [standards.DAY], tiers, label, times=5)  # both parts ask about one day
        return found if found.absent else replace(found, seconds=median(found.runs), cpu=median(found.cpu_runs))


def _panel_is_profiles(answers: Path) -> str:
    """Every row of the panel against the profiles of three of its days."""
    panel = pq.read_table(answers / "panel.parquet")
    for day in (question.DAYS[0], question.DAYS[len(question.DAYS) // 2], question.DAYS[-1]):
        mine = panel.filter(pc.equal(panel["day"], day)).drop_columns("day")
        feather.write_feather(mine, answers / "panel.day.arrow")
        feather.write_feather(pq.read_table(answers / f"profile.{day}.parquet"), answers / "profile.day.arrow")
        proof.same(f"panel {day}", answers / "panel.day.arrow", answers / "profile.day.arrow", question.COLUMNS)
    return f"panel: {panel.num_rows:,} rows; on three of its days equal to the profiles of those days"


if __name__ == "__main__":
    raise SystemExit(main())
