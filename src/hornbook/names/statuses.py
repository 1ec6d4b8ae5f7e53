"""Statuses that Chinese authorities certify, and lists on which a company may stand, by the names that rules use."""

import re

from hornbook.names.words import Words

_ENDS = re.compile(r"(?:证书|认定|资质|资格|称号|名单|入库)$|\s+(?:certificate|certification|status|qualification)$", re.I)


def _without_end(text: str) -> str | None:
    """A status behind which stands that it is one: 高新技术企业证书."""
    short = _ENDS.sub("", text.strip())
    return status(short) if short != text.strip() else None


status = Words(
    """
    高新技术企业 = 高企; 国高; 国家高新技术企业; 国家级高新技术企业; 国家高企; 高新企业; 国高企业; 高新技术企业认定; 高新技术企业（国家级）
    高新技术企业 = High-tech enterprise; High and new technology enterprise; High and new tech enterprise; High/New Technology Enterprise; HNTE
    高新技术企业 = National high-tech enterprise; National high and new technology enterprise; New and high technology enterprise; HTE; NHTE
    高新技术企业 = New and high-tech enterprise; High & new technology enterprise; High technology enterprise; High-tech company; high-new tech enterprise
    科技型中小企业 = 科小; 国家科技型中小企业; 科技型中小企业入库; 科技中小企业; 国科小; 科技型中小企业（入库）
    科技型中小企业 = Technology-based SME; Tech SME; Sci-tech SME; Technology-based small and medium-sized enterprise; S&T SME; Technology SME
    科技型中小企业 = Science and technology SME; Technology-oriented SME; Technology-based small and medium enterprise
    创新型中小企业 = 创新型中小; Innovative SME; Innovative small and medium-sized enterprise; Innovation-oriented SME; 省级创新型中小企业
    专精特新中小企业 = 专精特新; 专精特新企业; 省级专精特新; 省级专精特新中小企业; 省专精特新; 专精特新型中小企业; “专精特新”中小企业
    专精特新中小企业 = SRDI; SRDI SME; Specialised and sophisticated SME; Specialized and sophisticated SME; SRUI SME; SRDI enterprise
    专精特新中小企业 = Specialized, refined, differential and innovative SME; Specialised, refined, distinctive and innovative SME
    专精特新“小巨人”企业 = 小巨人; 小巨人企业; 专精特新小巨人; 专精特新小巨人企业; 国家级专精特新小巨人; 国家级专精特新“小巨人”企业; 国家级小巨人
    专精特新“小巨人”企业 = 国家专精特新小巨人企业; 国家级专精特新小巨人企业; 国家小巨人; 国家级小巨人企业; 重点小巨人; 国家专精特新小巨人
    专精特新“小巨人”企业 = Little giant; Little giant enterprise; National little giant; SRDI little giant; National SRDI little giant; Little giant firm; SRDI little giant enterprise
    制造业单项冠军企业 = 单项冠军; 单项冠军企业; 制造业单项冠军; 国家级单项冠军; 国家制造业单项冠军; 制造业单项冠军示范企业; 单项冠军示范企业
    制造业单项冠军企业 = Single champion; Manufacturing single champion; Single-item champion; Manufacturing champion; National manufacturing champion
    单项冠军产品 = 制造业单项冠军产品; Single champion product
    技术先进型服务企业 = 技先; 技术先进型服务; Technologically advanced service enterprise; Advanced technology service enterprise; TASE
    技术创新示范企业 = 国家技术创新示范企业; Technological innovation demonstration enterprise; National technological innovation demonstration enterprise
    国家企业技术中心 = 国家级企业技术中心; 国家认定企业技术中心; National enterprise technology centre; National enterprise technology center
    省级企业技术中心 = 省企业技术中心; 省认定企业技术中心; Provincial enterprise technology centre; Provincial enterprise technology center
    市级企业技术中心 = 市企业技术中心; Municipal enterprise technology centre; Municipal enterprise technology center
    农业产业化龙头企业 = 农业产业化国家重点龙头企业; 农业龙头企业; Leading agricultural enterprise
    软件企业 = 双软企业; 双软; 双软认证; 软件企业认定; Software enterprise; Certified software enterprise
    集成电路企业 = 集成电路设计企业; Integrated circuit enterprise; IC design enterprise
    众创空间 = 国家级众创空间; Maker space; Makerspace
    科技企业孵化器 = 国家级科技企业孵化器; 孵化器; Technology business incubator; Incubator
    unicorn = 独角兽; 独角兽企业; Unicorn company; Unicorn enterprise; 中国独角兽; 独角兽榜
    potential_unicorn = 潜在独角兽; 潜在独角兽企业; 准独角兽; 准独角兽企业; 未来独角兽; 未来独角兽企业; 培育独角兽; 独角兽培育企业
    potential_unicorn = Potential unicorn; Future unicorn; Quasi-unicorn; Soonicorn; Potential unicorn company; Potential unicorn enterprise
    seed_unicorn = 种子独角兽; 种子独角兽企业; 种子期独角兽; Seed unicorn; 幼苗独角兽
    gazelle = 瞪羚; 瞪羚企业; Gazelle company; Gazelle enterprise; 国家高新区瞪羚企业; 高新区瞪羚
    potential_gazelle = 潜在瞪羚; 潜在瞪羚企业; 培育瞪羚; 准瞪羚; Potential gazelle; 瞪羚培育企业
    eaglet = 雏鹰; 雏鹰企业; Eaglet; Young eagle enterprise
    hidden_champion = 隐形冠军; 隐形冠军企业; Hidden champion; 隐形独角兽
    super_unicorn < unicorn = 超级独角兽; 超级独角兽企业; Super unicorn; Decacorn; 十角兽
    """,
    _without_end,
)
"""A status by any of its names; a name that only sounds alike, as of a province's own status, is not known."""
