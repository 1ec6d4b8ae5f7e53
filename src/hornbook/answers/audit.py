"""An audit of a table as rows and as one object."""

from collections.abc import Iterator
from typing import Any

from hornbook.audit import Audit, Finding, Verdict
from hornbook.locale import Lang
from hornbook.render.show import say
from hornbook.text import Text

Row = dict[str, Any]

AUDIT_CSV = ["sin", "verdict", "title", "measured", "worth", "do", "rows"]

VERDICTS = {
    Verdict.FOUND: Text("FOUND", "有此问题"),
    Verdict.NOT_FOUND: Text("not found", "未发现"),
    Verdict.CANNOT: Text("cannot be examined", "无法审查"),
}


def audit_json(found: Audit) -> Row:
    """An audit as one object; sentences are in both languages."""
    return {
        "file": found.file,
        "found": list(found.found),
        "rows": found.rows,
        "examined": found.examined,
        "refused": found.refused,
        "refusals": list(found.refusals),
        "positives": found.positives,
        "unlabelled": found.unlabelled,
        "roles": [each._asdict() for each in found.roles],
        "features": list(found.features),
        "findings": [_finding(each) for each in found.findings],
        "notes": [each._asdict() for each in found.notes],
    }


def _finding(each: Finding) -> Row:
    return {
        "sin": each.id,
        "verdict": each.verdict.value,
        "title": each.title._asdict(),
        "measured": [said._asdict() for said in each.measured],
        "worth": each.worth._asdict() if each.worth else None,
        "do": each.do._asdict() if each.do else None,
        "rows": each.rows,
        "figures": dict(each.figures),
        "examples": [{"row": one.row, "cells": dict(one.cells)} for one in each.examples],
    }


def audit_rows(found: Audit, lang: Lang) -> Iterator[Row]:
    """One row for each sin, in one language."""
    for each in found.findings:
        yield {
            "sin": each.id,
            "verdict": each.verdict.value,
            "title": say(each.title, lang),
            "measured": " ".join(say(said, lang) for said in each.measured),
            "worth": say(each.worth, lang) if each.worth else None,
            "do": say(each.do, lang) if each.do else None,
            "rows": each.rows,
        }
