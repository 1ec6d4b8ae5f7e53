"""The yearbook in a real browser: readable with a screen reader, and no page wider than the window."""

import pytest

from hornbook.cli.output import Form
from hornbook.locale import Lang
from tests.browser import Browser, grave_faults
from tests.reports.editions import Made


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_sees_no_grave_fault(edition: Made, browser: Browser, lang: Lang, scheme: str) -> None:
    page = edition.files[lang, Form.HTML].as_uri()
    assert browser.look(page, grave_faults, color_scheme=scheme) == []


def test_axe_sees_a_fault_that_is_there(browser: Browser) -> None:
    page = "data:text/html,<html><title>t</title><body><img src='x.png'></body></html>"
    assert [fault.split(":")[0] for fault in browser.look(page, grave_faults)] == ["html-has-lang", "image-alt"]


@pytest.mark.parametrize("lang", Lang)
def test_the_page_fits_a_telephone(edition: Made, browser: Browser, lang: Lang) -> None:
    """Wide tables scroll in themselves; the page does not."""
    page = edition.files[lang, Form.HTML].as_uri()
    wide = "document.documentElement.scrollWidth"
    assert browser.look(page, lambda seen: seen.evaluate(wide), viewport={"width": 390, "height": 844}) <= 390
