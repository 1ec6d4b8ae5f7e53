"""What a table of features and outcomes hides: seven sins of method, each found, not found, or not to be examined."""

from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import Any

from hornbook.answers.answer import Answer, Asked
from hornbook.answers.audit_files import FILE_COLUMNS, ColumnRole, ExampleRow, SinFinding, audit_tables
from hornbook.audit import Audit, ColumnRoles, Finding, How, SinVerdict, audit_table
from hornbook.audit.table import ROWS, Report
from hornbook.render.sheet import Block, EmptyLine, Heading, Items, Line, Row, Sheet, Table
from hornbook.text import Message, Phrase, listing, message

VERDICTS = {
    SinVerdict.FOUND: message("FOUND"),
    SinVerdict.NOT_FOUND: message("not found"),
    SinVerdict.CANNOT: message("cannot be examined"),
}
_HOW = {How.GIVEN: message("given"), How.NAME: message("by name"), How.CONTENT: message("by content")}
_ROLES = {
    "id": message("company's id"),
    "name": message("company's name"),
    "day": message("row's day"),
    "outcome": message("outcome"),
    "outcome_day": message("outcome's day"),
    "horizon": message("horizon"),
    "split": message("split"),
    "known": message("day on which a feature was known"),
    "founded": message("founding"),
    "age": message("age"),
    "dated": message("age in another form"),
    "ignored": message("ignored"),
}
_PAGE_ORDER = (SinVerdict.FOUND, SinVerdict.CANNOT, SinVerdict.NOT_FOUND)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class AuditAnswer(Answer):
    """The audit of one table."""

    file: str
    """The name of the file, or `table` for one in memory."""
    sha256: str | None
    """The digest of the file's bytes; empty for a table in memory."""
    prevalence: float | None
    """The base rate that was stated."""
    sins_found: tuple[str, ...]
    rows: int
    examined: int
    refused: int
    refusals: tuple[Phrase, ...]
    positives: int
    unlabelled: int
    roles: tuple[ColumnRole, ...]
    features: tuple[str, ...]
    findings: tuple[SinFinding, ...]
    notes: tuple[Phrase, ...]

    def sheet(self) -> Sheet:
        """The page: what was read and taken for what, then every sin."""
        return audit_sheet(self)

    def tables(self) -> tuple[Table, ...]:
        """One row a sin; the roles of columns; the figures; the file."""
        file: Row = {column.key: getattr(self, column.key) for column in FILE_COLUMNS}
        return audit_tables(self.findings, self.roles, file)


def ask_audit(
    path_or_table: Path | str | Any,
    given: ColumnRoles | None = None,
    *,
    prevalence: float | None = None,
    rows: int = ROWS,
    report: Report | None = None,
    encoding: str | None = None,
) -> AuditAnswer:
    """Audit a table; see `hornbook.audit_table` for what the words mean."""
    audit = audit_table(path_or_table, given, prevalence=prevalence, rows=rows, report=report, encoding=encoding)
    return audit_answer(audit, sha256=_digest(path_or_table), prevalence=prevalence)


def _digest(path_or_table: Path | str | Any) -> str | None:
    if not isinstance(path_or_table, Path | str):
        return None
    with Path(path_or_table).open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def audit_answer(
    audit: Audit,
    *,
    sha256: str | None = None,
    prevalence: float | None = None,
    asked: Asked | None = None,
    name: str | None = None,
) -> AuditAnswer:
    """An audit as an answer; `name` in place of the file's."""
    return AuditAnswer(
        asked=asked or Asked(),
        file=name or audit.file,
        sha256=sha256,
        prevalence=prevalence,
        sins_found=audit.sins_found,
        rows=audit.rows,
        examined=audit.examined,
        refused=audit.refused,
        refusals=audit.refusals,
        positives=audit.positives,
        unlabelled=audit.unlabelled,
        roles=tuple(
            ColumnRole(role=each.role, column=each.column, how=each.how.value, note=each.note or None)
            for each in audit.roles
        ),
        features=audit.features,
        findings=tuple(_finding(each) for each in audit.findings),
        notes=audit.notes,
    )


def _finding(finding: Finding) -> SinFinding:
    return SinFinding(
        sin=finding.id,
        verdict=finding.verdict.value,
        title=finding.title,
        measured=finding.measured,
        worth=finding.worth,
        do=finding.do,
        rows=finding.rows,
        figures=dict(finding.figures),
        examples=tuple(ExampleRow(row=each.row, cells=dict(each.cells)) for each in finding.examples),
    )


# ---- the page


def audit_sheet(answer: AuditAnswer) -> Sheet:
    """The page: what was read and taken for what, then the sins, those found first."""
    blocks: list[Block] = [Heading(message("Audit of {file}", file=answer.file), 1), *_read(answer)]
    order = {verdict.value: n for n, verdict in enumerate(_PAGE_ORDER)}
    for group in _alike(sorted(answer.findings, key=lambda each: order[each.verdict])):
        blocks += _sin(*group)
    titles = [each.title for each in answer.findings if each.verdict == SinVerdict.FOUND.value]
    if titles:
        blocks += [EmptyLine(), Line(message("Found: {sins}.", sins=listing(titles, ";")), strong=True)]
    else:
        blocks += [EmptyLine(), Line(message("None of the seven sins is found."), strong=True)]
    return Sheet(message("Audit of {file}", file=answer.file), tuple(blocks))


def _read(answer: AuditAnswer) -> list[Block]:
    share = answer.positives / max(1, answer.examined - answer.unlabelled)
    blocks: list[Block] = [
        Line(
            message(
                "{rows:,} rows read, {examined:,} examined, {refused:,} refused. {positives:,} positive "
                "({share:.2%}), {unlabelled:,} without an outcome.",
                rows=answer.rows,
                examined=answer.examined,
                refused=answer.refused,
                positives=answer.positives,
                share=share,
                unlabelled=answer.unlabelled,
            )
        )
    ]
    blocks += [Line(message("refused: {place}", place=place), lead="· ") for place in answer.refusals]
    blocks += [Line(_role(role), 2) for role in answer.roles]
    if answer.features:
        blocks.append(Line(message("features: {names}", names=listing(answer.features)), 2))
    else:
        blocks.append(Line(message("There are no features."), 2))
    blocks += [Line(note, lead="· ") for note in answer.notes]
    if answer.sha256:
        blocks.append(Line(message("SHA-256 of the file: {digest}", digest=answer.sha256), 2))
    return blocks


def _role(role: ColumnRole) -> Message:
    how = _HOW[How(role.how)]
    if role.note is None:
        return message("{role} = {column} — {how}", role=_ROLES[role.role], column=role.column, how=how)
    return message(
        "{role} = {column} — {how} ({note})", role=_ROLES[role.role], column=role.column, how=how, note=role.note
    )


def _alike(findings: list[SinFinding]) -> list[list[SinFinding]]:
    """Findings that cannot be examined for one and the same reason together, so that it is said once."""
    groups: list[list[SinFinding]] = []
    for finding in findings:
        same = (finding.verdict, finding.measured, finding.do)
        group = next((g for g in groups if (g[0].verdict, g[0].measured, g[0].do) == same), None)
        if group is None or finding.verdict != SinVerdict.CANNOT.value:
            groups.append([finding])
        else:
            group.append(finding)
    return groups


def _sin(finding: SinFinding, *alike: SinFinding) -> list[Block]:
    verdict = SinVerdict(finding.verdict)
    blocks: list[Block] = [EmptyLine()]
    for each in (finding, *alike):
        title = message("{sin} — {title}: {verdict}", sin=each.sin, title=each.title, verdict=VERDICTS[verdict])
        blocks.append(Line(title, strong=verdict is SinVerdict.FOUND))
    blocks += [Line(sentence, 2) for sentence in finding.measured]
    if finding.worth is not None:
        blocks.append(Line(message("Effect: {sentence}", sentence=finding.worth), 2))
    if finding.do is not None:
        blocks.append(Line(message("Do: {sentence}", sentence=finding.do), 2))
    if verdict is SinVerdict.FOUND and finding.rows:
        blocks.append(Line(message("Rows touched: {rows:,}.", rows=finding.rows), 2))
        if finding.examples:
            blocks.append(Items(tuple(_example(each) for each in finding.examples), indent=4))
    return blocks


def _example(example: ExampleRow) -> Message:
    cells = listing(f"{name} {value or '—'}" for name, value in example.cells.items())
    return message("row {row}: {cells}", row=str(example.row), cells=cells)
