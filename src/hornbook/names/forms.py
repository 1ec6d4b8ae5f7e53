"""Tables of names: legal forms, domain endings, and words that say nothing about which company is meant."""

import re
import unicodedata


def _words(text: str) -> frozenset[str]:
    """The words of a text, in the one way of writing that `fold` gives them."""
    return frozenset(unicodedata.normalize("NFKC", text).casefold().split())


def _phrases(text: str) -> tuple[tuple[str, ...], ...]:
    """Phrases divided by commas; the longest first, so that no shorter one breaks a longer."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return tuple(sorted((tuple(phrase.split()) for phrase in folded.split(",")), key=len, reverse=True))


# Our own table and not cleanco's: a key must stay the same from version to version, and many short forms there (uk, at,
# ok, it, spa) are words of names. Those count here only with dots, as DOTTED.
LAST = _words("""
    inc incorporated corp corporation co company ltd limited llc llp lllp pllc plc lp ulc unltd unlimited pbc gmbh mbh
    gesmbh ag kg kgaa ohg gbr ug se sa sas sasu sarl eurl snc sca srl srls spol sro sl slu sau sgps lda ltda eireli
    sapi sab ab as asa aps oy oyj ou bv nv bvba sprl vof cvba hf ehf kk gk yk pte pty pvt proprietary bhd sdn berhad
    tbk kft zrt nyrt doo dooel eood ood ead uab sia jsc ojsc cjsc pjsc ooo oao zao pao fze fzco fzllc wll saog sae
    kaisha comp cv ctcp ctytnhh pcl ооо оао зао пао нао тоо тов пат прат еоод оод еад ад
    αε επε ικε οε εε בעמ ذمم شمم شمع จำกัด
""")
"""Tokens that are a legal form where they stand last."""

BEFORE_LAST = _words("private proprietary public p t m anonim ve ticaret sanayi")
"""Tokens that belong to the form when one of LAST stands behind them: (P) Ltd, Private Limited."""

FIRST = _words("""
    ooo oao zao pao uab pt cv sia jsc ojsc cjsc pjsc llc llp ctcp ооо оао зао пао нао ао тоо тов пат прат чп ип
    شركة شرکت บริษัท บจก บมจ หจก
""")
"""Tokens that are a legal form where they stand first: PT, OOO."""

FIRST_PHRASES = _phrases("""
    cong ty co phan, cong ty tnhh, cong ty tnhh mtv, cong ty tnhh mot thanh vien, cong ty trach nhiem huu han,
    cong ty trach nhiem huu han mot thanh vien, cong ty hop danh, cong ty, joint stock company,
    open joint stock company, closed joint stock company, public joint stock company, limited liability company,
    limited liability partnership, public limited company
""")
"""Forms of several tokens that stand first: Công ty Cổ phần."""

FRAMED = {"sc": _words("srl sa sca scs snc inc")}
"""Tokens that are a form where they stand first and one of these stands last: S.C. … S.R.L."""

PHRASES = _phrases("""
    sp z oo, sp zoo, sp z o o, spolka z oo, spolka z o o, spolka akcyjna, spolka komandytowa,
    spolka z ograniczona odpowiedzialnoscia, spol s ro, spol s r o, s r o, sa rl, s a r l, ges mbh,
    sa de cv, sab de cv, sapi de cv, s de rl de cv, srl de cv, sa de, sab de, sapi de, srl de, s de rl,
    anonim sirketi, limited sirketi, ltd sti, fz llc, kabushiki kaisha, joint stock company, joint stock co,
    joint stock, open joint stock company, closed joint stock company, public joint stock company,
    limited liability company, limited liability co, limited liability, limited liability partnership,
    limited partnership, public limited company, sociedad anonima, societe anonyme, company limited,
    α ε, ε π ε, ι κ ε, ο ε, ε ε, בע מ, ذ م م, ش م م, ش م ع, ش م ك, จำกัด มหาชน
""")
"""Forms of several tokens; `sa de` is what is left of S.A. de C.V. when its last part with dots is gone already."""

DOTTED = LAST | _words("ek ca spa scpa scrl ss ad dd kd dno as ae epe bm ev eg cv sc sp vos ks rl at et nl")
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

YEAR = re.compile(r"(?:18|19|20)\d\d")
"""A number that is a year rather than one of a series."""

_ENDS = (
    r"in (?:voluntary )?(?:liquidation|administration|receivership|dissolution|bankruptcy|insolvency|winding up)|"
    r"en (?:liquidation|liquidacion|redressement)|in (?:liquidazione|liquidatie|insolvenz|grundung|konkurs)|"
    r"em liquidacao|liquidated|dissolved|bankrupt|insolvent|struck off|deregistered|de-registered|i\. ?l\.|i\. ?gr\."
)
"""How a register says that a company is at its end, or not yet begun."""

REMARK = re.compile(
    rf"(?:{_ENDS}|simulated|simulation|sample|test data|demo|fictitious|cancelled|revoked|"
    r"suspended|dormant|ceased|radiee|dissoute|disuelta|geloscht|erloschen|confidential|undisclosed|pre-?launch|"
    r"(?:since|as of|as at|est\.?|established|founded|launched|from|until|till|to) (?:[a-z]+ )?\d{4}|"
    r"c?(?:18|19|20)\d\d(?: ?[-/~年] ?(?:\d{2,4}|now|present)?)?|(?:sh|sz|bj|hk|nasdaq|nyse)? ?[:.]? ?\d{5,6}|"
    r"(?:已|被|正在|拟)?(?:注销|吊销|吊销未注销|关闭|倒闭|停业|歇业|停运|停止运营|清算|清算中|破产|解散|退市|上市|摘牌|并购|收购|被收购|"
    r"更名|改名|迁出|除名|废业|闭锁|闭店)|模拟|虚拟|示例|存续|在业|开业|在营|筹|筹备|筹备中|暂停|清算中|破产手续中|民事再生|未上市|非上市|"
    r"运营中|已转型|未上线)"
)
"""What stands in brackets behind a name and is no name: (in liquidation), (已注销), (2015)."""

ENDING_REMARK = re.compile(rf"(?:(?:\s*[,;]|\s+[–—-])\s*(?:{_ENDS})|\s+i\. ?(?:l|gr)\.)\s*$")
"""The same behind a comma or a dash at the end of a name; GmbH i.L."""

NOTES = re.compile(
    r"(?:acquired|a (?:subsidiary|division|part|unit|spin)|an? \w+ company|subsidiary|division|part of|owned|"
    r"bought|sold|merged|spun|spin|powered|closed|shut|this company|no longer|inactive|dead|defunct|deadpooled|stealth|"
    r"yc|y combinator|nasdaq|nyse|otc|tsx|asx|aim|lse|hkex|backed|funded|is|by|see|duplicate|"
    r"was (?:acquired|bought|sold|merged|founded|closed|a|an|the|shut|part))\b"
)
"""How a bracket begins that tells something about the company instead of naming it."""
