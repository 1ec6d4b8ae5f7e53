"""States and provinces by their codes in GeoNames, and large areas that are no state."""

import re
from collections.abc import Iterator
from functools import cache

from hornbook.names.fold import fold_spelling
from hornbook.places.country import to_alpha3
from hornbook.places.gazetteer import installed

_UNITED_STATES = """
    AK AK Alaska; AL AL Alabama; AR AR Arkansas; AZ AZ Arizona; CA CA California; CO CO Colorado; CT CT Connecticut;
    DC DC District of Columbia; DE DE Delaware; FL FL Florida; GA GA Georgia; HI HI Hawaii; IA IA Iowa; ID ID Idaho;
    IL IL Illinois; IN IN Indiana; KS KS Kansas; KY KY Kentucky; LA LA Louisiana; MA MA Massachusetts;
    MD MD Maryland; ME ME Maine; MI MI Michigan; MN MN Minnesota; MO MO Missouri; MS MS Mississippi; MT MT Montana;
    NC NC North Carolina; ND ND North Dakota; NE NE Nebraska; NH NH New Hampshire; NJ NJ New Jersey;
    NM NM New Mexico; NV NV Nevada; NY NY New York; OH OH Ohio; OK OK Oklahoma; OR OR Oregon; PA PA Pennsylvania;
    RI RI Rhode Island; SC SC South Carolina; SD SD South Dakota; TN TN Tennessee; TX TX Texas; UT UT Utah;
    VA VA Virginia; VT VT Vermont; WA WA Washington; WI WI Wisconsin; WV WV West Virginia; WY WY Wyoming; DC DC D.C.
"""
_CANADA = """
    01 AB Alberta; 02 BC British Columbia; 03 MB Manitoba; 04 NB New Brunswick; 05 NL Newfoundland and Labrador;
    07 NS Nova Scotia; 08 ON Ontario; 09 PE Prince Edward Island; 10 QC Quebec; 11 SK Saskatchewan; 12 YT Yukon;
    13 NT Northwest Territories; 14 NU Nunavut
"""
_AUSTRALIA = """
    01 ACT Australian Capital Territory; 02 NSW New South Wales; 03 NT Northern Territory; 04 QLD Queensland;
    05 SA South Australia; 06 TAS Tasmania; 07 VIC Victoria; 08 WA Western Australia
"""
_CHINA = """
    01 安徽 Anhui; 02 浙江 Zhejiang; 03 江西 Jiangxi; 04 江苏 Jiangsu; 05 吉林 Jilin; 06 青海 Qinghai; 07 福建 Fujian;
    08 黑龙江 Heilongjiang; 09 河南 Henan; 10 河北 Hebei; 11 湖南 Hunan; 12 湖北 Hubei; 13 新疆 Xinjiang;
    14 西藏 Tibet; 15 甘肃 Gansu; 16 广西 Guangxi; 18 贵州 Guizhou; 19 辽宁 Liaoning; 20 内蒙古 Inner Mongolia;
    21 宁夏 Ningxia; 22 北京 Beijing; 23 上海 Shanghai; 24 山西 Shanxi; 25 山东 Shandong; 26 陕西 Shaanxi;
    28 天津 Tianjin; 29 云南 Yunnan; 30 广东 Guangdong; 31 海南 Hainan; 32 四川 Sichuan; 33 重庆 Chongqing
"""
_INDIA = """
    02 AP Andhra Pradesh; 03 AS Assam; 05 CH Chandigarh; 07 DL Delhi; 09 GJ Gujarat; 10 HR Haryana;
    11 HP Himachal Pradesh; 12 JK Jammu and Kashmir; 13 KL Kerala; 16 MH Maharashtra; 19 KA Karnataka; 21 OD Odisha;
    22 PY Puducherry; 23 PB Punjab; 24 RJ Rajasthan; 25 TN Tamil Nadu; 28 WB West Bengal; 33 GA Goa; 34 BR Bihar;
    35 MP Madhya Pradesh; 36 UP Uttar Pradesh; 37 CG Chhattisgarh; 38 JH Jharkhand; 39 UK Uttarakhand; 40 TG Telangana
"""
_BRITAIN = "ENG ENG England; SCT SCT Scotland; WLS WLS Wales; NIR NIR Northern Ireland"
_TABLES = {"US": _UNITED_STATES, "CA": _CANADA, "AU": _AUSTRALIA, "CN": _CHINA, "IN": _INDIA, "GB": _BRITAIN}
_BY_CODE = ("US", "CA", "AU", "GB")
"""Countries whose regions are told by their letters; in the others by their English names."""

_OTHER = re.compile(r"([a-z]{2,3})\s+-\s+other", re.IGNORECASE)
_ENDS = re.compile(r"(?:省|市|壮族自治区|回族自治区|维吾尔自治区|自治区|\s+(?:province|state|sheng|shi))$")

AREAS = {
    "sf bay area": ("San Francisco", "CA"),
    "san francisco bay area": ("San Francisco", "CA"),
    "bay area": ("San Francisco", "CA"),
    "silicon valley": ("San Jose", "CA"),
    "long island": ("Hempstead", "NY"),
    "palm beaches": ("West Palm Beach", "FL"),
    "orange county, california": ("Anaheim", "CA"),
    "ontario - inland empire": ("Ontario", "CA"),
    "napa valley": ("Napa", "CA"),
    "greenville - spartanburg": ("Greenville", "SC"),
    "ft. lauderdale": ("Fort Lauderdale", "FL"),
    "columbus, ohio": ("Columbus", "OH"),
    "research triangle": ("Raleigh", "NC"),
    "washington, d.c.": ("Washington", "DC"),
    "washington dc": ("Washington", "DC"),
    "ncr": ("Delhi", "Delhi"),
    "delhi ncr": ("Delhi", "Delhi"),
    "greater london": ("London", "ENG"),
}
"""Areas around a city, and the city with its region."""


def code(text: str, country: str) -> str | None:
    """GeoNames' code of the region that a text names in a country (alpha-2); None where it names none that is known."""
    plain = fold_spelling(text).strip()
    if found := _OTHER.fullmatch(plain):
        plain = found[1]
    return _names(country).get(_plain(plain)) or _names(country).get(_plain(_ENDS.sub("", plain)))


def region_name(code_: str, country: str) -> str:
    """The region as it is told: its letters or English name where they are known, else GeoNames' code."""
    return _told(country).get(code_, code_)


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def _entries(country: str) -> list[list[str]]:
    return [entry.split(maxsplit=2) for entry in _TABLES.get(country, "").strip().split(";") if entry]


@cache
def _names(country: str) -> dict[str, str]:
    return {_plain(fold_spelling(name)): code_ for code_, *names in _entries(country) for name in names}


@cache
def _told(country: str) -> dict[str, str]:
    which = 1 if country in _BY_CODE else -1
    return {entry[0]: entry[which] for entry in reversed(_entries(country))}


def state(text: str) -> str | None:
    """The state or region that a text names in one of the countries whose regions are known, such as US CA."""
    return next((f"{country} {found}" for country, found in _states(text)), None)


def state_countries(text: str) -> tuple[str, ...]:
    """The countries (alpha-3) that have a state or region of that name or code, of those whose regions are known."""
    return tuple(to_alpha3(country) for country, _ in _states(text))


def _states(text: str) -> Iterator[tuple[str, str]]:
    here = (country for country in _TABLES if country != "CN")
    return ((country, found) for country in here if installed() and (found := code(text, country)))
