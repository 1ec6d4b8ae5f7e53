"""What the keys of a standard's file mean, for a draft that explains itself."""

from hornbook.text import Text

KEYS = {
    "id": Text(
        "The word by which you ask for it: small letters, digits, - and _.",
        "查询时所用的编号：小写字母、数字、- 和 _。",
    ),
    "name": Text("Its name in both languages.", "名称，中英文各一。"),
    "issuer": Text("Who issued the text.", "发布单位。"),
    "document": Text("Number or title of the document, if it has one.", "文号或文件名（如有）。"),
    "jurisdiction": Text(
        "Where it applies, in every tier: CN, a province or city by code or name, a list of them, or global.",
        "适用地区：CN、省或市的代码或名称、多个地区的列表，或 global。每一层级都据此判定。",
    ),
    "kind": Text(
        "recognition: an office recognises companies; list: a maker keeps a list; definition: neither.",
        "recognition 为主管部门认定；list 为机构榜单；definition 为仅有定义。",
    ),
    "closed": Text(
        "What becomes of closed companies: drops, no_ground or silent.",
        "已关闭企业如何处理：drops 不再符合；no_ground 不影响；silent 原文未写明。",
    ),
    "sold": Text(
        "What becomes of companies that were sold: drops (they fail), no_ground (they stay), silent.",
        "被收购企业如何处理：drops 不再符合；no_ground 不影响；silent 原文未写明。",
    ),
    "status": Text(
        "complete, or partial where tiers or clauses of the text are missing here.",
        "complete 为完整；partial 为部分层级或条款未录入。",
    ),
    "confidence": Text(
        "high, medium or low: how sure it is that the text says so.", "条文可靠程度：high 高、medium 中、low 低。"
    ),
    "notes": Text("What the text leaves open, in both languages.", "原文未写明之处，中英文各一。"),
    "cite": Text(
        "Where the text was read; editions and clauses name it by its id.", "条文出处；版本与条款按其 id 引用。"
    ),
    "cite.url": Text("Its address, if it has one that can be relied on.", "网址（如有可靠网址）。"),
    "cite.grade": Text(
        "issuer: the issuer's own text; copy: a copy; press: a report or summary; weak: a weak source.",
        "issuer 为发布单位原文；copy 为转载；press 为报道或摘要；weak 为不甚可靠的来源。",
    ),
    "edition": Text(
        "The text as it stood from a day on. A newer text is a further [[edition]] with days of its own.",
        "自某日起的文本。新文本另写一个 [[edition]]，各有起止日期。",
    ),
    "edition.observed": Text(
        "The day of the page that was read, where the text states no first day.",
        "所读网页的日期（原文未写施行日期时用）。",
    ),
    "edition.valid_from": Text("The first day on which it applies.", "施行之日。"),
    "edition.valid_to": Text("Its last day; leave it out while the text is in force.", "失效之日；仍在施行则不写。"),
    "edition.age": Text(
        "How years are counted: anniversary, calendar, or both in a list.",
        "年限算法：anniversary 按周年，calendar 按自然年，未写明则两者都列。",
    ),
    "edition.money": Text(
        "How amounts are compared: the currency, and how others become it: spot, year, or CNY=7.",
        "金额如何比较：币种，以及其他币种如何折算：spot 当日汇率、year 年均汇率，或固定汇率如 CNY=7。",
    ),
    "edition.money.stated": Text("Whether the text itself says how to convert.", "原文是否写明折算方法。"),
    "edition.counts": Text(
        "Which facts count, by kind; left out: the company's own valuations, listings on exchanges.",
        "哪些事实计入，按种类写；不写则只计企业自身估值与交易所上市。",
    ),
    "edition.terms": Text("How long a status lasts that states no end.", "未写明期限的资格有效多久。"),
    "edition.define": Text("Names that the rules below may use.", "下文规则可用的名称。"),
    "edition.matter": Text(
        "What only a person can judge: `judged NAME` asks it, `hornbook decide --matter FILE/NAME` settles it.",
        "只能由人认定的事项。规则写 `judged 名称`；用 `hornbook decide --matter 文件/名称` 认定。",
    ),
    "edition.all": Text(
        "Clauses of every tier, each with a name. `hornbook indicators` lists what a rule may ask.",
        "各层级共有的条款，每条有名称。规则可用的指标见 `hornbook indicators`。",
    ),
    "edition.tier": Text("A tier; tiers stand from the lowest to the highest.", "一个层级；由低到高排列。"),
    "edition.tier.all": Text("Its own clauses: all of them must hold.", "本层级条款：须全部满足。"),
    "edition.tier.any": Text(
        "Ways into the tier: of these tables at least one must hold with all its clauses.",
        "进入本层级的途径：至少满足其中一组的全部条款。",
    ),
    "base": Text("A company from which the examples start.", "各示例所依据的企业。"),
    "base.day": Text("The day on which the examples ask.", "示例的查询日期。"),
    "base.speaks": Text(
        "Kinds of which its source promised to name every fact, so that silence means no.",
        "来源承诺逐一列出的事实种类；未列出即为“否”。",
    ),
    "base.decided": Text("What persons have decided, by matter.", "已由人认定的事项。"),
    "base.facts": Text(
        "Its facts; `hornbook kinds` lists the kinds and their fields.", "其事实；种类与字段见 `hornbook kinds`。"
    ),
    "example": Text(
        "A test; answer is yes, no or unknown. `facts` replace the base's of a kind, `also` adds, `without` drops.",
        "规则的检验：answer 为 yes、no 或 unknown。facts 替换同类事实，also 增加，without 去掉。",
    ),
}
"""By the way to a key without positions; what a table means stands at its heading."""
