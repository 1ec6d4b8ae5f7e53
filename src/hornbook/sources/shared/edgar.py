"""Places as EDGAR, the SEC's filing system, codes them: two letters for a state of the US, its own codes elsewhere."""

from typing import NamedTuple

_STATES = """
    AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR
    PA RI SC SD TN TX UT VT VA WA WV WI WY
"""
_PROVINCES = {
    **{"A0": "Alberta", "A1": "British Columbia", "A2": "Manitoba", "A3": "New Brunswick"},
    **{"A4": "Newfoundland and Labrador", "A5": "Nova Scotia", "A6": "Ontario", "A7": "Prince Edward Island"},
    **{"A8": "Quebec", "A9": "Saskatchewan", "B0": "Yukon"},
}
_COUNTRIES = """
    X1USA Z4CAN GUGUM PRPRI VIVIR B5ASM 1VMNP 2JUMI
    B2AFG Y6ALA B3ALB B4DZA B6AND B7AGO 1AAIA B8ATA B9ATG C1ARG 1BARM 1CABW C3AUS C4AUT 1DAZE C5BHS C6BHR C7BGD C8BRB
    1FBLR C9BEL D1BLZ G6BEN D0BMU D2BTN D3BOL 1EBIH B1BWA D4BVT D5BRA D6IOT D9BRN E0BGR X2BFA E2BDI E3KHM E4CMR E8CPV
    E9CYM F0CAF F2TCD F3CHL F4CHN F6CXR F7CCK F8COL F9COM G0COG Y3COD G1COK G2CRI L7CIV 1MHRV G3CUB G4CYP 2NCZE G7DNK
    1GDJI G9DMA G8DOM H1ECU H2EGY H3SLV H4GNQ 1JERI 1HEST H5ETH H7FLK H6FRO H8FJI H9FIN I0FRA I3GUF I4PYF 2CATF I5GAB
    I6GMB 2QGEO 2MDEU J0GHA J1GIB J3GRC J4GRL J5GRD J6GLP J8GTM Y7GGY J9GIN S0GNB K0GUY K1HTI K4HMD X4VAT K2HND K3HKG
    K5HUN K6ISL K7IND K8IDN K9IRN L0IRQ L2IRL Y8IMN L3ISR L6ITA L8JAM M0JPN Y9JEY M2JOR 1PKAZ M3KEN J2KIR M4PRK M5KOR
    M6KWT 1NKGZ M7LAO 1RLVA M8LBN M9LSO N0LBR N1LBY N2LIE 1QLTU N4LUX N5MAC 1UMKD N6MDG N7MWI N8MYS N9MDV O0MLI O1MLT
    1TMHL O2MTQ O3MRT O4MUS 2PMYT O5MEX 1KFSM 1SMDA O9MCO P0MNG Z5MNE P1MSR P2MAR P3MOZ E1MMR T6NAM P5NRU P6NPL P7NLD
    1WNCL Q2NZL Q3NIC Q4NER Q5NGA Q6NIU Q7NFK Q8NOR P4OMN R0PAK 1YPLW 1XPSE R1PAN R2PNG R4PRY R5PER R6PHL R8PCN R9POL
    S1PRT S3QAT S4REU S5ROU 1ZRUS S6RWA Z0BLM U8SHN U7KNA U9LCA Z1MAF V0SPM V1VCT Y0WSM S8SMR S9STP T0SAU T1SEN Z2SRB
    T2SYC T8SLE U0SGP 2BSVK 2ASVN D7SLB U1SOM T3ZAF 1LSGS U3ESP F1LKA V2SDN V3SUR L9SJM V6SWZ V7SWE V8CHE V9SYR F5TWN
    2DTJK W0TZA W1THA Z3TLS W2TGO W3TKL W4TON W5TTO W6TUN W8TUR 2ETKM W7TCA 2GTUV W9UGA 2HUKR C0ARE X0GBR X3URY 2KUZB
    2LVUT X5VEN Q1VNM D8VGB X8WLF U5ESH T7YEM Y4ZMB Y5ZWE
"""
_CODES = {code[:2]: code[2:] for code in _COUNTRIES.split()}
_NAMES = """
    Alabama AL|Alaska AK|Arizona AZ|Arkansas AR|California CA|Colorado CO|Connecticut CT|Delaware DE|
    District of Columbia DC|Florida FL|Georgia GA|Hawaii HI|Idaho ID|Illinois IL|Indiana IN|Iowa IA|Kansas KS|
    Kentucky KY|Louisiana LA|Maine ME|Maryland MD|Massachusetts MA|Michigan MI|Minnesota MN|Mississippi MS|Missouri MO|
    Montana MT|Nebraska NE|Nevada NV|New Hampshire NH|New Jersey NJ|New Mexico NM|New York NY|North Carolina NC|
    North Dakota ND|Ohio OH|Oklahoma OK|Oregon OR|Pennsylvania PA|Rhode Island RI|South Carolina SC|South Dakota SD|
    Tennessee TN|Texas TX|Utah UT|Vermont VT|Virginia VA|Washington WA|West Virginia WV|Wisconsin WI|Wyoming WY|
    Bermuda D0|British Virgin Islands D8|Virgin Islands, British D8|Cayman Islands E9|Israel L3|Ireland L2|Germany 2M|
    United Kingdom X0|China F4|Hong Kong K3|Singapore U0|India K7|Japan M0|Luxembourg N4|Netherlands P7|Switzerland V8|
    France I0|Australia C3|Sweden V7|Denmark G7|Marshall Islands 1T|Guernsey Y7|Jersey Y9|Canada (Federal Level) Z4|
    Alberta, Canada A0|British Columbia, Canada A1|Ontario, Canada A6|Quebec, Canada A8|Nova Scotia, Canada A5|
    Puerto Rico PR|United States X1
"""
_NAMED = {entry.strip()[:-3].casefold(): entry.strip()[-2:] for entry in _NAMES.split("|")}


class EdgarPlace(NamedTuple):
    """A country by ISO 3166-1 alpha-3, or in the source's own word, and a region in it."""

    country: str
    region: str | None = None


def edgar_place(code: str, words: str = "") -> EdgarPlace | None:
    """The place that a code means; of an unknown code its description, else the code; None of neither.

    A state of the US is its two letters, a province of Canada its name.
    """
    if code in _STATES.split():
        return EdgarPlace("USA", code)
    if code in _PROVINCES:
        return EdgarPlace("CAN", _PROVINCES[code])
    found = _CODES.get(code) or words or code
    return EdgarPlace(found) if found else None


def place_named(words: str) -> EdgarPlace | None:
    """The place of that name in English, as filings give the jurisdiction; other words stand as they are."""
    return edgar_place(_NAMED.get(words.casefold(), ""), words)
