"""Invented tables of features and outcomes: a clean one, each sin planted by itself, several styles of names."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

YEAR = 365.25
HORIZON = round(4 * YEAR)
Columns = dict[str, np.ndarray]

ENGLISH = {
    "company": "company",
    "day": "as_of",
    "founded": "founded",
    "age": "age_years",
    "raised": "raised_usd",
    "rounds": "rounds",
    "last": "last_round",
    "heads": "headcount",
    "sector": "sector",
    "known": "raised_known",
    "outcome": "label",
    "outcome_day": "label_date",
    "horizon": "horizon",
    "split": "split",
}
LONG = ENGLISH | {
    "company": "Permalink",
    "day": "snapshotDate",
    "founded": "founded_year",
    "raised": "Funding Total",
    "rounds": "num_funding_rounds",
    "last": "last_funding_at",
    "heads": "employees",
    "known": "funding_recorded_on",
    "outcome": "became_unicorn",
    "outcome_day": "became_unicorn_date",
    "horizon": "window_days",
    "split": "is_train",
}
CHINESE = {
    "company": "企业名称",
    "day": "日期",
    "founded": "成立日期",
    "age": "企业年龄",
    "raised": "融资额（万元）",
    "rounds": "融资轮次",
    "last": "最近一轮",
    "heads": "员工人数",
    "sector": "行业",
    "known": "融资获知日",
    "outcome": "标签",
    "outcome_day": "标签日期",
    "horizon": "观察期",
    "split": "数据集",
}
SIDES = {"split": ("train", "test"), "is_train": ("1", "0"), "数据集": ("训练集", "测试集")}


@dataclass(frozen=True)
class Made:
    """A table by the part that each column plays; days are days since 1970, empty cells NaN."""

    seed: int
    columns: Columns
    names: dict[str, str]
    dropped: tuple[str, ...] = ()

    def __getitem__(self, part: str) -> np.ndarray:
        return self.columns[part]

    def but(self, **columns: np.ndarray) -> "Made":
        """The same with some columns changed."""
        return replace(self, columns=self.columns | columns)

    def drop(self, *parts: str) -> "Made":
        """The same without some columns."""
        return replace(self, dropped=(*self.dropped, *parts))

    def rows(self, at: np.ndarray) -> "Made":
        """Some of the rows."""
        return replace(self, columns={part: values[at] for part, values in self.columns.items()})

    @property
    def n(self) -> int:
        return len(self.columns["outcome"])

    def table(self) -> pa.Table:
        """The table as a stranger would write it, all of it text."""
        return pa.table(
            {
                self.names[part]: self._cells(part)
                for part in self.columns
                if part not in self.dropped and part in self.names
            }
        )

    def _cells(self, part: str) -> pa.Array:
        values = self.columns[part]
        if part in ("company", "sector"):
            return pa.array([str(v) for v in values])
        if part == "split":
            return pa.array([SIDES[self.names["split"]][int(v)] for v in values])
        if part in ("day", "last", "known", "outcome_day") or (part == "founded" and "year" not in self.names[part]):
            return pa.array([None if np.isnan(v) else str(np.datetime64(int(v), "D")) for v in values])
        if part == "founded":
            return pa.array([None if np.isnan(v) else str(np.datetime64(int(v), "D"))[:4] for v in values])
        return pa.array([None if np.isnan(v) else f"{v:.10g}" for v in values])


def day(text: str) -> float:
    return float(np.datetime64(text, "D").astype(int))


def clean(
    seed: int = 0,
    n: int = 6000,
    share: float = 0.03,
    names: dict[str, str] = ENGLISH,
    *,
    panel: bool = False,
    yearly: bool = True,
    weight: float = 1.0,
) -> Made:
    """A table without a sin: companies on days of seven years, an outcome within four years, a split by time."""
    random = np.random.default_rng(seed)
    own = np.arange(n) if not panel else np.repeat(np.arange(-(-n // 4)), 4)[:n]
    start = random.integers(2004, 2012, size=own.max() + 1)[own] + (np.arange(n) % 4 if panel else 0)
    days = (start - 1970).astype("datetime64[Y]").astype("datetime64[D]").astype(float)
    days = days if yearly else days + np.floor(random.uniform(0, 365, own.max() + 1))[own]
    first = np.full(own.max() + 1, np.inf)
    np.minimum.at(first, own, days)
    founded = np.floor(first - random.gamma(2.0, 2.0 * YEAR, own.max() + 1) - 40)[own]
    age = (days - founded) / YEAR
    pace = random.lognormal(-0.9, 0.8, own.max() + 1)[own]
    size = random.lognormal(0, 1.0, own.max() + 1)[own]
    rounds = np.floor(pace * np.sqrt(age) + random.uniform(0, 1, own.max() + 1)[own])
    raised = np.where(rounds > 0, np.round(rounds * 2e6 * size * random.lognormal(0, 0.2, own.max() + 1)[own], -3), 0.0)
    last = np.where(rounds > 0, np.floor(days - (0.05 + 0.9 * random.uniform(size=n)) * (days - founded)), np.nan)
    heads = np.where(random.uniform(size=n) < 0.12, np.nan, np.ceil(12 * size**0.6 * random.lognormal(0, 0.6, n)))
    score = weight * (1.2 * np.log(size) + 0.9 * np.log1p(rounds)) + 0.04 * age
    outcome = (random.uniform(size=n) < odds(score, share)).astype(float)
    wait = np.floor(random.uniform(20, HORIZON, n))
    sector = random.choice(["software", "health", "energy", "chips", "space"], own.max() + 1)[own]
    company = np.array([f"{'企业' if names is CHINESE else 'firm-'}{k:06d}" for k in own])
    columns = {
        "company": company,
        "day": days,
        "founded": founded,
        "raised": raised,
        "rounds": rounds,
        "last": last,
        "heads": heads,
        "sector": sector,
        "known": np.where(rounds > 0, np.minimum(days, last + np.floor(random.uniform(0, 90, n))), np.nan),
        "outcome": outcome,
        "outcome_day": np.where(outcome == 1, days + wait, np.nan),
        "horizon": np.full(n, float(HORIZON) if names is LONG else 4.0),
        "split": (days > np.quantile(days, 0.7)).astype(float),
    }
    made = Made(seed, columns, names)
    return made.rows(random.permutation(n))


def odds(score: np.ndarray, share: float) -> np.ndarray:
    """Chances whose mean is the share."""
    low, high = -40.0, 40.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if (1 / (1 + np.exp(-score - middle))).mean() > share else (middle, high)
    return 1 / (1 + np.exp(-score - low))


# ---- the sins, each planted by itself


def known_later(made: Made) -> Made:
    """Amounts that were known after the day in a third of the rows."""
    random = np.random.default_rng(made.seed + 1)
    late = (random.uniform(size=made.n) < 0.33) & (made["rounds"] > 0)
    return made.but(known=np.where(late, made["day"] + np.floor(random.uniform(40, 900, made.n)), made["known"]))


def round_ahead(made: Made) -> Made:
    """The last round as of the crawl, which lies after the day for many; nothing says when anything was known."""
    random = np.random.default_rng(made.seed + 1)
    later = random.uniform(size=made.n) < 0.25
    last = np.where(later, made["day"] + np.floor(random.uniform(10, 1200, made.n)), made["last"])
    return made.but(last=last).drop("known")


def crawled_later(made: Made) -> Made:
    """All features as of one crawl after every day."""
    made = made.drop("known")
    names = made.names | {"crawled": "抓取日期" if made.names is CHINESE else "crawled_at"}
    return replace(made, names=names, columns=made.columns | {"crawled": np.full(made.n, 20160101.0)})


def horizon_gone(made: Made) -> Made:
    """Nothing says until when outcomes were looked for."""
    return made.drop("horizon", "outcome_day")


def _open(made: Made) -> Made:
    """Outcomes of whatever wait up to the end of 2019."""
    random = np.random.default_rng(made.seed + 1)
    end = day("2019-12-31")
    share = float(made["outcome"].mean())
    reach = (end - made["day"]) / (end - made["day"].min())
    base = np.log1p(made["raised"]) * 0.25 + np.log1p(made["rounds"])
    chance = odds(base, share) * reach
    yes = (random.uniform(size=made.n) < chance / chance.mean() * share).astype(float)
    when = np.floor(made["day"] + random.uniform(0.01, 1, made.n) * (end - made["day"]))
    return made.but(outcome=yes, outcome_day=np.where(yes == 1, when, np.nan))


def horizon_passed(made: Made) -> Made:
    """A horizon is stated, and outcomes beyond it count."""
    return _open(made)


def open_ended(made: Made) -> Made:
    """Outcomes have days, of any wait up to the end of the data, and no horizon is stated."""
    return _open(made).drop("horizon")


def _within(made: Made, outcome: np.ndarray) -> Made:
    random = np.random.default_rng(made.seed + 2)
    when = made["day"] + np.floor(random.uniform(20, HORIZON, made.n))
    return made.but(outcome=outcome, outcome_day=np.where(outcome == 1, when, np.nan))


def by_age(made: Made) -> Made:
    """Old companies have the outcome, whatever else they are."""
    random = np.random.default_rng(made.seed + 1)
    age = (made["day"] - made["founded"]) / YEAR
    return _within(made, (random.uniform(size=made.n) < odds(0.45 * age, float(made["outcome"].mean()))).astype(float))


def by_exposure(made: Made) -> Made:
    """A chance per year since founding that features raise: odds in proportion to age."""
    random = np.random.default_rng(made.seed + 1)
    age = (made["day"] - made["founded"]) / YEAR
    score = 1.3 * np.log(age) + 1.2 * np.log1p(np.nan_to_num(made["heads"], nan=12.0))
    return _within(made, (random.uniform(size=made.n) < odds(score, float(made["outcome"].mean()))).astype(float))


def happened_before(made: Made) -> Made:
    """A third of the outcomes had come about before the day."""
    random = np.random.default_rng(made.seed + 1)
    early = random.uniform(size=made.n) < 0.33
    before = made["day"] - np.floor(random.uniform(40, 900, made.n))
    return made.but(outcome_day=np.where(early & (made["outcome"] == 1), before, made["outcome_day"]))


def filled_for_winners(made: Made) -> Made:
    """Headcount looked up for those that made it."""
    random = np.random.default_rng(made.seed + 1)
    gone = random.uniform(size=made.n) < np.where(made["outcome"] == 1, 0.08, 0.5)
    return made.but(heads=np.where(gone, np.nan, np.nan_to_num(made["heads"], nan=15.0)))


def filled_in_two(made: Made) -> Made:
    """Headcount and sums looked up for those that made it, by one and the same search."""
    random = np.random.default_rng(made.seed + 1)
    gone = random.uniform(size=made.n) < np.where(made["outcome"] == 1, 0.1, 0.55)
    return made.but(
        heads=np.where(gone, np.nan, made["heads"]),
        raised=np.where(gone, np.nan, made["raised"]),
        known=np.where(gone, np.nan, made["known"]),
    )


def at_random(made: Made) -> Made:
    """Sides drawn by lot, while days range over years; a company stays on one side."""
    random = np.random.default_rng(made.seed + 1)
    names, codes = np.unique(made["company"], return_inverse=True)
    return made.but(split=(random.uniform(size=names.size) < 0.3).astype(float)[codes])


def trained_on_tests(made: Made) -> Made:
    """A share of the test rows is in the training side too."""
    random = np.random.default_rng(made.seed + 1)
    twice = np.flatnonzero((made["split"] == 1) & (random.uniform(size=made.n) < 0.3))
    whole = made.rows(np.concatenate([np.arange(made.n), twice]))
    return whole.but(split=np.concatenate([made["split"], np.zeros(twice.size)]))


def renamed(made: Made) -> Made:
    """A share of the test rows is in the training side under another spelling of the name."""
    whole = trained_on_tests(made)
    at = np.arange(whole.n) >= made.n
    company = np.where(at, np.char.add(np.char.upper(whole["company"]), " Inc."), whole["company"])
    return whole.but(company=company)


def few_losers(made: Made) -> Made:
    """As many who failed as who made it."""
    random = np.random.default_rng(made.seed + 1)
    share = float(made["outcome"].mean())
    return made.rows(np.flatnonzero((made["outcome"] == 1) | (random.uniform(size=made.n) < share / (1 - share))))


Plant = Callable[[Made], Made]
PLANTS: dict[str, tuple[Plant, ...]] = {
    "known-after-day": (known_later, round_ahead, crawled_later),
    "no-horizon": (horizon_gone, horizon_passed, open_ended),
    "age-as-exposure": (by_age, by_exposure, happened_before),
    "missingness-tells": (filled_for_winners, filled_in_two),
    "random-split": (at_random,),
    "duplicates-across-split": (trained_on_tests, renamed),
    "prevalence-inflated": (few_losers,),
}
