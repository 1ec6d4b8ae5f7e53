"""What a fact of each kind says, in one sentence of each language."""

from hornbook.kinds import KINDS, describe_kind
from hornbook.text import Text

CHINESE = {
    "Named": "企业自发生日起使用该名称；企业以首个名称入账。",
    "Founded": "企业于发生日成立。",
    "Registered": "自发生日起，企业的注册地或所在地及企业类型。",
    "Sector": "企业在某一分类体系中所属的类别。",
    "Described": "来源对企业业务的描述。",
    "Website": "企业网址。",
    "Round": "企业获得融资，或公布将获得融资。",
    "Valuation": "对企业的一次估值。",
    "Headcount": "企业的员工人数。",
    "Revenue": "截至发生日若干个月的营业收入。",
    "RnD": "截至发生日若干个月的研发费用。",
    "Figure": "没有专门种类的指标的数值，例如年报中的比率。",
    "Listed": "自发生日起，企业股份在某场所交易；是否算作上市由各标准规定。",
    "Acquired": "企业被收购。",
    "Closed": "企业停止经营。",
    "Patent": "企业获得一项专利授权。",
    "Award": "企业或其所依托的成果获奖。",
    "Affiliation": "企业与某实验室、研究机构或个人存在关联。",
    "Certified": "企业在有效期内具有某项资格，或列入某项名单。",
    "SameAs": "两条记录属于同一企业，或不属于同一企业；以获知日为准，与提问日期无关。",
    "Decision": "由人对只能由人判断的事项作出认定。",
    "Forecast": "事先给出的某事件发生的可能性。",
    "Applied": "企业申请某项支持或认定。",
    "Granted": "企业获批某项支持。",
    "Paid": "某项支持的资金已拨付给企业，或已被收回。",
    "Need": "企业提出的诉求。",
    "Supplies": "企业向另一企业供货或提供服务。",
}
"""The Chinese of each kind's first sentence; a test finds every kind here."""


def kind_meaning(name: str) -> Text:
    """What a fact of a kind says."""
    return Text(describe_kind(KINDS[name]).en, CHINESE[name])
