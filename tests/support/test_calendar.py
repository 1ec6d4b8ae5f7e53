"""The calendar tells a day as open exactly where a window of the text holds it."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from hornbook.answers.support_calendar import entry_phrase
from hornbook.locale import Lang, in_language
from hornbook.support.calendar import support_calendar
from hornbook.support.file import read_support
from hornbook.support.support import Support, TermSpan, Window
from hornbook.terms import shift
from tests.samples import sampled

CITY = read_support(Path(__file__).with_name("voucher.toml"))
"""A made-up voucher of Beijing."""
DAY = date(2026, 11, 30)
_days = st.dates(date(2024, 1, 1), date(2028, 12, 31))
_yearly = st.tuples(_days, _days).map(lambda pair: tuple(f"{day:%m-%d}" for day in pair if f"{day:%m-%d}" != "02-29"))
_windows = st.one_of(
    _yearly.filter(lambda pair: len(pair) == 2).map(lambda pair: Window(*pair, "claim", None)),
    st.tuples(_days, _days).map(lambda pair: Window(*(day.isoformat() for day in sorted(pair)), "redeem", None)),
)


def with_terms(valid: tuple[TermSpan, ...], *windows: Window) -> Support:
    """The voucher with other times and windows."""
    return replace(CITY, editions=(replace(CITY.editions[0], valid=valid, windows=windows),))


def open_on(window: Window, day: date) -> bool:
    """Whether a window with both ends holds a day, by comparing texts."""
    assert window.first is not None
    assert window.last is not None
    text = day.isoformat() if len(window.first) > 5 else f"{day:%m-%d}"
    if window.first <= window.last:
        return window.first <= text <= window.last
    return text >= window.first or text <= window.last


@sampled(100, long=5_000)
@given(day=_days, windows=st.lists(_windows, max_size=3))
def test_a_day_is_open_where_a_window_holds_it(day: date, windows: list[Window]) -> None:
    entries = support_calendar([with_terms((), *windows)], day)
    dated = [(each.first, each.last) for each in entries if each.when == "dated" and each.event in ("claim", "redeem")]
    for n in range((shift(day, 12) - day).days):
        asked = day + timedelta(days=n)
        assert any(first <= asked <= last for first, last in dated if first and last) == any(
            open_on(window, asked) for window in windows
        )
    assert all(last >= day and first < shift(day, 12) for first, last in dated if first and last)


def test_a_yearly_window_ends_with_its_terms() -> None:
    march = Window("03-01", "03-31", "claim", None)
    ended = TermSpan(date(2024, 1, 1), date(2026, 12, 31))
    end, without = support_calendar([with_terms((ended,), march)], DAY)
    assert (end.event, end.first, end.last) == ("terms_end", ended.last, ended.last)
    assert without.when == "unstated"
    first, last = support_calendar([with_terms((TermSpan(date(2024, 1, 1), date(2027, 3, 10)),), march)], DAY)
    assert (first.event, first.first, last.event, last.last) == (
        *("claim", date(2027, 3, 1)),
        *("terms_end", date(2027, 3, 10)),
    )


def test_terms_that_go_on_change_and_do_not_end() -> None:
    old, new = TermSpan(date(2024, 1, 1), date(2026, 12, 31)), TermSpan(date(2027, 1, 1), None)
    edition = CITY.editions[0]
    support = replace(CITY, editions=(replace(edition, valid=(old,)), replace(edition, valid=(new,))))
    assert [each.event for each in support_calendar([support], DAY) if each.when == "dated"] == ["terms_change"]


def test_windows_in_words() -> None:
    open_now = Window("2026-01-01", "2026-12-15", "claim", None)
    over = Window("2026-01-01", "2026-01-31", "claim", None)
    for window, english, chinese in (
        (open_now, "open now, until 2026-12-15: claim", "正在受理，截至 2026-12-15：申领"),
        (over, "closed on 2026-01-31, no later window is known: claim", "已于 2026-01-31 截止，尚无后续申报安排：申领"),
        (
            Window("03-01", "03-31", "redeem", None),
            "2027-03-01 to 2027-03-31: redeem",
            "2027-03-01 至 2027-03-31：兑付",
        ),
        (Window(None, None, "claim", None), "at any time: claim", "随时：申领"),
        (Window(None, "05-06", "claim", None), "until 2027-05-06: claim", "至 2027-05-06：申领"),
    ):
        (entry,) = support_calendar([with_terms((), window)], DAY)
        assert in_language(entry_phrase(entry, DAY), Lang.EN).startswith(english)
        assert in_language(entry_phrase(entry, DAY), Lang.ZH).startswith(chinese)
