"""A rule as a page prints it in English: its comparisons, amounts and names as people write them, and nothing else.

The rule itself stays as it is written wherever a program or a person reads it again: JSON, TOML, the column `rule`.
"""

import re
from decimal import Decimal

from hornbook.locale.numbers import exact_money_text

_QUOTED = re.compile(r"(\"[^\"]*\"|'[^']*')")
_AMOUNT = re.compile(r"(?<![\w.])(\d[\d_]*(?:\.\d+)?) ([A-Z]{3})\b")
_NUMBER = re.compile(r"(?<![\w.])\d+(?:_\d+)+")
_NAME = re.compile(r"(?<![\w/])[a-z][a-z0-9]*(?:_[a-z0-9]+)+\b")
_SIGNS = {">=": "≥", "<=": "≤", "!=": "≠"}


def printed_rule(rule: str) -> str:
    """`raised_24m >= 1_000_000_000 USD` as "raised 24m ≥ US$1bn"; words in quotes stay, and no amount is rounded.

    What stands after a slash is part of an id, such as `gei-unicorn/legal_person`, and stays too.
    """
    return "".join(part if n % 2 else _printed(part) for n, part in enumerate(_QUOTED.split(rule)))


def _printed(text: str) -> str:
    text = _AMOUNT.sub(lambda found: exact_money_text(Decimal(found[1].replace("_", "")), found[2]), text)
    text = _NUMBER.sub(lambda found: f"{int(found[0].replace('_', '')):,}", text)
    text = _NAME.sub(lambda found: found[0].replace("_", " "), text)
    for sign, print_sign in _SIGNS.items():
        text = text.replace(sign, print_sign)
    return text
