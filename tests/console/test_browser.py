"""The console in a real browser: no errors, nothing that its policy refuses, no serious fault for screen readers."""

from collections.abc import Iterator
from threading import Thread
from typing import Any

import pytest

from tests.browser import Browser, grave_faults
from tests.console.client import DAY, Reader, park
from tests.park import FIRST

__all__ = ["park"]

LOOKS = {
    "overview": {"color_scheme": "light", "viewport": {"width": 1280, "height": 900}},
    "list": {"color_scheme": "dark", "viewport": {"width": 390, "height": 844}},
    "verdicts": {"color_scheme": "dark", "viewport": {"width": 1280, "height": 900}},
    "compare": {"color_scheme": "light", "viewport": {"width": 390, "height": 844}},
}
"""How each page is looked at: every width and every scheme twice."""
QUERIES = {
    "overview": f"from={FIRST}",
    "list": "",
    "verdicts": "companies=park:1",
    "compare": "rules=gei-unicorn&rules=hurun",
}
WATCHED = """
window.refused = [];
document.addEventListener("securitypolicyviolation", event => window.refused.push(event.violatedDirective));
"""
"""Is run before anything else on a page."""


@pytest.fixture(scope="module")
def address(park: Reader) -> Iterator[str]:
    """Where a server of the park's book listens."""
    from waitress.server import create_server

    from hornbook.console.site import application

    server: Any = create_server(application(park.book, patience=120), host="127.0.0.1", port=0)
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", LOOKS)
def test_a_page_has_no_faults(name: str, lang: str, address: str, browser: Browser) -> None:
    def look(page: Any) -> tuple[list[str], list[str], list[str], int, int]:
        errors: list[str] = []
        page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.add_init_script(WATCHED)
        page.goto(f"{address}/{lang}/{name}?{DAY}&{QUERIES[name]}")
        page.evaluate("() => document.querySelectorAll('details').forEach(each => each.open = true)")
        refused: list[str] = page.evaluate("() => window.refused")
        root = "document.documentElement"
        widths = [page.evaluate(f"() => {root}.{of}Width") for of in ("scroll", "client")]
        return errors, refused, grave_faults(page), widths[0], widths[1]

    errors, refused, faults, wide, room = browser.look("about:blank", look, **LOOKS[name])
    assert errors == []
    assert refused == []
    assert faults == []
    assert wide <= room


def test_a_chinese_search_leads_to_a_company_by_the_keyboard(address: str, browser: Browser) -> None:
    def act(page: Any) -> list[str]:
        page.goto(f"{address}/zh/log?{DAY}")
        page.keyboard.press("Tab")
        first = page.evaluate("() => document.activeElement.getAttribute('href')")
        page.fill("#search", "星火")
        page.keyboard.press("Enter")
        page.wait_for_url("**/zh/find?*")
        page.click("td a >> nth=0")
        page.wait_for_url("**/zh/company?*")
        return [first, page.url, page.inner_text("h1")]

    first, url, heading = browser.look("about:blank", act)
    assert first == "#content"
    assert DAY in url
    assert "星火" in heading
