"""The kinds of evidence that two records are one company, or are not, and what each is worth in bits.

Conditions are SQL over the columns that `prepare` makes, with _l and _r for the two records. Within a comparison no two
levels have the same bits, so that the bits tell the level.
"""

from hornbook.link.model import Comparison, Level
from hornbook.text import Text


def _both(column: str) -> str:
    return f"list_has_any({column}_l, {column}_r)"


def _empty(column: str) -> str:
    return f"len({column}_l) = 0 OR len({column}_r) = 0"


def _keys(side: str) -> str:
    return f"flatten([sole_{side}, rare_{side}, fair_{side}, many_{side}])"


def _shared(column: str) -> str:
    return f"len(list_intersect({column}_l, {column}_r))"


def _alike(column: str, least: int, test: str) -> str:
    long = f"least(len({column}_l), len({column}_r)) >= {least}"
    return f"coalesce({long} AND {test.format(l=f'{column}_l', r=f'{column}_r')}, false)"


_ALIKE = _alike("latin", 5, "jaro_winkler_similarity({l}, {r}) >= 0.94")
# Jaro and Winkler first, for they take a hundredth of the time, and one slip never takes their measure below 0.85.
_LETTER = "CASE WHEN jaro_winkler_similarity({l}, {r}) >= 0.85 THEN damerau_levenshtein({l}, {r}) <= 1 ELSE false END"
_SLIP = f"({_alike('latin', 6, _LETTER)} OR {_alike('other', 5, _LETTER)})"
_ADDRESSED = f"(list_has_any(labels_l, {_keys('r')}) OR list_has_any(labels_r, {_keys('l')}))"
_CORED = (
    "(list_has_any(list_concat(cores_l, mains_l), cores_r) OR list_has_any(cores_l, list_concat(cores_r, mains_r)))"
)
_BARE = "(list_has_any(list_concat(bare_l, mains_l), bare_r) OR list_has_any(bare_l, list_concat(bare_r, mains_r)))"
_OWN = "(list_has_any(mains_l, cores_r) OR list_has_any(cores_l, mains_r))"
_LED = "(list_has_any(mains_l, leads_r) OR list_has_any(leads_l, mains_r))"
_SAME_HOST = "list_has_any(hosts_l, hosts_r)"
_BRANCHED = "(list_sort(branches_l) <> list_sort(branches_r))"

NAME = Comparison(
    "name",
    Text("Name", "名称"),
    (
        Level(_empty("mains"), Text("no letters in one", "至少一方无文字"), None),
        Level(_both("sole"), Text("the same name, of a word that nobody else has", "名称相同且用词独有"), 21.0, True),
        Level(_both("rare"), Text("the same name, and no other company's", "名称相同且别无同名"), 20.0, True),
        Level(_both("fair"), Text("the same name, of a word that others use", "名称相同，用词较常见"), 18.3, True),
        Level(_both("many"), Text("the same name, of a common word", "名称相同，但用词常见"), 17.2, True),
        Level(_BRANCHED + " AND " + _CORED, Text("the same name but for a place", "仅地名不同"), 3.0),
        Level(
            f"{_ADDRESSED} AND NOT {_SAME_HOST}",
            Text("the website of one is named like the other", "一方网址与另一方名称一致"),
            17.0,
            True,
        ),
        Level(_BARE, Text("the same name but for words such as group", "除“集团”等词外名称相同"), 15.0, True),
        Level(_SLIP, Text("one letter apart", "仅差一个字母"), 11.0),
        Level(_LED, Text("one name is the rare first word of the other", "一方名称是另一方的首个罕见词"), 10.5),
        Level(_OWN, Text("the same name but for common words", "除常用词外名称相同"), 10.0),
        Level(_CORED, Text("the same name with other common words", "名称主体相同，常用词不同"), 6.5),
        Level(_ALIKE, Text("spelled alike", "拼写相近"), 7.5),
        Level(_both("words"), Text("a rare word shared", "有同一罕见词"), 6.0),
        Level("ELSE", Text("different names", "名称不同"), -3.5),
    ),
)

_SAME_LABEL = (
    "list_has_any(list_transform(hosts_l, lambda h: split_part(h, '.', 1)), "
    "list_transform(hosts_r, lambda h: split_part(h, '.', 1)))"
)
_LABEL = "split_part(hosts_{}[1], '.', 1)"
_LIKE_LABEL = (
    f"least(len({_LABEL.format('l')}), len({_LABEL.format('r')})) >= 4 AND "
    f"(contains({_LABEL.format('l')}, {_LABEL.format('r')}) OR contains({_LABEL.format('r')}, {_LABEL.format('l')}))"
)

_COM = (
    f"(list_has_any(hosts_l, list_transform({_keys('r')}, lambda n: n || '.com')) OR "
    f"list_has_any(hosts_r, list_transform({_keys('l')}, lambda n: n || '.com')))"
)

WEBSITE = Comparison(
    "website",
    Text("Website", "网站"),
    (
        Level(
            f"({_empty('hosts')}) AND {_COM}",
            Text("its name and .com is the other's website", "名称加 .com 即对方网站"),
            1.5,
        ),
        Level(_empty("hosts"), Text("not known of both", "至少一方未知"), None),
        Level(_both("rare_hosts"), Text("the same website, and no other company's", "网站相同且别无他家"), 20.0, True),
        Level(_both("hosts"), Text("the same website", "网站相同"), 17.0, True),
        Level(_SAME_LABEL, Text("the same website in another country or ending", "网址仅后缀不同"), 0.8),
        Level(_LIKE_LABEL, Text("one address within the other", "一方网址包含另一方"), -1.2),
        Level("ELSE", Text("different websites", "网站不同"), -3.5),
    ),
)

_SMALL = "small_city_l = small_city_r"

PLACE = Comparison(
    "place",
    Text("Place", "所在地"),
    (
        Level(
            "(country_l IS NULL OR country_r IS NULL) AND (city_l IS NULL OR city_r IS NULL)",
            Text("not known of both", "至少一方未知"),
            None,
        ),
        Level(
            f"{_SMALL} AND (country_l = country_r OR country_l IS NULL OR country_r IS NULL)",
            Text("the same city, a smaller one", "同一中小城市"),
            8.0,
        ),
        Level(
            "city_l = city_r AND (country_l = country_r OR country_l IS NULL OR country_r IS NULL)",
            Text("the same city", "同一城市"),
            4.0,
        ),
        Level("country_l <> country_r", Text("different countries", "国家不同"), -2.6),
        Level("country_l IS NULL OR country_r IS NULL", Text("different cities", "城市不同"), -1.5),
        Level("city_l IS NULL OR city_r IS NULL", Text("the same country", "国家相同"), 1.0),
        Level("ELSE", Text("the same country, different cities", "同国不同城"), -0.8),
    ),
)

_APART = "abs(founded_l - founded_r)"
_LOOSE = "(precision_l = 'year' OR precision_r = 'year')"

BORN = Comparison(
    "founded",
    Text("Founding", "成立时间"),
    (
        Level("founded_l IS NULL OR founded_r IS NULL", Text("not known of both", "至少一方未知"), None),
        Level(f"{_APART} = 0 AND NOT {_LOOSE}", Text("founded on one day", "同日成立"), 6.0),
        Level("year(founded_l) = year(founded_r)", Text("founded in one year", "同年成立"), 2.6),
        Level(f"{_APART} <= 731", Text("founded within two years", "成立相差两年以内"), 0.3),
        Level(f"{_APART} <= 1827", Text("founded within five years", "成立相差五年以内"), -2.0),
        Level("ELSE", Text("founded more than five years apart", "成立相差五年以上"), -5.0),
    ),
)

ROUNDS = Comparison(
    "rounds",
    Text("Funding rounds", "融资轮次"),
    (
        Level(_empty("days"), Text("not known of both", "至少一方未知"), None),
        Level(f"{_shared('deals')} >= 3", Text("three rounds of the same day and amount", "三轮同日同额"), 28.0, True),
        Level(
            f"{_shared('rare_deals')} >= 1 AND {_shared('deals')} >= 2",
            Text("two rounds of the same day and amount", "两轮同日同额"),
            25.0,
            True,
        ),
        Level(
            _both("odd_deals"),
            Text("a round of the same day and an unround amount", "同日且金额非整数的一轮"),
            21.5,
            True,
        ),
        Level(_both("rare_deals"), Text("a round that nobody else has", "同日同额且别无相同的一轮"), 18.5, True),
        Level(
            f"{_shared('deals')} >= 2", Text("two rounds of common days and amounts", "两轮同日同额，但较常见"), 15.0
        ),
        Level(_both("deals"), Text("a round of the same day and amount", "一轮同日同额，但较常见"), 9.5),
        Level(f"{_shared('days')} >= 2", Text("two rounds on the same days", "两轮同日"), 11.0),
        Level(_both("days"), Text("a round on the same day", "一轮同日"), 6.0),
        Level(
            "len(deals_l) > 0 AND len(deals_r) > 0",
            Text("no round in common, amounts known", "无共同轮次（金额已知）"),
            -5.0,
        ),
        Level(_both("spans"), Text("a round within the same weeks", "一轮相近数周内"), 3.0),
        Level(
            "list_min(days_l) > seen_r OR list_min(days_r) > seen_l",
            Text(
                "none in common, but the one source is older than the other's rounds",
                "无共同轮次，但一方来源早于对方融资",
            ),
            0.05,
        ),
        Level("ELSE", Text("no round in common", "无共同轮次"), -0.7),
    ),
)

BACKERS = Comparison(
    "investors",
    Text("Investors", "投资方"),
    (
        Level(_empty("backers"), Text("not known of both", "至少一方未知"), None),
        Level(
            f"{_shared('rare_backers')} >= 2 OR {_shared('backers')} >= 3",
            Text("several investors in common", "多家共同投资方"),
            13.0,
        ),
        Level(
            f"{_both('rare_backers')} OR {_shared('backers')} >= 2 AND source_l <> source_r",
            Text("a rare investor in common, or two", "一家罕见或两家共同投资方"),
            7.5,
        ),
        Level("source_l = source_r", Text("none but those that one source always names", "同一来源所共有，不计"), None),
        Level(_both("backers"), Text("an investor in common", "一家共同投资方"), 4.0),
        Level("ELSE", Text("no investor in common", "无共同投资方"), -1.0),
    ),
)

_BEFORE = "(founded_{0} > first_{1} + 550 OR first_{0} > ended_{1} + 200)"
_GONE = "last_{0} > ended_{1} + 550"

LIFE = Comparison(
    "lifetime",
    Text("Lifetimes", "存续期"),
    (
        Level(
            "coalesce(founded_l, founded_r, ended_l, ended_r, first_l, first_r) IS NULL",
            Text("not known", "未知"),
            None,
        ),
        Level(
            f"coalesce({_BEFORE.format('l', 'r')}, false) OR coalesce({_BEFORE.format('r', 'l')}, false)",
            Text("one began after the other had ended, or raised money before it was founded", "存续时间不相容"),
            -6.0,
        ),
        Level(
            f"coalesce({_GONE.format('l', 'r')}, false) OR coalesce({_GONE.format('r', 'l')}, false)",
            Text("one was alive after the other had ended", "一方终止后另一方仍存续"),
            -2.5,
        ),
        Level(
            "first_l > seen_r + 1100 AND coalesce(founded_l::VARCHAR, valued_l::VARCHAR) IS NULL "
            "OR first_r > seen_l + 1100 AND coalesce(founded_r::VARCHAR, valued_r::VARCHAR) IS NULL",
            Text("first heard of years after the other was recorded", "首次出现远晚于对方的记录日"),
            -1.5,
        ),
        Level("ELSE", Text("nothing against it", "无矛盾"), 0.1),
    ),
)

_BIG = (
    "(valued_l >= 5e8 AND valued_r IS NULL AND first_l <= seen_r "
    "OR valued_r >= 5e8 AND valued_l IS NULL AND first_r <= seen_l)"
)
_RAISED = "CASE WHEN valued_l IS NULL THEN raised_l ELSE raised_r END"

SIZE = Comparison(
    "size",
    Text("Size", "规模"),
    (
        Level(f"NOT coalesce({_BIG}, false) OR {_RAISED} IS NULL", Text("not comparable", "不可比"), None),
        Level(f"{_RAISED} >= 1e8", Text("of great value, and raised 100 million or more", "估值高且融资一亿以上"), 6.0),
        Level(
            f"{_RAISED} >= 1e7", Text("of great value, and raised 10 million or more", "估值高且融资一千万以上"), 2.0
        ),
        Level("ELSE", Text("of great value, and raised little", "估值高但融资少"), -2.5),
    ),
)

_LISTED = "len(listed_l) > 0 AND len(listed_r) > 0"

SOURCE = Comparison(
    "source",
    Text("Source", "来源"),
    (
        Level("source_l <> source_r", Text("different sources", "来源不同"), None),
        Level(
            f"{_LISTED} AND {_both('listed')}",
            Text("two places on one edition of a list", "同一期榜单上的两家"),
            -14.0,
        ),
        Level(_LISTED, Text("never on one edition of the list", "从未同期上榜"), 4.0),
        Level("ELSE", Text("two records of one source", "同一来源的两条记录"), -5.0),
    ),
)

COMPARISONS = (NAME, WEBSITE, PLACE, BORN, ROUNDS, BACKERS, LIFE, SIZE, SOURCE)
"""All evidence, in the order in which it is told."""
