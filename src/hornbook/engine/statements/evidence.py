"""When a level of evidence holds: conditions over the columns of two records, with _l and _r, as Splink reads them."""


def both(column: str) -> str:
    """The lists of the two have something in common."""
    return f"list_has_any({column}_l, {column}_r)"


def empty(column: str) -> str:
    """The list of one at least is empty."""
    return f"len({column}_l) = 0 OR len({column}_r) = 0"


def _keys(side: str) -> str:
    return f"flatten([sole_{side}, rare_{side}, fair_{side}, many_{side}])"


def _shared(column: str) -> str:
    return f"len(list_intersect({column}_l, {column}_r))"


def _alike(column: str, least: int, test: str) -> str:
    long = f"least(len({column}_l), len({column}_r)) >= {least}"
    return f"coalesce({long} AND {test.format(l=f'{column}_l', r=f'{column}_r')}, false)"


ALIKE = _alike("latin", 5, "jaro_winkler_similarity({l}, {r}) >= 0.94")
# Jaro and Winkler first, for they take a hundredth of the time, and one slip never takes their measure below 0.85.
_LETTER = "CASE WHEN jaro_winkler_similarity({l}, {r}) >= 0.85 THEN damerau_levenshtein({l}, {r}) <= 1 ELSE false END"
SLIP = f"({_alike('latin', 6, _LETTER)} OR {_alike('other', 5, _LETTER)})"
_ADDRESSED = f"(list_has_any(labels_l, {_keys('r')}) OR list_has_any(labels_r, {_keys('l')}))"
CORED = "(list_has_any(list_concat(cores_l, mains_l), cores_r) OR list_has_any(cores_l, list_concat(cores_r, mains_r)))"
BARE = "(list_has_any(list_concat(bare_l, mains_l), bare_r) OR list_has_any(bare_l, list_concat(bare_r, mains_r)))"
OWN = "(list_has_any(mains_l, cores_r) OR list_has_any(cores_l, mains_r))"
LED = "(list_has_any(mains_l, leads_r) OR list_has_any(leads_l, mains_r))"
_SAME_HOST = "list_has_any(hosts_l, hosts_r)"
_BRANCHED = "(list_sort(branches_l) <> list_sort(branches_r))"


SAME_LABEL = (
    "list_has_any(list_transform(hosts_l, lambda h: split_part(h, '.', 1)), "
    "list_transform(hosts_r, lambda h: split_part(h, '.', 1)))"
)
_LABEL = "split_part(hosts_{}[1], '.', 1)"
LIKE_LABEL = (
    f"least(len({_LABEL.format('l')}), len({_LABEL.format('r')})) >= 4 AND "
    f"(contains({_LABEL.format('l')}, {_LABEL.format('r')}) OR contains({_LABEL.format('r')}, {_LABEL.format('l')}))"
)

_COM = (
    f"(list_has_any(hosts_l, list_transform({_keys('r')}, lambda n: n || '.com')) OR "
    f"list_has_any(hosts_r, list_transform({_keys('l')}, lambda n: n || '.com')))"
)

_SMALL = "small_city_l = small_city_r"

_APART = "abs(founded_l - founded_r)"
_LOOSE = "(precision_l = 'year' OR precision_r = 'year')"

_BEFORE = "(founded_{0} > first_{1} + 550 OR first_{0} > ended_{1} + 200)"
_GONE = "last_{0} > ended_{1} + 550"

_BIG = (
    "(valued_l >= 5e8 AND valued_r IS NULL AND first_l <= seen_r "
    "OR valued_r >= 5e8 AND valued_l IS NULL AND first_r <= seen_l)"
)
_RAISED = "CASE WHEN valued_l IS NULL THEN raised_l ELSE raised_r END"


BOTH_LISTED = "len(listed_l) > 0 AND len(listed_r) > 0"


_FIRST_PART = "list_transform({column}_{side}, lambda s: split_part(s, '{mark}', 1))"


def _differ(column: str, mark: str = "|") -> str:
    """The two have the same thing before a mark, and never the same behind it."""
    one, two = (_FIRST_PART.format(column=column, side=side, mark=mark) for side in "lr")
    some = f"len({column}_l) > 0 AND len({column}_r) > 0"
    return f"({some} AND list_has_any({one}, {two}) AND NOT {both(column)})"


OTHER_NUMBER = _differ("numbered", "#")
ONE_NUMBER = "(list_has_any(bases_l, mains_r) OR list_has_any(mains_l, bases_r))"
OTHER_SITE = _differ("sited")
OTHER_FIRM = _differ("formed")
OTHER_LINE = _differ("lined")
OTHER_FORM = _differ("legal")

ELSE = "ELSE"
"""Whatever else."""


def shared(column: str, least: int) -> str:
    """The lists of the two have so many things in common."""
    return f"{_shared(column)} >= {least}"


def founded_within(days: int) -> str:
    """The two were founded at most so many days apart."""
    return f"{_APART} <= {days}"


def raised(dollars: str) -> str:
    """The one whose value is not known raised so many dollars."""
    return f"{_RAISED} >= {dollars}"


BRANCH = _BRANCHED + " AND " + CORED
ADDRESSED = f"{_ADDRESSED} AND NOT {_SAME_HOST}"
DOT_COM = f"({empty('hosts')}) AND {_COM}"
NO_PLACE = "(country_l IS NULL OR country_r IS NULL) AND (city_l IS NULL OR city_r IS NULL)"
SMALL_CITY = f"{_SMALL} AND (country_l = country_r OR country_l IS NULL OR country_r IS NULL)"
CITY = "city_l = city_r AND (country_l = country_r OR country_l IS NULL OR country_r IS NULL)"
COUNTRIES = "country_l <> country_r"
MOVED = f"{COUNTRIES} AND {both('sole')}"
NO_COUNTRY = "country_l IS NULL OR country_r IS NULL"
NO_CITY = "city_l IS NULL OR city_r IS NULL"
NOT_FOUNDED = "founded_l IS NULL OR founded_r IS NULL"
ONE_DAY = f"{_APART} = 0 AND NOT {_LOOSE}"
ONE_YEAR = "year(founded_l) = year(founded_r)"
RARE_DEAL_OF_TWO = f"{_shared('rare_deals')} >= 1 AND {_shared('deals')} >= 2"
BOTH_DEALS = "len(deals_l) > 0 AND len(deals_r) > 0"
SEEN_BEFORE = "list_min(days_l) > seen_r OR list_min(days_r) > seen_l"
SEVERAL_BACKERS = f"{_shared('rare_backers')} >= 2 OR {_shared('backers')} >= 3"
RARE_BACKER = f"{both('rare_backers')} OR {_shared('backers')} >= 2 AND source_l <> source_r"
ONE_SOURCE = "source_l = source_r"
NO_LIFE = "coalesce(founded_l, founded_r, ended_l, ended_r, first_l, first_r) IS NULL"
AFTER_THE_END = f"coalesce({_BEFORE.format('l', 'r')}, false) OR coalesce({_BEFORE.format('r', 'l')}, false)"
OUTLIVED = f"coalesce({_GONE.format('l', 'r')}, false) OR coalesce({_GONE.format('r', 'l')}, false)"
HEARD_OF_LATE = (
    "first_l > seen_r + 1100 AND coalesce(founded_l::VARCHAR, valued_l::VARCHAR) IS NULL "
    "OR first_r > seen_l + 1100 AND coalesce(founded_r::VARCHAR, valued_r::VARCHAR) IS NULL"
)
NO_SIZE = f"NOT coalesce({_BIG}, false) OR {_RAISED} IS NULL"
TWO_SOURCES = "source_l <> source_r"
ONE_EDITION = f"{BOTH_LISTED} AND {both('listed')}"
_BY_NUMBER = "regexp_matches(record_{}, '^[^:]*:[0-9]+$')"
BY_NUMBER = f"{BOTH_LISTED} AND {_BY_NUMBER.format('l')} AND {_BY_NUMBER.format('r')}"
_JOINED = "len(days_l) > 0 AND len(days_r) > 0"
_BACKED = "len(backers_l) > 0 AND len(backers_r) > 0"
JOINED_APART = f"{BOTH_LISTED} AND {_JOINED} AND NOT {both('spans')} AND {_BACKED} AND NOT {both('backers')}"
JOINED_TOGETHER = f"{BOTH_LISTED} AND {_JOINED} AND {both('spans')}"
FIELDS = both("fields")
OWN_HOST = both("rare_hosts")
STEM = f"{both('stems')} AND city_l = city_r"
LATE_FOUNDING = "(coalesce(founded_l > first_r + 550, false) OR coalesce(founded_r > first_l + 550, false))"
_AFTER = "(coalesce(first_l > ended_r + 200, false) OR coalesce(first_r > ended_l + 200, false))"
FOUNDED_LATE = f"{LATE_FOUNDING} AND NOT {_AFTER}"
BOTH_GREAT = (
    "coalesce(valued_l >= 5e8 AND valued_r >= 5e8, false) AND source_l <> source_r "
    "AND NOT coalesce(country_l <> country_r, false)"
)
