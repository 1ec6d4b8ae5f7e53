"""The words of the simulated region. Every name made from them ends in a mark that says it is simulated."""

import re
from typing import NamedTuple

ZH, EN = "（模拟）", " (simulated)"
"""The marks."""


class Birthplace(NamedTuple):
    """A place where companies are born: its share of births, and how much better they fare than elsewhere."""

    name: str
    zh: str
    region: str
    country: str
    births: float
    lift: float


CITIES = (
    Birthplace("Beijing", "北京", "Beijing", "CHN", 0.180, 0.34),
    Birthplace("Shanghai", "上海", "Shanghai", "CHN", 0.122, 0.14),
    Birthplace("Shenzhen", "深圳", "Guangdong", "CHN", 0.095, 0.08),
    Birthplace("Guangzhou", "广州", "Guangdong", "CHN", 0.062, 0.05),
    Birthplace("Hangzhou", "杭州", "Zhejiang", "CHN", 0.066, 0.10),
    Birthplace("Suzhou", "苏州", "Jiangsu", "CHN", 0.060, -0.06),
    Birthplace("Nanjing", "南京", "Jiangsu", "CHN", 0.055, -0.06),
    Birthplace("Chengdu", "成都", "Sichuan", "CHN", 0.055, -0.12),
    Birthplace("Wuhan", "武汉", "Hubei", "CHN", 0.050, -0.12),
    Birthplace("Hefei", "合肥", "Anhui", "CHN", 0.040, -0.06),
    Birthplace("Xi'an", "西安", "Shaanxi", "CHN", 0.045, -0.18),
    Birthplace("Qingdao", "青岛", "Shandong", "CHN", 0.045, -0.20),
    Birthplace("San Francisco", "", "California", "USA", 0.030, 0.20),
    Birthplace("London", "", "England", "GBR", 0.020, 0.0),
    Birthplace("Berlin", "", "Berlin", "DEU", 0.015, 0.0),
    Birthplace("Singapore", "", "Singapore", "SGP", 0.010, 0.0),
    Birthplace("Hong Kong", "", "Hong Kong", "HKG", 0.005, 0.0),
)
HOME = sum(city.country == "CHN" for city in CITIES)
"""The first so many cities are Chinese."""


class Field(NamedTuple):
    """A class of the simulated taxonomy: whether it is hard technology, its share of births, early, late."""

    label: str
    hard: bool
    early: float
    late: float
    zh: tuple[str, str]
    en: tuple[str, str]


TAXONOMY = "simulated"
FIELDS = (
    Field("artificial intelligence", True, 0.02, 0.19, ("智能", "认知"), ("Intelligence", "Cognition")),
    Field("integrated circuits", True, 0.04, 0.10, ("微电子", "半导体"), ("Microelectronics", "Semiconductor")),
    Field(
        "robotics and intelligent equipment",
        True,
        0.04,
        0.10,
        ("机器人", "智能装备"),
        ("Robotics", "Machines"),
    ),
    Field("biotechnology and medicine", True, 0.08, 0.12, ("生物", "医药"), ("Biotech", "Therapeutics")),
    Field("new energy", True, 0.04, 0.08, ("新能源", "储能"), ("Energy", "Storage")),
    Field("new energy vehicles", True, 0.01, 0.05, ("汽车", "智驾"), ("Motors", "Driving")),
    Field("aerospace", True, 0.005, 0.04, ("航天", "航空"), ("Space", "Aviation")),
    Field("new materials", True, 0.045, 0.07, ("新材料", "材料"), ("Materials", "Composites")),
    Field("enterprise services", False, 0.20, 0.11, ("软件", "信息"), ("Software", "Systems")),
    Field("electronic commerce", False, 0.22, 0.05, ("电子商务", "商贸"), ("Commerce", "Trade")),
    Field("new consumption and retail", False, 0.20, 0.06, ("食品", "零售"), ("Foods", "Retail")),
    Field("financial technology", False, 0.10, 0.03, ("数字", "数据"), ("Finance", "Data")),
)
HARD_TECH = frozenset(field.label for field in FIELDS if field.hard)
"""The labels that count as hard technology here."""

CURRENCIES = ("CNY", "USD", "EUR", "GBP", "HKD")
# Units for one US dollar in the middle of each year from 2001 on, by the European Central Bank; the
# yuan before 2005 is the fixed rate of that time. A region beyond 2025 keeps the last, one before 2001 the first.
RATES = (
    "8.28 8.28 8.28 8.28 8.28 8.00 7.61 6.85 6.83 6.78 6.46 6.35 6.13 "
    "6.20 6.20 6.64 6.78 6.64 6.85 7.07 6.46 6.70 7.27 7.27 7.17",
    "1 " * 25,
    "1.18 1.01 .875 .823 .827 .787 .739 .634 .708 .815 .692 .794 .766 "
    ".732 .894 .901 .876 .858 .880 .893 .841 .963 .920 .932 .853",
    ".710 .652 .607 .552 .558 .544 .498 .503 .603 .666 .624 .640 .656 "
    ".587 .636 .744 .771 .761 .790 .815 .722 .826 .790 .790 .730",
    "7.8 " * 25,
)

FORMS = ("limited liability company", "joint-stock company", "limited partnership", "branch")
SERIES = ("", "A", "B", "C", "D", "E", "F", "G", "H")
TYPES = ("seed", "angel", "venture", "debt_financing", "grant", "secondary")
INSTRUMENTS = ("equity", "debt", "grant", "secondary", "unstated")
PAYMENTS = ("paid_in", "announced", "unstated")
BASES = ("post_money", "pre_money", "secondary", "unstated")
BOUNDS = ("exact", "at_least")
LANGUAGES = ("zh", "en")
PRECISIONS = ("day", "month", "year")
VENUES = ("NEEQ", "STAR", "ChiNext", "SSE", "SZSE", "BSE", "HKEX", "NASDAQ", "NYSE", "LSE", "Xetra")
REASONS = ("deregistered", "bankruptcy", "licence revoked", "merged away")
OFFICES = ("CNIPA", "USPTO", "EPO")
PATENTS = ("invention", "utility", "design")
LEVELS = ("national", "provincial", "municipal")
ROLES = ("spin-off", "joint laboratory", "licence", "founder", "adviser")
STATUSES = ("高新技术企业", "专精特新中小企业", "专精特新“小巨人”企业")
AUTHORITIES = tuple(f"{who}{ZH}" for who in ("科技主管部门", "工信主管部门", "工信主管部门"))

_SOUNDS = (
    "云yun岭ling海hai川chuan启qi明ming星xing辰chen远yuan航hang智zhi和he天tian元yuan芯xin光guang华hua瑞rui安an康kang宁ning泰tai恒heng信xin"
    "达da通tong博bo雅ya文wen思si睿rui拓tuo创chuang新xin科ke锐rui卓zhuo越yue飞fei鸿hong凌ling霄xiao青qing松song兰lan竹zhu梅mei山shan河he江jiang"
    "湖hu泉quan源yuan深shen蓝lan白bai玄xuan金jin银yin玉yu石shi林lin森sen木mu叶ye风feng雷lei电dian火huo炎yan晨chen曦xi晓xiao月yue阳yang曜yao极ji"
    "量liang子zi微wei纳na物wu联lian网wang讯xun捷jie迅xun驰chi腾teng龙long麟lin鹏peng鹤he鲲kun凤feng犀xi象xiang知zhi行xing格ge致zhi诚cheng正zheng"
    "方fang圆yuan千qian百bai万wan亿yi九jiu一yi"
)
SOUNDS = tuple(re.findall(r"([^a-z])([a-z]+)", _SOUNDS))
"""Pairs of a character and how it is read, from which names are put together."""

_FIRMS = (("资本", "Capital"), ("创投", "Ventures"), ("基金", "Fund"), ("投资", "Partners"))


def _investor(number: int) -> str:
    first, second, firm = SOUNDS[number % 50], SOUNDS[50 + number // 50], _FIRMS[number % 4]
    if number % 3:
        return f"{first[0]}{second[0]}{firm[0]}{ZH}"
    return f"{first[1].title()}{second[1]} {firm[1]}{EN}"


INVESTORS = tuple(_investor(number) for number in range(2000))
BUYERS = tuple(f"{SOUNDS[i % 40][0]}{SOUNDS[40 + i // 10][0]}集团{ZH}" for i in range(400))

LABORATORIES, INSTITUTES, PEOPLE = 77, 40, 300
"""77 national key laboratories, as Beijing has by the report that the project starts from."""
TIES = (
    *(f"national key laboratory {i}{EN}" for i in range(1, LABORATORIES + 1)),
    *(f"institute {i}{EN}" for i in range(1, INSTITUTES + 1)),
    *(f"researcher {i // LABORATORIES + 1} of laboratory {i % LABORATORIES + 1}{EN}" for i in range(PEOPLE)),
)
TIE_TYPES = ("laboratory", "institute", "person")
AWARDS = tuple(f"science and technology award {i}{EN}" for i in range(1, 59))
"""58 national awards, as in the same report."""
