"""A real browser for pages, and axe-core on what it draws.

The fixture `browser` is imported by `tests/conftest.py`. A test hands it a function of a page:

    def test_the_title(browser: Browser) -> None:
        assert browser.look("file:///page.html", lambda page: page.title()) == "Title"

Playwright keeps an event loop in the thread that started it, and `asyncio.run` and some libraries refuse to work beside
a loop. So the browser has a thread of its own.
"""

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import pytest

Looked = TypeVar("Looked")

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("chromium", "chromium-browser", "google-chrome")
"""The names of the program on PATH."""
GRAVE = ("serious", "critical")
"""The impacts of axe-core that no page may have."""


class Browser:
    """Chromium in its own thread, started once for all tests."""

    def __init__(self, program: str) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="browser")
        self._thread.submit(self._start, program).result()

    def _start(self, program: str) -> None:
        from playwright.sync_api import sync_playwright

        self._driver = sync_playwright().start()
        self._chromium = self._driver.chromium.launch(executable_path=program, args=FLAGS)

    def look(self, address: str, act: Callable[[Any], Looked], **context: Any) -> Looked:
        """What `act` gives of a page at this address, in a new profile with options of Playwright's `new_context`."""

        def visit() -> Looked:
            profile = self._chromium.new_context(**context)
            try:
                page = profile.new_page()
                page.goto(address)
                return act(page)
            finally:
                profile.close()

        return self._thread.submit(visit).result()

    def close(self) -> None:
        """End the browser and its driver."""

        def end() -> None:
            self._chromium.close()
            self._driver.stop()

        self._thread.submit(end).result()
        self._thread.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium of this machine; tests that want it are skipped where there is none."""
    pytest.importorskip("playwright", reason="playwright is not installed")
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.skip("no Chromium on PATH")
    made = Browser(program)
    yield made
    made.close()


def grave_faults(page: Any) -> list[str]:
    """The serious and critical faults that axe-core sees in a page, with the first places of each."""
    from axe_playwright_python.sync_playwright import Axe

    faults = Axe().run(page).response["violations"]
    return [
        f"{fault['id']}: {fault['help']}: {[node['html'][:200] for node in fault['nodes'][:3]]}"
        for fault in faults
        if fault["impact"] in GRAVE
    ]
