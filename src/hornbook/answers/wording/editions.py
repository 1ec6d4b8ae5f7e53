"""Editions of a standard in words, for the pages that are not yet drawn from sheets."""

from hornbook.answers.wording.force import force as _force
from hornbook.locale import Lang, in_language
from hornbook.standards.standard import Edition, Standard
from hornbook.terms import Day
from hornbook.text import Text

PARTIAL = Text("PARTIAL: tiers or clauses of the text are missing here.", "不完整：此处缺少原文的部分层级或条款。")


def force(standard: Standard, edition: Edition, day: Day) -> Text:
    """Whether the edition was in force on the day, in words."""
    found = _force(standard, edition, day)
    return Text(in_language(found, Lang.EN), in_language(found, Lang.ZH))


def branch_name(name: str, lang: Lang) -> str:
    """A way into a tier by its word."""
    return f"情形“{name}”" if lang is Lang.ZH else name.replace("_", " ")
