"""Currencies by their ISO 4217 code, from the code and from the words that people write."""

from difflib import get_close_matches

from hornbook.sources.shared.sums_words import CURRENCIES, DOLLARS, YENS

_CODES = """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLF
    CLP CNY COP CRC CUP CVE CYP CZK DEM DJF DKK DOP DZD EEK EGP ERN ESP ETB EUR FJD FKP FRF GBP GEL GHS GIP GMD GNF GTQ
    GYD HKD HNL HRK HTG HUF IDR IEP ILS INR IQD IRR ISK ITL JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR
    LRD LSL LTL LVL LYD MAD MDL MGA MKD MMK MNT MOP MRU MTL MUR MVR MWK MXN MYR MZN NAD NGN NIO NLG NOK NPR NZD OMR PAB
    PEN PGK PHP PKR PLN PTE PYG QAR ROL RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SIT SKK SLE SLL SOS SRD SSP STN SVC
    SYP SZL THB TJS TMT TND TOP TRL TRY TTD TWD TZS UAH UGX USD UYU UZS VEF VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW
    ZWL
"""
ISO_4217 = frozenset(_CODES.split())
"""The codes in use, and those of currencies that the euro or a new issue replaced."""
_WORDS = {word.casefold(): code for word, code in CURRENCIES.items() if code != YENS and word != DOLLARS}


def currency_code(text: str) -> str | None:
    """The code that a word means: CNY, cny, RMB, 人民币, US$; None for any other text."""
    word = text.strip()
    return word.upper() if word.upper() in ISO_4217 else _WORDS.get(word.casefold())


def nearest_currency(text: str) -> str | None:
    """The code of which a text may be a slip of the pen."""
    near = get_close_matches(text.strip().upper(), sorted(ISO_4217), n=1, cutoff=0.6)
    return near[0] if near else None
