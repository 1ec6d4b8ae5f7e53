"""Broad fields of business, so that two sources' words for what a company does can be compared."""

import re
from functools import lru_cache

_FIELDS = {
    "money": "fintech financ* bank* payment* insur* insurtech lending loan* credit* wealth invest* crypto* blockchain "
    "bitcoin web3 trading 金融* 支付 保险 区块链 理财 银行 消费金融",
    "health": "health* medic* biotech* bio* pharma* hospital* doctor* genomic* diagnostic* therap* drug* "
    "care clinical "
    "医疗* 健康* 生物* 医药* 基因 药*",
    "chips": "semiconductor* chip* sensor* electronic* optic* photonic* hardware lidar laser* "
    "半导体 芯片* 集成电路 传感* 光电 硬件 "
    "电子",
    "machines": "robot* drone* manufactur* industrial machine* automat* aerospace space satellite* "
    "机器人* 制造* 无人机 航空* 航天 "
    "先进制造 装备",
    "advertising": "advertis* adtech marketing ad ads martech 广告* 营销*",
    "media": "media news video* music film* entertain* publish* content tv broadcast* social community creator* photo* "
    "文娱* 传媒* 娱乐* 社交* 视频 音乐 文化娱乐 内容",
    "games": "gam* esport* 游戏*",
    "shops": "commerce ecommerce retail* fashion apparel shopping marketplace* consumer beauty cosmetic* luxury jewel* "
    "电商* 电子商务 零售* 消费* 服装*",
    "food": "food* restaurant* grocer* agri* farm* beverage* wine* drink* 餐饮* 食品* 农业* 生鲜*",
    "transport": "transport* mobility auto* vehicle* car cars logistic* delivery supply shipping freight "
    "trucking ride* "
    "汽车* 交通* 物流* 出行* 供应链*",
    "energy": "energy solar clean* climate battery batteries renewable* oil gas power "
    "utilities nuclear 能源* 新能源* 电池* 光伏 环保*",
    "homes": "property propert* estate housing home* construction proptech architect* 房产* 地产* 房产服务 家居* 建筑*",
    "learning": "educat* edtech learning school* universit* student* tutor* 教育* 培训*",
    "travel": "travel* hotel* hospitality tourism flight* airline* 旅游* 旅行* 酒店*",
    "security": "security cyber* cybersecurity privacy identity antivirus biometric* 安全*",
    "work": "hr recruit* human talent jobs career* payroll legal law accounting 人力资源 招聘* 法律*",
    "sport": "sport* fitness 体育* 健身*",
    "telecoms": "telecom* wireless networking 通信* 通讯*",
}
_WHOLE = {word: field for field, words in _FIELDS.items() for word in words.split() if not word.endswith("*")}
_STEMS = sorted(
    ((word[:-1], field) for field, words in _FIELDS.items() for word in words.split() if word.endswith("*")),
    key=lambda pair: -len(pair[0]),
)
_TOKEN = re.compile(r"[a-z0-9]+|[^\W\d_a-z]+")


@lru_cache(maxsize=1 << 14)
def fields_of(label: str) -> tuple[str, ...]:
    """The fields that a source's word for a class speaks of; none for words such as software, which all may have."""
    tokens = _TOKEN.findall(label.casefold().replace("e-commerce", "ecommerce").replace("ad tech", "adtech"))
    return tuple(sorted({field for token in tokens if (field := _field(token))}))


def _field(token: str) -> str:
    if token in _WHOLE:
        return _WHOLE[token]
    return next((field for stem, field in _STEMS if token.startswith(stem)), "")
