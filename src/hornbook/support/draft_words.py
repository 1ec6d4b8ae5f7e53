"""What the keys of a support's file mean, for a draft that explains itself."""

from hornbook.standards.draft_words import KEYS
from hornbook.text import Text

_OWN = {
    "bureau": Text("Who handles claims, where it is not the issuer.", "受理部门（与发布单位不同时写）。"),
    "jurisdiction": Text(
        "Where it applies: CN, a province or city by code or name, or a list of them. Every part asks it.",
        "适用地区：CN、省或市的代码或名称，或其列表。每一项支持都据此判定。",
    ),
    "level": Text(
        "Whose money it is: national, province, city, district or other. The upper level pays first.",
        "资金层级：national 国家、province 省、city 市、district 区县、other 其他。上级先付。",
    ),
    "kind": Text(
        "grant, voucher, interest, rent, talent, listing, tax, fund, loan, guarantee, equity, scenario, service, status"
        " or ceiling; one or a list.",
        "支持方式：grant 奖补、voucher 券、interest 贴息、rent 房租、talent 人才、listing 上市、tax 税收、fund 基金、"
        "loan 贷款、guarantee 担保、equity 股权、scenario 场景、service 服务、status 资格、ceiling 上限；可写列表。",
    ),
    "beneficiary": Text(
        "Who gets it: company, investor or other. Only what reaches companies is bundled.",
        "受益人：company 企业、investor 投资人、other 其他。只有企业所得才进入组合。",
    ),
    "closed": Text(
        "What becomes of closed companies: drops (they get nothing) or no_ground.",
        "已关闭企业如何处理：drops 不再享受；no_ground 不影响。",
    ),
    "earlier": Text(
        "unwritten where it existed before its first edition here: an earlier day is then unknown, never no.",
        "unwritten 表示首个版本之前政策已存在：更早的日期无法判定，而非“否”。",
    ),
    "status": Text(
        "complete, or partial where terms of the text are missing here.",
        "complete 为完整；partial 为部分条件未录入。",
    ),
    "edition": Text(
        "The terms of a time. Other terms are a further [[edition]] with days of its own.",
        "一段时间内的条件。条件改变时另写一个 [[edition]]，各有起止日期。",
    ),
    "edition.valid": Text(
        "Its times with first and last day; no end where the text states none, nothing where it states no day.",
        "有效期的起止日；原文未写终止日则不写 last，未写任何日期则整项不写。",
    ),
    "edition.parts": Text(
        "With several parts: add where they add up, best where one of them is had.",
        "有多项支持时：add 可同时享受；best 择优享受一项。",
    ),
    "edition.without_application": Text("Whether it is paid without application.", "是否免申即享。"),
    "edition.obligations": Text("What a company that has it must do.", "享受支持后的义务。"),
    "edition.clawback": Text("When it is paid back.", "追回的情形。"),
    "edition.evidence": Text("The papers of a claim.", "申报材料。"),
    "edition.input": Text(
        "Figures that the claim states; unit is money, number, share or day. `hornbook state` records them.",
        "申报时填写的数据；unit 为 money 金额、number 数量、share 比例或 day 日期。由 `hornbook state` 录入。",
    ),
    "edition.all": Text(
        "Clauses of every part, each with a name. `hornbook indicators` lists what a rule may ask.",
        "各项支持共有的条款，每条有名称。规则可用的指标见 `hornbook indicators`。",
    ),
    "edition.part": Text("One way to be entitled, and what it brings.", "一项支持：条件与所得。"),
    "edition.part.standard": Text(
        "A standard and its tier whose conditions are asked beside the own ones.",
        "同时须满足的标准及层级。",
    ),
    "edition.part.amount": Text(
        "The amount in the edition's currency: numbers with units, inputs, + - * /, min, max, slices, cases, between.",
        "金额，以本版本币种计：可用带单位的数、申报数据、+ - * /、min、max、slices、cases、between。",
    ),
    "edition.part.counts": Text(
        "What the amount is: money, deduction, exclusion, loan, guarantee, equity, carried or ceiling.",
        "金额的性质：money 拨款、deduction 扣除、exclusion 免税所得、loan 贷款、guarantee 担保、equity 股权、"
        "carried 结转、ceiling 上限。",
    ),
    "edition.part.caps": Text(
        "The most that is paid; per contract, project, year or lifetime.",
        "最高金额；per 为 contract 每合同、project 每项目、year 每年、lifetime 累计。",
    ),
    "edition.part.instalments": Text(
        "Shares that are paid at their own time; they make 100%.", "分期支付，合计 100%。"
    ),
    "edition.part.doubt": Text("What is doubtful about the amount; pages show it.", "金额存疑之处；页面会写明。"),
    "edition.part.all": Text("The part's own clauses: all of them must hold.", "本项条款：须全部满足。"),
    "edition.pool": Text(
        "What there is in all: per year, batch or lifetime; shared out by day, score, pro_rata or unstated.",
        "资金总额：per 为 year 每年、batch 每批、lifetime 累计；"
        "rationing 为 day 先到先得、score 择优、pro_rata 按比例、unstated 未写明。",
    ),
    "edition.window": Text(
        "When a claim is filed or redeemed; 03-01 comes back every year.",
        "申报（claim）或兑付（redeem）的时间；03-01 每年重复。",
    ),
    "edition.stack": Text(
        "What it may be joined with: at_most, ceiling or needs. Supports that name one group share its rule.",
        "与其他支持的叠加规则：at_most 限项、ceiling 合计上限、needs 以他项为前提。写同一组名的支持共用规则。",
    ),
    "edition.order": Text(
        "A weight by which matched companies are put in order; `when` is a condition, `value` a quantity.",
        "匹配时企业排序的权重；when 为条件，value 为数值及其区间。",
    ),
    "example": Text(
        "A test; answer is yes, no or unknown, amount the least and the most. `facts` replace the base's of a kind.",
        "规则的检验：answer 为 yes、no 或 unknown，amount 为最少与最多。facts 替换同类事实。",
    ),
}
_SHARED = (
    "id", "name", "issuer", "document", "notes", "cite", "cite.url", "cite.grade", "edition.observed", "edition.age",
    "edition.money", "edition.money.stated", "edition.counts", "edition.terms", "edition.define", "edition.matter",
    "base", "base.day", "base.speaks", "base.decided", "base.facts",
)  # fmt: skip

SUPPORT_KEYS = {key: KEYS[key] for key in _SHARED} | _OWN
"""By the way to a key without positions, as for standards; keys that mean the same have the same words."""
