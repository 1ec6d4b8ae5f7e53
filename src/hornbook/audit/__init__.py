"""The audit of any table of features and outcomes for seven methodological sins.

    found = audit("table.csv")
    found.found                      # ("random-split",)
    found["random-split"].worth.en   # what it is worth, in plain words

`Told` names the roles of columns where names and content do not.
"""

from hornbook.audit.examine import audit
from hornbook.audit.report import SINS, Audit, Example, Finding, Taken, Verdict
from hornbook.audit.roles import Told

__all__ = ["SINS", "Audit", "Example", "Finding", "Taken", "Told", "Verdict", "audit"]
