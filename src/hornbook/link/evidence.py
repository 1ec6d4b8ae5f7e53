"""The kinds of evidence that two records are one company, or are not, and what each is worth in bits.

Conditions are over the columns that `prepare` makes, for the two records. Within a comparison no two
levels have the same bits, so that the bits tell the level.
"""

from hornbook.engine.statements import evidence as when
from hornbook.link.model import EvidenceLevels, Level
from hornbook.text import Text

NAME = EvidenceLevels(
    "name",
    Text("Name", "名称"),
    (
        Level(when.empty("mains"), Text("no letters in one", "至少一方无文字"), None),
        Level(
            when.both("sole"), Text("the same name, of a word that nobody else has", "名称相同且用词独有"), 21.0, True
        ),
        Level(when.both("rare"), Text("the same name, and no other company's", "名称相同且别无同名"), 20.0, True),
        Level(when.both("fair"), Text("the same name, of a word that others use", "名称相同，用词较常见"), 18.3, True),
        Level(when.both("many"), Text("the same name, of a common word", "名称相同，但用词常见"), 17.2, True),
        Level(when.BRANCH, Text("the same name but for a place", "仅地名不同"), 3.0),
        Level(
            when.ADDRESSED,
            Text("the website of one is named like the other", "一方网址与另一方名称一致"),
            17.0,
            True,
        ),
        Level(when.BARE, Text("the same name but for words such as group", "除“集团”等词外名称相同"), 15.3, True),
        Level(when.SLIP, Text("one letter apart", "仅差一个字母"), 11.0),
        Level(when.LED, Text("one name is the rare first word of the other", "一方名称是另一方的首个罕见词"), 10.5),
        Level(when.OWN, Text("the same name but for common words", "除常用词外名称相同"), 10.0),
        Level(when.CORED, Text("the same name with other common words", "名称主体相同，常用词不同"), 6.5),
        Level(when.ALIKE, Text("spelled alike", "拼写相近"), 7.5),
        Level(when.both("words"), Text("a rare word shared", "有同一罕见词"), 6.0),
        Level(when.OWN_HOST, Text("different names", "名称不同"), -0.2),
        Level(when.ELSE, Text("different names", "名称不同"), -3.5),
    ),
)

SERIES = EvidenceLevels(
    "series",
    Text("Number of a series", "系列编号"),
    (
        Level(when.OTHER_NUMBER, Text("another number or letter of a series", "系列编号不同"), -14.0),
        Level(when.ONE_NUMBER, Text("a number in one name only", "仅一方名称带编号"), -3.0),
        Level(when.ELSE, Text("no numbers that differ", "无不同编号"), None),
    ),
)

FIRM = EvidenceLevels(
    "firm",
    Text("Registered name", "工商登记名称"),
    (
        Level(when.OTHER_SITE, Text("registered names of two places", "登记名称所含地名不同"), -9.0),
        Level(
            f"{when.OTHER_FIRM} AND {when.OTHER_LINE}",
            Text("registered names of two industries", "登记名称所含行业不同"),
            -12.0,
        ),
        Level(when.OTHER_FORM, Text("a company and a partnership", "一为公司，一为合伙企业"), -6.5),
        Level(when.OTHER_FIRM, Text("registered names that differ", "登记名称不一致"), -6.0),
        Level(when.OTHER_LINE, Text("names of two industries", "名称所含行业不同"), -5.0),
        Level(when.ELSE, Text("nothing against it", "无矛盾"), None),
    ),
)

SECTOR = EvidenceLevels(
    "sector",
    Text("Sector", "行业"),
    (
        Level(when.empty("fields"), Text("not known of both", "至少一方未知"), None),
        Level(when.FIELDS, Text("the same field", "行业相同"), 1.5),
        Level(when.ELSE, Text("different fields", "行业不同"), -1.3),
    ),
)

WEBSITE = EvidenceLevels(
    "website",
    Text("Website", "网站"),
    (
        Level(
            when.DOT_COM,
            Text("its name and .com is the other's website", "名称加 .com 即对方网站"),
            1.5,
        ),
        Level(when.empty("hosts"), Text("not known of both", "至少一方未知"), None),
        Level(
            when.both("rare_hosts"), Text("the same website, and no other company's", "网站相同且别无他家"), 20.5, True
        ),
        Level(when.both("hosts"), Text("the same website", "网站相同"), 17.0, True),
        Level(when.STEM, Text("the same website but for a word such as app", "网址除 app 等词外相同"), 2.0),
        Level(when.SAME_LABEL, Text("the same website in another country or ending", "网址仅后缀不同"), 0.8),
        Level(when.LIKE_LABEL, Text("one address within the other", "一方网址包含另一方"), -1.2),
        Level(when.ELSE, Text("different websites", "网站不同"), -3.5),
    ),
)

PLACE = EvidenceLevels(
    "place",
    Text("Place", "所在地"),
    (
        Level(
            when.NO_PLACE,
            Text("not known of both", "至少一方未知"),
            None,
        ),
        Level(
            when.SMALL_CITY,
            Text("the same city, a smaller one", "同一中小城市"),
            8.0,
        ),
        Level(
            when.CITY,
            Text("the same city", "同一城市"),
            4.0,
        ),
        Level(when.MOVED, Text("different countries, a name that nobody else has", "国家不同，但名称独有"), -2.2),
        Level(when.COUNTRIES, Text("different countries", "国家不同"), -3.0),
        Level(when.NO_COUNTRY, Text("different cities", "城市不同"), -1.5),
        Level(when.NO_CITY, Text("the same country", "国家相同"), 1.0),
        Level(when.ELSE, Text("the same country, different cities", "同国不同城"), -0.8),
    ),
)

BORN = EvidenceLevels(
    "founded",
    Text("Founding", "成立时间"),
    (
        Level(when.NOT_FOUNDED, Text("not known of both", "至少一方未知"), None),
        Level(when.ONE_DAY, Text("founded on one day", "同日成立"), 6.0),
        Level(when.ONE_YEAR, Text("founded in one year", "同年成立"), 2.6),
        Level(when.founded_within(731), Text("founded within two years", "成立相差两年以内"), 0.3),
        Level(when.founded_within(1827), Text("founded within five years", "成立相差五年以内"), -2.0),
        Level(when.ELSE, Text("founded more than five years apart", "成立相差五年以上"), -5.0),
    ),
)

ROUNDS = EvidenceLevels(
    "rounds",
    Text("Funding rounds", "融资轮次"),
    (
        Level(when.empty("days"), Text("not known of both", "至少一方未知"), None),
        Level(when.shared("deals", 3), Text("three rounds of the same day and amount", "三轮同日同额"), 28.0, True),
        Level(
            when.RARE_DEAL_OF_TWO,
            Text("two rounds of the same day and amount", "两轮同日同额"),
            25.0,
            True,
        ),
        Level(
            when.both("odd_deals"),
            Text("a round of the same day and an unround amount", "同日且金额非整数的一轮"),
            21.5,
            True,
        ),
        Level(when.both("rare_deals"), Text("a round that nobody else has", "同日同额且别无相同的一轮"), 18.5, True),
        Level(when.shared("deals", 2), Text("two rounds of common days and amounts", "两轮同日同额，但较常见"), 15.0),
        Level(when.both("deals"), Text("a round of the same day and amount", "一轮同日同额，但较常见"), 9.5),
        Level(when.shared("days", 2), Text("two rounds on the same days", "两轮同日"), 11.0),
        Level(when.both("days"), Text("a round on the same day", "一轮同日"), 6.0),
        Level(
            when.BOTH_DEALS,
            Text("no round in common, amounts known", "无共同轮次（金额已知）"),
            -5.0,
        ),
        Level(when.both("spans"), Text("a round within the same weeks", "一轮相近数周内"), 3.0),
        Level(
            when.SEEN_BEFORE,
            Text(
                "none in common, but the one source is older than the other's rounds",
                "无共同轮次，但一方来源早于对方融资",
            ),
            0.05,
        ),
        Level(when.ELSE, Text("no round in common", "无共同轮次"), -0.7),
    ),
)

BACKERS = EvidenceLevels(
    "investors",
    Text("Investors", "投资方"),
    (
        Level(when.empty("backers"), Text("not known of both", "至少一方未知"), None),
        Level(
            when.SEVERAL_BACKERS,
            Text("several investors in common", "多家共同投资方"),
            13.0,
        ),
        Level(
            when.RARE_BACKER,
            Text("a rare investor in common, or two", "一家罕见或两家共同投资方"),
            7.5,
        ),
        Level(when.ONE_SOURCE, Text("none but those that one source always names", "同一来源所共有，不计"), None),
        Level(when.both("backers"), Text("an investor in common", "一家共同投资方"), 4.0),
        Level(when.ELSE, Text("no investor in common", "无共同投资方"), -1.0),
    ),
)

LIFE = EvidenceLevels(
    "lifetime",
    Text("Lifetimes", "存续期"),
    (
        Level(
            when.NO_LIFE,
            Text("not known", "未知"),
            None,
        ),
        Level(
            when.FOUNDED_LATE + " AND " + when.both("sole"),
            Text("raised money before it was founded, of a name that nobody else has", "融资早于成立，但名称独有"),
            -1.2,
        ),
        Level(
            when.FOUNDED_LATE,
            Text("raised money before it was founded", "融资早于成立"),
            -4.0,
        ),
        Level(
            when.AFTER_THE_END,
            Text("one began after the other had ended", "存续时间不相容"),
            -6.0,
        ),
        Level(
            when.OUTLIVED,
            Text("one was alive after the other had ended", "一方终止后另一方仍存续"),
            -2.5,
        ),
        Level(
            when.HEARD_OF_LATE,
            Text("first heard of years after the other was recorded", "首次出现远晚于对方的记录日"),
            -3.0,
        ),
        Level(when.ELSE, Text("nothing against it", "无矛盾"), 0.1),
    ),
)

SIZE = EvidenceLevels(
    "size",
    Text("Size", "规模"),
    (
        Level(when.BOTH_GREAT, Text("both of great value", "双方估值均高"), 3.0),
        Level(when.NO_SIZE, Text("not comparable", "不可比"), None),
        Level(when.raised("1e8"), Text("of great value, and raised 100 million or more", "估值高且融资一亿以上"), 6.0),
        Level(when.raised("1e7"), Text("of great value, and raised 10 million or more", "估值高且融资一千万以上"), 2.0),
        Level(when.ELSE, Text("of great value, and raised little", "估值高但融资少"), -2.5),
    ),
)

SOURCE = EvidenceLevels(
    "source",
    Text("Source", "来源"),
    (
        Level(when.TWO_SOURCES, Text("different sources", "来源不同"), None),
        Level(
            when.ONE_EDITION,
            Text("two places on one edition of a list", "同一期榜单上的两家"),
            -14.0,
        ),
        Level(
            when.BY_NUMBER,
            Text("two numbers of one directory, never on one edition", "同一名录的两个编号，从未同期"),
            -3.0,
        ),
        Level(
            when.JOINED_APART,
            Text("other days of joining, and no common investor", "上榜日期不同且无共同投资方"),
            -6.0,
        ),
        Level(
            when.JOINED_TOGETHER,
            Text("never on one edition of the list, joined in the same weeks", "从未同期上榜，上榜日期相近"),
            4.0,
        ),
        Level(when.BOTH_LISTED, Text("never on one edition of the list", "从未同期上榜"), 2.0),
        Level(when.ELSE, Text("two records of one source", "同一来源的两条记录"), -5.0),
    ),
)

COMPARISONS = (NAME, SERIES, FIRM, WEBSITE, PLACE, SECTOR, BORN, ROUNDS, BACKERS, LIFE, SIZE, SOURCE)
"""All evidence, in the order in which it is told."""
