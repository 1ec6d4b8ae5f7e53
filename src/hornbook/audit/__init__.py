"""The audit of any table of features and outcomes for seven methodological sins.

    report = audit_table("table.csv")
    report.sins_found              # ("random-split",)
    report["random-split"].worth   # what it is worth, in plain words

`ColumnRoles` gives the roles of columns where names and content do not.
"""

from hornbook.audit.examine import audit_table
from hornbook.audit.report import SINS, Audit, Finding, How, RoleTaken, SinExample, SinVerdict
from hornbook.audit.role_search import ColumnRoles

__all__ = ["SINS", "Audit", "ColumnRoles", "Finding", "How", "RoleTaken", "SinExample", "SinVerdict", "audit_table"]
