"""In a real browser: from an uploaded file by way of its preview to the census that counts it."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tests.browser import Browser, grave_faults
from tests.console.importing import early_book
from tests.console.test_browser import WATCHED
from tests.park import LAST, LATE, WITH_COUNTRY, detailed

pytest.importorskip("fcntl", reason="imports in the browser need POSIX")


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Where a console that takes imports listens."""
    from hornbook.console.site import ServerSetup, application, listening

    console = application(early_book(tmp_path), ServerSetup(writable=True), patience=120)
    server = listening(console, "127.0.0.1", 0, 1 << 20)

    def run() -> None:
        with suppress(OSError):  # its socket is closed below
            server.run()

    Thread(target=run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()


def test_from_a_file_to_the_census(address: str, browser: Browser) -> None:
    faults: list[str] = []

    def act(page: Any) -> str:
        page.set_default_timeout(120_000)
        page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.add_init_script(WATCHED)
        page.goto(f"{address}/zh/overview?day={LAST}")
        page.click("nav a[href='/zh/import']")
        table = {"name": "企业.csv", "mimeType": "text/csv", "buffer": (WITH_COUNTRY + LATE).encode()}
        page.set_input_files("#table", table)
        faults.extend(grave_faults(page))
        page.click("form[enctype] button")
        page.wait_for_selector("#mapping")
        page.fill("#mapping", detailed(LAST))
        page.click("form[action$=preview] button")
        page.wait_for_selector("form[action$=confirm]")
        page.set_viewport_size({"width": 390, "height": 844})
        root = "document.documentElement"
        if page.evaluate(f"() => {root}.scrollWidth > {root}.clientWidth"):
            faults.append("the preview is wider than a phone")
        faults.extend(grave_faults(page))
        page.click("form[action$=confirm] button")
        page.wait_for_selector("a[href*='census?v=2']")
        faults.extend(grave_faults(page))
        faults.extend(page.evaluate("() => window.refused"))
        page.click("a[href*='census?v=2']")
        page.wait_for_url("**/zh/census?*v=2*")
        page.goto(f"{address}/zh/facts?day={LAST}&company=park:7")
        text: str = page.inner_text("main")
        return text

    assert "Near Miss" in browser.look("about:blank", act)
    assert faults == []
