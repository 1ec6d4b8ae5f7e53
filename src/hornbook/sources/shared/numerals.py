"""Numbers as people write them: with marks at thousands and decimals, and in Chinese signs."""

import re
from decimal import Decimal

from hornbook.formats.cells import Bad
from hornbook.sources.shared.sums_words import CHINESE_DIGITS
from hornbook.text import Phrase, message


def decimal_number(text: str, decimal: str | None) -> Decimal:
    """A number of digits and marks; Bad when its marks stand where neither thousands nor decimals are."""
    plain = re.sub(r"[\s'’]", "", text)
    if not re.fullmatch(r"[.,]?\d[\d.,]*", plain, re.ASCII):
        raise Bad(message("'{text}' is not a number", text=text[:40]))
    mark = decimal or "."
    if decimal is None and plain.count(".") != 1 and "." in plain:
        mark = ","  # 1.000.000: a mark that stands twice parts thousands
    elif decimal is None and "," in plain:
        mark = max(".,", key=plain.rfind) if "." in plain else "."
    other = "," if mark == "." else "."
    whole, _, part = plain.partition(mark)
    if (other in whole and not _GROUPED[other].fullmatch(whole)) or (part and not part.isdigit()):
        raise Bad(_odd_marks(text))
    return Decimal((whole.replace(other, "") or "0") + ("." + part if part else ""))


def _odd_marks(text: str) -> Phrase:
    if re.fullmatch(r"\d+,\d{1,2}", text):
        return message("'{text}' is not a number; where a comma marks decimals, say decimal = \",\"", text=text[:40])
    return message("'{text}' is not a number: its marks stand neither at thousands nor at decimals", text=text[:40])


_GROUPED = {
    ",": re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}", re.ASCII),  # also as in India: 1,00,00,000
    ".": re.compile(r"\d{1,3}(?:[.]\d{3})+", re.ASCII),
}


def chinese_number(text: str) -> Decimal:
    """A number below 10,000 in Chinese signs: 一千二百, 十五, 三五 (digit by digit)."""
    if not re.search("[十百千]", text):
        return Decimal("".join(str(CHINESE_DIGITS[sign]) for sign in text))
    total, digit = 0, 0
    for sign in text:
        if sign in "十百千":
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[sign]
            digit = 0
        else:
            digit = CHINESE_DIGITS[sign]
    return Decimal(total + digit)
