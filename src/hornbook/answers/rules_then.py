"""The rules that an earlier answer asked, read from the texts that were kept with the book then."""

import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from hornbook.answers.citation import Cited
from hornbook.book.rule_texts import kept_rule_text
from hornbook.standards.library import library, plain_rule
from hornbook.support.library import support_rules, supports


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesThen:
    """What has become of rules: the texts of then of those that have changed, and those whose text is gone."""

    standards: Mapping[str, Path] = field(default_factory=dict)
    """The kept texts of standards by their ids."""
    supports: Mapping[str, Path] = field(default_factory=dict)
    """The kept texts of supports by their ids."""
    changed: tuple[str, ...] = ()
    """The ids of those that are asked by the text of then."""
    gone: tuple[Cited, ...] = ()
    """Those that have changed and whose text is not kept."""


def rules_then(book: Path, rules: Iterable[Cited]) -> RulesThen:
    """The texts of rules that have changed since, as far as the book keeps them."""
    texts: dict[bool, dict[str, Path]] = {False: {}, True: {}}
    changed, gone = [], []
    for rule in rules:
        if any(digest.startswith(rule.digest) for digest in _digests_now(rule.name)):
            continue
        text = None if rule.name == plain_rule().id else kept_rule_text(book, rule.digest)
        if text is None:
            gone.append(rule)
        else:
            texts[_is_support(text)][rule.name] = text
            changed.append(rule.name)
    return RulesThen(
        standards=texts[False], supports=texts[True], changed=tuple(dict.fromkeys(changed)), gone=tuple(gone)
    )


@contextmanager
def asked_as_then(of: RulesThen, without: Collection[tuple[str, str]] = ()) -> Iterator[None]:
    """Ask by the texts of then, and without some rules of now, which are given by their ids and digests."""
    later = {name for name, digest in without if name in library and library[name].digest == digest}
    later_supports = {name for name, digest in without if name in supports and support_rules[name].digest == digest}
    with ExitStack() as stack:
        stack.enter_context(library.instead(of.standards, later))
        stack.enter_context(supports.instead(of.supports, later_supports))
        yield


def _digests_now(name: str) -> list[str]:
    """The digests of the rules of an id: a standard and a support may have the same one."""
    if name == plain_rule().id:
        return [plain_rule().digest]
    return [known[name].digest for known in (library, support_rules) if name in known]


def _is_support(text: Path) -> bool:
    """Whether a kept text is that of a support."""
    return any("part" in edition for edition in tomllib.loads(text.read_text(encoding="utf-8")).get("edition", ()))
