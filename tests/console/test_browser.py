"""The console in a real browser: no errors, nothing that its policy refuses, no serious fault for screen readers."""

from collections.abc import Iterator
from threading import Thread
from typing import Any

import pytest

from hornbook.console.pages import PAGES
from tests.browser import Browser, grave_faults
from tests.console.client import DAY, Reader, park
from tests.console.test_pages import ASKED, OF_MODELS
from tests.park import LAST

__all__ = ["park"]

LOOKS: tuple[dict[str, Any], ...] = (
    {"color_scheme": "light", "viewport": {"width": 1280, "height": 900}},
    {"color_scheme": "dark", "viewport": {"width": 390, "height": 844}},
    {"color_scheme": "dark", "viewport": {"width": 1280, "height": 900}},
    {"color_scheme": "light", "viewport": {"width": 390, "height": 844}},
)
"""How pages are looked at, in turn: every width in every scheme."""
NAMES = [name for name in PAGES if name not in OF_MODELS]
"""Every declared page but those that learn a model, which are asked of a larger book elsewhere."""
LOOKED_THROUGH = ("zh", "en")
"""axe-core, which takes longest, looks through each page in one language, in turn."""
WATCHED = """
window.refused = [];
document.addEventListener("securitypolicyviolation", event => window.refused.push(event.violatedDirective));
"""
"""Is run before anything else on a page."""


@pytest.fixture(scope="module")
def address(park: Reader) -> Iterator[str]:
    """Where a server of the park's book listens."""
    from django.conf import settings
    from waitress.server import create_server

    settings.CONSOLE = park.console
    server: Any = create_server(park.application, host="127.0.0.1", port=0)
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()


def watched(page: Any) -> list[str]:
    """The errors of a page from now on, as they come."""
    errors: list[str] = []
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.add_init_script(WATCHED)
    page.set_default_timeout(120_000)
    return errors


@pytest.mark.parametrize("n", range(len(LOOKS)))
def test_no_page_has_faults(n: int, address: str, browser: Browser) -> None:
    """Every declared page in both languages, each language in one of the four ways."""

    def visit(page: Any) -> dict[str, list[str]]:
        errors, faults = watched(page), {}
        for name, lang in pages_of_look(n):
            page.goto(f"{address}/{lang}/{name}?{DAY}&{ASKED[name][0]}")
            page.evaluate("() => document.querySelectorAll('details').forEach(part => part.open = true)")
            wide, room = (page.evaluate(f"document.documentElement.{of}Width") for of in ("scroll", "client"))
            found = [*errors, *page.evaluate("window.refused")]
            if lang == LOOKED_THROUGH[NAMES.index(name) % 2]:
                found += grave_faults(page)
            faults[f"{lang}/{name}"] = found + (["wider than the screen"] if wide > room else [])
            errors.clear()
        return faults

    faults = browser.look("about:blank", visit, **LOOKS[n])
    assert faults
    assert {name: found for name, found in faults.items() if found} == {}


def pages_of_look(n: int) -> list[tuple[str, str]]:
    """The pages and languages that are looked at in one way: Chinese and English in two ways that differ in both."""
    return [
        (name, lang) for lang, turn in (("zh", 0), ("en", 2)) for i, name in enumerate(NAMES) if (i + turn) % 4 == n
    ]


def test_every_page_is_looked_at_in_both_languages() -> None:
    seen = [pair for n in range(len(LOOKS)) for pair in pages_of_look(n)]
    assert sorted(seen) == sorted((name, lang) for name in NAMES for lang in ("zh", "en"))


def test_the_slider_leads_through_the_years_by_the_keyboard(address: str, browser: Browser) -> None:
    def act(page: Any) -> tuple[list[str], str, str, str, list[str]]:
        errors = watched(page)
        page.goto(f"{address}/en/list?{DAY}")
        page.focus("#year")
        page.keyboard.press("ArrowLeft")
        page.wait_for_url("**day=2023-12-31**")
        page.wait_for_selector("#year-shown:text('2023-12-31')")
        focus = page.evaluate("document.activeElement.id")
        here, shown = page.url, page.get_attribute("#year", "aria-valuetext")
        faults = [*errors, *page.evaluate("window.refused")]
        page.go_back()
        page.wait_for_selector(f"#year-shown:text('{LAST}')")
        return faults, here, shown, focus, [page.inner_text("#year-shown")]

    faults, url, shown, focus, back = browser.look("about:blank", act)
    assert faults == []
    assert "rule=plain@" in url
    assert shown == "2023-12-31"
    assert focus == "year"
    assert back == [LAST]


def test_years_orders_and_search_work_without_a_script(address: str, browser: Browser) -> None:
    def act(page: Any) -> tuple[str, str, int]:
        page.goto(f"{address}/en/list?{DAY}")
        assert not page.is_visible("#year")
        page.click(".years a[data-year='2023']")
        page.wait_for_url("**day=2023-12-31**")
        year = page.url
        page.goto(f"{address}/en/list?{DAY}")
        page.click("thead th:first-child a")
        page.wait_for_url("**sort=name**")
        order = page.get_attribute("thead th:first-child", "aria-sort")
        page.fill("#search", "星火")
        page.click(".search button")
        page.wait_for_url("**/find?*")
        return year, order, page.locator("td a").count()

    year, order, companies = browser.look("about:blank", act, java_script_enabled=False)
    assert "v=2" in year
    assert order == "ascending"
    assert companies > 0


def test_a_chinese_search_leads_to_a_company_by_the_keyboard(address: str, browser: Browser) -> None:
    def act(page: Any) -> list[str]:
        errors = watched(page)
        page.goto(f"{address}/zh/log?{DAY}")
        page.keyboard.press("Tab")
        first = page.evaluate("() => document.activeElement.getAttribute('href')")
        page.focus("#search")
        page.keyboard.type("星")
        page.wait_for_selector("#suggestions a")
        assert grave_faults(page) == []
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url("**/zh/company?*")
        return [first, page.url, page.inner_text("h1"), *errors, *page.evaluate("window.refused")]

    first, url, heading, *faults = browser.look("about:blank", act)
    assert first == "#content"
    assert DAY in url
    assert "星火" in heading
    assert faults == []


def test_a_chart_is_saved_and_answers_the_pointer(address: str, browser: Browser) -> None:
    pytest.importorskip("vl_convert")

    def act(page: Any) -> tuple[list[str], str, str, list[str], str]:
        errors = watched(page)
        page.goto(f"{address}/en/overview?{DAY}")
        names = []
        for form in ("SVG", "PNG"):
            with page.expect_download() as saved:
                page.click(f".below a:text('{form}')")
            names.append(saved.value.suggested_filename)
        with page.expect_download() as saved:
            page.click(".files a:text('CSV')")
        names.append(saved.value.suggested_filename)
        paper = page.evaluate("getComputedStyle(document.querySelector('figure svg [fill=\"#ffffff\"]')).fill")
        page.click(".below button")
        page.wait_for_selector(".vega svg")
        page.hover(".vega .mark-symbol path >> nth=-1")
        page.wait_for_selector("#vg-tooltip-element.visible")
        tip = page.inner_text("#vg-tooltip-element")
        return names, tip, paper, [*errors, *page.evaluate("window.refused")], page.inner_html(".vega")

    names, tip, paper, faults, drawn = browser.look("about:blank", act, color_scheme="dark")
    assert names == ["overview-1.svg", "overview-1.png", "overview.csv"]
    assert LAST in tip
    assert paper != "rgb(255, 255, 255)"
    assert "#ffffff" not in drawn
    assert faults == []


def test_a_heading_says_what_it_means_when_it_has_the_focus(address: str, browser: Browser) -> None:
    def act(page: Any) -> list[bool]:
        page.goto(f"{address}/en/list?{DAY}")
        word = page.locator("th .word[tabindex]").first
        tip = page.locator(f"#{word.get_attribute('aria-describedby')}")
        seen = [tip.is_visible()]
        word.focus()
        seen.append(tip.is_visible())
        page.keyboard.press("Escape")
        return [*seen, tip.is_visible()]

    assert browser.look("about:blank", act) == [False, True, False]


def test_print_has_the_address_and_no_menu(address: str, browser: Browser) -> None:
    def act(page: Any) -> tuple[list[bool], str]:
        page.goto(f"{address}/zh/list?{DAY}")
        page.emulate_media(media="print")
        return [page.is_visible(part) for part in (".top", ".years", ".ask")], page.inner_text(".printed")

    seen, foot = browser.look("about:blank", act)
    assert seen == [False, False, False]
    assert LAST in foot
    assert "/zh/list?" in foot
