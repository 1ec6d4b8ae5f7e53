"""Headings of CSVs in Chinese, as an office writes them, with the column of which each is the name."""

import unicodedata
from functools import cache

from hornbook.answers.wording.facts import COLUMNS

_OWN = {
    "company": ("公司", "企业", "公司名称", "企业名称", "单位名称"),
    "kind": ("种类", "事实种类", "事实类型"),
    "on": ("日期", "生效日期", "生效日", "起始日期"),
    "because": ("理由", "依据", "认定理由", "认定依据"),
    "decided_by": ("决定人", "决定单位", "认定人", "认定单位", "经办人"),
    "fact": ("事实", "事实编号"),
    "key": ("区分", "区分词"),
    "matter": ("待认定事项", "认定事项"),
    "outcome": ("结果", "认定结果", "认定结论", "是否通过"),
    "country": ("国家", "国家或地区"),
    "region": ("省", "省份"),
    "until": ("截止日", "有效期至"),
}


@cache
def chinese_headings() -> dict[str, str]:
    """The column of every Chinese heading, full-width signs as half-width ones."""
    own = [(word, column) for column, words in _OWN.items() for word in words]
    return {unicodedata.normalize("NFKC", zh): column for column, zh in COLUMNS.items()} | {
        unicodedata.normalize("NFKC", word): column for word, column in own
    }
