"""Days and sums of money as people typed them into the Indian tracker of funding rounds."""

import re
from datetime import date

from hornbook.formats.cells import Bad
from hornbook.sources.shared.sums import sum_in
from hornbook.terms import EARLIEST, Amount, Day
from hornbook.text import Phrase, message

_DAY = re.compile(r"(\d{1,2})[/.-]+(\d{1,2})[/.-]+(\d{4}|0\d\d)", re.ASCII)


_JOINED = re.compile(r"(\d{1,2})[/.-]+(\d\d)(\d{4})", re.ASCII)


_SMALLEST = 1_000


def tracker_day(text: str, latest: Day) -> tuple[Day, bool]:
    """A day, and whether it is written in full; Bad when it is none."""
    if not text:
        raise Bad(message("Date: no day, so the round has no place in time"))
    whole = text.strip(" .")
    match = _DAY.fullmatch(whole) or _JOINED.fullmatch(whole)
    if not match:
        raise Bad(message("Date: {text!r} is not a day written as day/month/year", text=text[:40]))
    year = match[3] if len(match[3]) == 4 else f"2{match[3]}"
    try:
        found = date(int(year), int(match[2]), int(match[1]))
    except ValueError:
        raise Bad(message("Date: {text!r} is no day of the calendar", text=text[:40])) from None
    if not EARLIEST <= found <= latest:
        raise Bad(
            message(
                "Date: {day} is before {year:d} or after {latest}, the day of recording",
                day=found,
                year=EARLIEST.year,
                latest=latest,
            )
        )
    return found, len(match[3]) == 4 and bool(_DAY.fullmatch(whole))


def tracker_sum(text: str, notes: list[Phrase]) -> tuple[Amount | None, Amount | None]:
    """The least that was paid where the cell says "so much or more", and the amount where it says it; one at most."""
    if not text:
        return None, None
    try:
        read = sum_in(re.sub(r"[, ]+(?=\+?$)", "", text))
        found = read.amount if read.amount is not None else read.least
        if found is None or read.currency not in (None, "USD"):
            raise Bad(message("'{text}' is no sum of dollars", text=text[:40]))
    except Bad as why:
        notes.append(message("Amount: {problem}", problem=why.phrase))
        return None, None
    if found < _SMALLEST:
        notes.append(
            message(
                "Amount: {text!r} is less than {least:,} dollars; a larger unit may be meant",
                text=text,
                least=_SMALLEST,
            )
        )
        return None, None
    return (found, None) if read.amount is None else (None, found)
