"""Tables of names: legal forms, domain endings, and words that say nothing about which company is meant."""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Our own table and not cleanco's: a key must stay the same from version to version, and many short forms there (uk, at,
# ok, it, spa) are words of names. Those count here only with dots, as DOTTED.
LAST = _words("""
    inc incorporated corp corporation co company ltd limited llc llp lllp pllc plc lp ulc unltd unlimited pbc gmbh mbh
    gesmbh ag kg kgaa ohg gbr ug se sa sas sasu sarl eurl snc sca srl srls spol sro sl slu sau sgps lda ltda eireli
    sapi sab ab as asa aps oy oyj ou bv nv bvba sprl vof cvba hf ehf kk gk yk pte pty pvt proprietary bhd sdn berhad
    tbk kft zrt nyrt doo dooel eood ood ead uab sia jsc ojsc cjsc pjsc ooo oao zao pao fze fzco fzllc wll saog sae
    kaisha ооо оао зао пао
""")
"""Tokens that are a legal form where they stand last."""

BEFORE_LAST = _words("private proprietary public p t m anonim ve ticaret sanayi")
"""Tokens that belong to the form when one of LAST stands behind them: (P) Ltd, Private Limited."""

FIRST = _words("ooo oao zao pao uab pt cv ооо оао зао пао")
"""Tokens that are a legal form where they stand first: PT, OOO."""

PHRASES = (
    ("sp", "z", "oo"),
    ("sp", "zoo"),
    ("sp", "z", "o", "o"),
    ("sa", "de", "cv"),
    ("sab", "de", "cv"),
    ("sapi", "de", "cv"),
    ("s", "de", "rl", "de", "cv"),
    ("srl", "de", "cv"),
    ("sa", "de"),  # of S.A. de C.V., when its last part with dots is gone already
    ("sab", "de"),
    ("sapi", "de"),
    ("srl", "de"),
    ("s", "de", "rl", "de"),
    ("anonim", "sirketi"),
    ("limited", "sirketi"),
    ("ltd", "sti"),
    ("fz", "llc"),
    ("kabushiki", "kaisha"),
)
"""Forms of several tokens."""

DOTTED = LAST | _words("spa scpa scrl ss ad dd kd dno as ae epe bm ev eg cv sc sp vos ks rl at et nl")
"""Forms when they are written with dots, S.p.A.: without them several are words."""

_HAN_FORMS = """
    合伙企业有限合伙 合伙企业特殊普通合伙 合伙企业普通合伙 股份有限责任公司 股份有限公司 有限责任公司 有限责任总公司
    有限总公司 有限公司 股份公司 责任公司 总公司 公司 有限合伙 特殊普通合伙 普通合伙 合伙企业 个人独资企业 股份
    株式会社 有限会社 合同会社 合资会社 주식회사 유한회사
"""
HAN_FORMS = tuple(sorted(_HAN_FORMS.split(), key=len, reverse=True))
"""Chinese, Japanese and Korean legal forms; the longest first."""

BRANCH = ("分公司", "办事处", "子公司")
"""What ends like a form and tells a part of a company."""

HAN_SHORT = {"株": "株式会社", "有": "有限会社", "주": "주식회사", "유": "유한회사"}
"""The same in brackets: (株)."""

_ENDINGS = """
    com net org biz info co io ai me tv fm ly us eu uk de fr es it nl be ch at se no fi dk pl cz ru ua in cn jp kr hk
    tw sg my id th vn ph au nz ca br mx ar cl pe za ng ke il tr ae sa ie pt gr ro hu bg hr rs sk lt lv ee is ma eg pk
    bd lk cc ws gg gl to so sh im la app dev xyz tech online store shop club live life world health care bio energy
    studio design agency digital media network systems solutions cloud games money finance capital ventures inc llc
    mobi name travel
"""
ENDINGS = re.compile(
    r"(?<=\w)\.(?:(?:com|co|net|org|ac|gov|edu)\.(?=[a-z]{2}\b))?(?:" + "|".join(_ENDINGS.split()) + r")(?![\w.])"
)
"""The end of a domain, such as .com or .co.uk, behind the name that it belongs to."""

GENERIC = _words("""
    the a an of for and technologies technology tech systems system solutions solution group holdings holding networks
    network media labs lab software medical health healthcare energy services service international communications
    communication games game mobile pharma pharmaceuticals pharmaceutical biosciences bioscience partners
    entertainment analytics diagnostics innovations innovation innovate sciences science studios studio center centre
    interactive management power security app apps ventures venture digital biotech semiconductor global wireless
    capital data research industries industry products product solar enterprises enterprise devices imaging resources
    development care learning education robotics laboratories biomedical online web website platform tv university
    design foods food exchange sports financial finance club commerce ecommerce logic genomics dynamics vision
    intelligence project cloud engineering investments associates world works productions bank materials consulting
    foundation instruments worldwide payments computing brands express music marketing social gaming logistics
    scientific agency travel graphics company corporate beta alpha new old inc ltd llc startup video photo search
    advertising retail consumer internet www com usa b2b b2c fitness
""")
"""Words that many names share: alone they are no name of one company."""

NOTES = re.compile(
    r"(?:acquired|a (?:subsidiary|division|part|unit|spin)|an? \w+ company|subsidiary|division|part of|owned|"
    r"bought|sold|merged|spun|spin|powered|closed|shut|this company|no longer|inactive|dead|defunct|deadpooled|stealth|"
    r"yc|y combinator|nasdaq|nyse|otc|tsx|asx|aim|lse|hkex|backed|funded|was|is|by|see|duplicate)\b"
)
"""How a bracket begins that tells something about the company instead of naming it."""
