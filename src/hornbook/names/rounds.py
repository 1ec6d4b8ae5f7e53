"""Words of rounds of funding: the series, the type and the instrument, as sources write them."""

import re
import unicodedata

from hornbook.names.words import Words

_LETTER = re.compile(
    r"(?P<pre>pre[-\s_]*)?(?:(?:series|round|serie)[-\s_]*)?(?P<pre2>pre[-\s_]*)?"
    r"(?P<letter>[a-k])[-\s_.]?(?P<number>[1-9](?!\d))?\s*(?P<plus>\++|plus)?"
    r"[-\s_]*(?:轮|round|series|financing|funding|轮融资|轮次|系列|轮投资)?(?:-上市前)?",
    re.IGNORECASE,
)
"""A轮, Series A, series_a, A round, Pre-A, A+, A2, B plus."""


def lettered(text: str) -> str | None:
    """A series that goes by a letter, as A, A+, A1 or Pre-A; None for any other text."""
    found = _LETTER.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not found:
        return None
    plus = "+" if (found["plus"] or "").lower() == "plus" else found["plus"] or ""
    before = "Pre-" if found["pre"] or found["pre2"] else ""
    return f"{before}{found['letter'].upper()}{found['number'] or ''}{plus}"


series = Words(
    """
    pre-seed = 种子前; 种子前轮; preseed round; pre_seed; Pre-Seed Round
    seed = 种子; 种子轮; seed round; seed funding; seed financing; series seed; 种子期
    seed+ = 种子+轮; seed plus
    pre-angel = 天使前; Pre-天使轮; 天使前轮
    angel = 天使; 天使轮; angel round; angel funding; 天使投资; 天使期
    angel+ = 天使+轮; 天使+; angel plus
    bridge = 过桥; 过桥轮; bridge round
    strategic = 战略投资; 战略融资; 战略轮; strategic investment; strategic round; 战投; 战略入股
    growth = 成长轮; growth equity; growth round; 成长期
    late = 后期; late stage
    pre-IPO = Pre-IPO轮; 上市前; pre_ipo; 上市前融资; Pre IPO round
    crowdfunding = 众筹; 股权众筹; equity crowdfunding; equity_crowdfunding
    buyout = 收购; 并购; LBO; MBO
    """,
    lettered,
)
"""A series by any of its spellings."""


def _lettered_type(text: str) -> str | None:
    letter = lettered(text)
    return None if letter is None else f"series {letter}"


class _Types(Words):
    def line(self, word: str) -> tuple[str, ...]:
        """A round that goes by a letter is one of venture capital."""
        return (word, "venture") if word.startswith("series ") else super().line(word)


round_type = _Types(
    """
    seed = 种子; 种子轮; seed round; seed funding; seed financing; 种子+轮; pre-seed; pre_seed; 种子前轮
    angel = 天使; 天使轮; 天使+轮; angel round; angel funding; 天使投资; individual investor
    venture = 风险投资; 创业投资; venture capital; VC; venture round; 风投; 早期投资
    private_equity = 私募股权; private equity; PE; growth equity; private equity round
    strategic = 战略投资; 战略融资; strategic investment; corporate_round; corporate round; 战略轮; strategic round
    debt_financing = 债权融资; 债务融资; debt financing; debt; 贷款; loan; 债权; debt round; venture debt
    convertible_note = 可转债; 可转换债; convertible note; convertible; convertible notes; 可转债融资; SAFE
    grant = 补助; 资助; 政府补助; grants; subsidy; 补贴; government grant
    secondary = 老股转让; 隔轮老股转让; secondary market; secondary sale; secondary_market; 股权转让
    post_ipo_equity = 上市后融资; IPO上市后; post-IPO equity; 定向增发; 定增; 新三板定增
    post_ipo_debt = post-IPO debt
    pre_ipo = Pre-IPO; Pre-IPO轮; 上市前融资
    equity_crowdfunding = 股权众筹; 众筹; crowdfunding; equity crowdfunding
    product_crowdfunding = 产品众筹; product crowdfunding; reward crowdfunding
    non_equity_assistance = 非股权支持; non equity assistance; 加速器; accelerator; incubator
    initial_coin_offering = ICO; 首次代币发行
    undisclosed = 未披露; 未透露; unknown
    """,
    _lettered_type,
)
"""A type of round by any of its spellings, asked of a rule's words; the book keeps the source's own."""

instrument = Words(
    """
    equity = 股权; 股权融资; 股权投资; equity financing; shares; stock; 增资; 增资扩股; 股票; common stock; preferred stock; 优先股; 普通股
    equity = preferred shares; common shares; equity round; ordinary shares; preference shares; 股份; equity investment; private equity; 定向增发
    debt = 债权; 债务; 债权融资; 债务融资; loan; loans; 贷款; debt financing; venture debt; bond; bonds; 债券; 借款; 银行贷款; credit; credit line
    debt = term loan; 信贷; line of credit; notes; 科技贷款
    grant = 补助; 资助; 政府补助; 无偿资助; grants; subsidy; 补贴; government grant; 拨款; 财政补助
    secondary = 老股; 老股转让; 隔轮老股转让; secondary sale; secondary market; 股权转让; secondary shares; secondary transaction
    convertible = 可转债; 可转换债; 可转换债券; 可转债融资; convertible note; convertible notes; convertible bond; convertible debt
    convertible = convertible loan; 可转股债权; 可转股; CLA; convertible loan note; note convertible; 可转换票据; 可转换借款
    safe = SAFE note; simple agreement for future equity; 未来股权简单协议; SAFE agreement; KISS; SAFE票据; post-money SAFE; pre-money SAFE
    unstated = 未说明; 未披露; 未透露; unknown; undisclosed; not stated; n/a; 不详
    """
)
"""What the money of a round is, by any of its spellings."""
