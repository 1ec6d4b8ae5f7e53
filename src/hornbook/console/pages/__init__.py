"""The pages of the console, group by group; each is one declaration beside the function that asks it."""

from hornbook.console.pages.companies import FIND_PAGES, READING_PAGES
from hornbook.console.pages.evidence import EVIDENCE_PAGES
from hornbook.console.pages.page import Page
from hornbook.console.pages.population import POPULATION_PAGES
from hornbook.console.pages.scout import SCOUT_COMPANY_PAGES, SCOUT_PAGES
from hornbook.console.pages.support import SUPPORT_COMPANY_PAGES, SUPPORT_OWN_PAGES

COMPANY_PAGES = (*READING_PAGES, *SUPPORT_COMPANY_PAGES, *SCOUT_COMPANY_PAGES)
"""The pages of one company; each links to the others."""
_DECLARED = (*POPULATION_PAGES, *SCOUT_PAGES, *SUPPORT_OWN_PAGES, *EVIDENCE_PAGES, *FIND_PAGES, *COMPANY_PAGES)
PAGES = {page.name: page for page in _DECLARED}
"""Every page by its name, in the order of the menu."""
SUPPORT_PAGES = tuple(page for page in _DECLARED if page.support)
"""The pages of one support; each links to the others."""
STANDARD_PAGES = tuple(page for page in POPULATION_PAGES if page.standard)
"""The pages that ask one standard; that of the standard itself links to the others."""

__all__ = ["COMPANY_PAGES", "PAGES", "STANDARD_PAGES", "SUPPORT_PAGES", "Page"]
