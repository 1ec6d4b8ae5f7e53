"""What a Chinese registered name is made of: 北京星帆科技有限公司 is 北京 + 星帆 + 科技 + 有限公司.

The law orders a name so: place, trade name, industry, legal form; the place may stand in brackets behind the trade.
"""

import re
from typing import NamedTuple

from hornbook.names.china import AUTONOMOUS, LONGEST, NAMED, PROVINCES
from hornbook.names.fold import HAN, fold_spelling, has_han
from hornbook.names.forms import BRANCH, HAN_FORMS, REMARK

_INDUSTRY = """
    科技 技术 信息 网络 智能 智能化 人工智能 电子 软件 硬件 生物 医药 医疗 医学 医院 诊断 药业 制药 器械 医疗器械 汽车
    车业 新能源 能源 材料 新材料 半导体 微电子 集成电路 芯片 机器人 自动化 装备 设备 制造 机械 机电 机器 数控 工程
    环保 环境 生态 通信 通讯 电信 电讯 移动通信 数据 大数据 云计算 区块链 计算 计算机 系统 数字 数码 数据处理 信息处理
    传媒 媒体 文化 传播 文化传播 广告 影视 影业 娱乐 动漫 音乐 教育 培训 咨询 管理 企业管理 资产管理 投资管理 服务
    商务 电子商务 信息咨询 管理咨询 贸易 商贸 进出口 国际贸易 百货 零售 连锁 物流 供应链 供应链管理 运输 快递 仓储
    货运 速运 投资 控股 集团 金融 金融服务 金融信息 金融信息服务 资本 财富 资产 基金 股权 创业投资 风险投资 保险
    保险代理 经纪 支付 银行 证券 租赁 融资租赁 担保 小额贷款 置业 地产 房地产 物业 开发 发展 实业 产业 工业 农业 食品
    乳业 饮料 酒业 餐饮 餐饮管理 酒店 酒店管理 旅游 旅行社 旅行 出行 体育 健身 健康 健康管理 养老 美容 化妆品 日化
    服饰 服装 家居 家具 建筑 建设 装饰 装修 设计 研究 研发 研究院 航空 航天 航空航天 飞行器 无人机 卫星 光电 光电子
    光学 激光 仪器 仪表 电器 电气 电力 电池 电源 照明 储能 光伏 新零售 创新 互联网 互联 互动 在线 移动 无线 传感
    传感器 检测 测控 控制 安全 安防 识别 视觉 物联 物联网 游戏 文旅 智造 智慧 重工 钢铁 化工 化学 石化 石油 矿业 冶金
    水务 电商 人力资源 法律 知识产权 出版 印刷 包装 玩具 珠宝 文创 数科 征信 虚拟现实 自动驾驶 股份 国际 高新 高科
    精密 精工 基因 基因组 细胞 疫苗 试剂 食业 种业 牧业 林业 渔业 纺织 造纸 塑料 橡胶 玻璃 陶瓷 水泥 轮胎
"""
# Words and no pairs of them: in 人工智能科技 a pair 智能科技 would break the word before it.
_WORDS = frozenset(_INDUSTRY.split())
"""Words of trades and industries as they stand in registered names."""
_WORD = max(map(len, _WORDS))
_BRACKET = re.compile(r"\(([^()]*)\)")
_DISTRICT = re.compile(rf"[{HAN}]{{1,3}}?[区县](?![块域间])")
_SHORTEST = 2
"""A trade name has at least so many characters."""


class Parts(NamedTuple):
    """The parts of a registered name, empty where there is none; `words` are those of which the industry is made."""

    place: str
    trade: str
    industry: str
    form: str
    words: tuple[str, ...] = ()


def name_parts(name: str) -> Parts:
    """Place, trade, industry and form of a Chinese name; in other names all but the trade is empty."""
    text = fold_spelling(name).strip()
    if not has_han(text):
        return Parts("", name.strip(), "", "")
    text = _BRACKET.sub(lambda found: "" if REMARK.fullmatch(found[1].strip()) else found[0], text)
    text, form = _form(re.sub(r"\s+", "", text) if _mostly_han(text) else text)
    place = ""
    for inner in _BRACKET.findall(text):
        if not place and place_before(inner) == inner:
            place, text = inner, text.replace(f"({inner})", "", 1)
    text = text.replace("(", "").replace(")", "")
    front = place_before(text)
    if front and not _is_all(text[len(front) :]):
        place, text, front = place or front, text[len(front) :], ""
    trade, words = (text, ()) if _is_all(text[len(front) :]) else _industry(text)
    return Parts(place, trade, "".join(words), form, words)


def place_before(text: str) -> str:
    """The places with which a text begins, as written: 广东省深圳市, 北京市海淀区, 内蒙古; else empty."""
    end = 0
    while (step := _place(text[end:])) and (
        end == 0 or text[:end].removesuffix("省") in PROVINCES or "自治" in text[:end]
    ):
        end += step
    if text[:end].endswith("市") and (found := _DISTRICT.match(text, end)):
        end = found.end()
    return text[:end]


def plain_place(place: str) -> str:
    """A place without the 市 or 省 at its end."""
    return place[:-1] if place[-1:] in ("市", "省") else place


def _place(text: str) -> int:
    """How many characters of a text are one named place with its 省, 市, 县 or 自治区."""
    for length in range(min(LONGEST, len(text)), 1, -1):
        if text[:length] in NAMED:
            rest = text[length:]
            kind = next((word for word in (*AUTONOMOUS, "省", "市", "县") if rest.startswith(word)), "")
            return length + (0 if kind == "市" and rest.startswith(("市场", "市政")) else len(kind))
    found = re.match(rf"[{HAN}]{{2,4}}?市(?![场政值])", text)
    return found.end() if found and len(text) - found.end() >= _SHORTEST else 0


def _form(text: str) -> tuple[str, str]:
    """A name without its legal form, and the form."""
    bare = (
        text.replace("(有限合伙)", "有限合伙")
        .replace("(特殊普通合伙)", "特殊普通合伙")
        .replace("(普通合伙)", "普通合伙")
    )
    form = next((form for form in HAN_FORMS if bare.endswith(form) and len(bare) > len(form)), "")
    if bare.endswith(BRANCH):
        return bare, ""
    return bare.removesuffix(form), form


def _industry(text: str) -> tuple[str, tuple[str, ...]]:
    """The trade name and the words of the industry behind it; the trade name keeps at least two characters."""
    words: list[str] = []
    while (word := _last_word(text)) and len(text) - len(word) >= _SHORTEST:
        words.insert(0, word)
        text = text[: -len(word)]
    return text, tuple(words)


def _last_word(text: str) -> str:
    return next((text[-n:] for n in range(min(_WORD, len(text)), 0, -1) if text[-n:] in _WORDS), "")


def _is_all(text: str) -> bool:
    """Whether a text is nothing but words of industry, so that what stands before it is the trade name: 青海光伏."""
    while word := _last_word(text):
        text = text[: -len(word)]
    return len(text) < _SHORTEST


def _mostly_han(text: str) -> bool:
    return len(re.findall(f"[{HAN}]", text)) * 2 > len(text)
