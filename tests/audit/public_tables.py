"""Six kinds of table that people publish about companies, invented here, clean or with sins planted; all of it text.

Each has names, words and gaps of its own kind: a directory with what became of companies, a table of features with
one-hot sectors, a register of firms, a panel of funds, a survey, and a list of projects.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from tests.audit.tables import odds

Cells = dict[str, list[str]]
KINDS = ("directory", "onehot", "register", "panel", "survey", "projects")


@dataclass(frozen=True)
class PublicTable:
    """A table of one kind; `age` is each row's age in years, `yes` whether it has the outcome."""

    kind: str
    seed: int
    cells: Cells
    age: np.ndarray
    yes: np.ndarray
    outcome: str
    optional: str
    """A column of numbers that may be empty."""

    def table(self) -> pa.Table:
        """The table as a stranger would write it."""
        return pa.table({name: pa.array([cell or None for cell in cells]) for name, cells in self.cells.items()})

    def put(self, **cells: list[str]) -> "PublicTable":
        """The same with some columns added or changed."""
        return PublicTable(self.kind, self.seed, self.cells | cells, self.age, self.yes, self.outcome, self.optional)

    @property
    def random(self) -> np.random.Generator:
        """Chance for what is planted."""
        return np.random.default_rng([self.seed, 7])


_COLUMNS = {
    "directory": ("permalink", "founded_at", "first_funding_at", "funding_total_usd", "team", "market", "status", ""),
    "onehot": ("object_id", "year_founded", "", "avg_participants", "relationships", "category", "labels", "is_"),
    "register": ("企业名称", "成立日期", "首次入库日期", "注册资本（万元）", "参保人数", "行业门类", "是否达标", ""),
    "panel": ("会社", "設立年", "", "売上高", "従業員", "業種", "成否", ""),
    "survey": ("Firma", "Gründungsjahr", "", "Umsatz", "Mitarbeiter", "Branche", "Erfolg", ""),
    "projects": ("societe", "date_de_creation", "", "chiffre_affaires", "effectif", "secteur", "resultat", ""),
}
_WORDS = {
    "directory": ("acquired", "operating"),
    "onehot": ("1", "0"),
    "register": ("是", "否"),
    "panel": ("成功した", "失敗"),
    "survey": ("ja", "nein"),
    "projects": ("succès", "échec"),
}
_SECTORS = ("software", "health", "energy", "chips", "space")
END = np.datetime64("2016-01-01")


def public_table(
    kind: str, seed: int = 0, rows: int = 1_600, share: float = 0.06, *, by_age: bool = False
) -> PublicTable:
    """A table of a kind. Without `by_age` outcomes came within four years of the row's day, whatever the age."""
    random = np.random.default_rng([seed, KINDS.index(kind)])
    company, founded, first, money, heads, sector, outcome, hot = _COLUMNS[kind]
    day = np.datetime64("2008-01-01") + 365 * random.integers(0, 5, rows) + random.integers(0, 3, rows)
    age = 0.5 + random.gamma(2.0, 2.0, rows)
    born = day - np.floor(age * 365.25).astype("timedelta64[D]")
    size = random.lognormal(0, 1, rows)
    score = 0.7 * age if by_age else 1.2 * np.log(size)
    yes = random.random(rows) < odds(score, share)
    wait = random.integers(30, 1400, rows)
    years = "year" in founded or founded in ("設立年", "Gründungsjahr")
    words = _WORDS[kind]
    sectors = random.integers(0, len(_SECTORS), rows)
    cells: Cells = {
        company: [f"{kind}-{n:05d}" for n in range(rows)],
        "as_of": [str(each) for each in day],
        founded: [str(each)[:4] if years else str(each) for each in born],
        money: [f"{value:.0f}" for value in 1e5 * size * random.lognormal(0, 0.5, rows)],
        heads: [
            "" if gone else f"{n}"
            for n, gone in zip(random.poisson(20 * size) + 1, random.random(rows) < 0.15, strict=True)
        ],
        outcome: [words[0] if each else words[1] for each in yes],
        "outcome_date": [str(d + np.timedelta64(int(w))) if y else "" for d, w, y in zip(day, wait, yes, strict=True)],
        "horizon": ["4y"] * rows,
        "split": ["train" if each < np.datetime64("2011-01-01") else "test" for each in day],
    }
    if first:
        gap = np.floor(random.uniform(0.05, 0.9, rows) * age * 365.25).astype("timedelta64[D]")
        cells[first] = [str(each) for each in born + gap]
    if hot:
        for n, name in enumerate(_SECTORS):
            cells[f"{hot}{name}"] = ["1" if each == n else "" for each in sectors]
    else:
        cells[sector] = [_SECTORS[each] for each in sectors]
    return PublicTable(kind, seed, cells, age, yes, outcome, heads)


# ---- the sins


def copied(of: PublicTable) -> PublicTable:
    """The outcome in other words."""
    return of.put(stage_now=["exit" if each else "rest" for each in of.yes])


def coded_copy(of: PublicTable) -> PublicTable:
    """A number of many values that maps one to one onto outcomes."""
    codes = of.random.integers(0, 60, len(of.yes))
    return of.put(code=[f"{100 + 2 * code + each:d}" for code, each in zip(codes, of.yes, strict=True)])


def ranked_copy(of: PublicTable) -> PublicTable:
    """A sum that came with the outcome."""
    value = np.where(of.yes, of.random.lognormal(9, 0.3, len(of.yes)), of.random.lognormal(3, 0.3, len(of.yes)))
    return of.put(worth=[f"{each:.2f}" for each in value])


def sided(of: PublicTable) -> PublicTable:
    """A sum that only those have that made it."""
    value = of.random.lognormal(3, 1, len(of.yes))
    return of.put(price_paid=[f"{each:.2f}" if y else "" for each, y in zip(value, of.yes, strict=True)])


def looked_up(of: PublicTable) -> PublicTable:
    """Headcounts looked up for those that made it."""
    gone = of.random.random(len(of.yes)) < np.where(of.yes, 0.05, 0.6)
    return of.put(
        **{of.optional: ["" if g else (cell or "9") for g, cell in zip(gone, of.cells[of.optional], strict=True)]}
    )


Plant = Callable[[PublicTable], PublicTable]
SINS: dict[Plant, str] = {
    copied: "known-after-day",
    coded_copy: "known-after-day",
    ranked_copy: "known-after-day",
    sided: "missingness-tells",
    looked_up: "missingness-tells",
}
"""What each plants; age is planted by `public_table(…, by_age=True)`."""
