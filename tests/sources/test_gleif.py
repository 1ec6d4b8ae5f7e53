"""GLEIF's golden copy: look-alikes made from its published columns, and archives that lie."""

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.errors import SourceError
from hornbook.formats import zipped
from hornbook.kinds import Closed, Fact, Founded, Named, Registered
from hornbook.sources.gleif import _COLUMNS, _OTHER, Gleif, check
from hornbook.sources.source import Entry, Reject, Row, sources_by_name
from hornbook.terms import Grade
from tests.english import english

T = TypeVar("T", bound=Fact)
DAY = date(2024, 1, 15)
UPDATED = date(2023, 5, 6)
NAME = "20240115-0000-gleif-goldencopy-lei2-golden-copy.csv"
OTHERS = [f"{_OTHER}.{n}{part}" for n in range(1, 6) for part in ("", ".xmllang", ".type")]
COLUMNS = [*_COLUMNS[:3], *OTHERS, "Entity.LegalAddress.FirstAddressLine", *_COLUMNS[3:]]
Cells = dict[str, str]


def lei(stem: str) -> str:
    """The LEI of eighteen letters or digits: its check digits appended."""
    return f"{stem}{98 - int(''.join(str(int(char, 36)) for char in f'{stem}00')) % 97:02d}"


LEI = lei("9999KILNROBOTICS00")


def record(**cells: str) -> Cells:
    """A record; `Entity_LegalName` stands for Entity.LegalName."""
    known = {
        **{"LEI": LEI, "Entity.LegalName": "Kiln Robotics Limited", "Entity.LegalName.xmllang": "en"},
        **{"Entity.LegalAddress.FirstAddressLine": "1 Secret Street", "Entity.LegalAddress.City": "Leeds"},
        **{"Entity.LegalAddress.Region": "GB-LDS", "Entity.LegalAddress.Country": "GB"},
        **{"Entity.EntityCategory": "GENERAL", "Entity.EntityStatus": "ACTIVE"},
        **{"Entity.LegalForm.EntityLegalFormCode": "H0PO", "Entity.EntityCreationDate": "2011-04-05T00:00:00+01:00"},
        **{"Registration.InitialRegistrationDate": "2014-02-03T10:00:00Z"},
        **{"Registration.LastUpdateDate": "2023-05-06T07:08:09Z", "Registration.RegistrationStatus": "ISSUED"},
        **{"Registration.ValidationSources": "FULLY_CORROBORATED"},
    }
    return dict.fromkeys(COLUMNS, "") | known | {name.replace("_", "."): cell for name, cell in cells.items()}


def other(n: int, name: str, type_: str = "TRADING_OR_OPERATING_NAME", language: str = "") -> Cells:
    stem = f"{_OTHER}.{n}"
    return {stem: name, f"{stem}.type": type_, f"{stem}.xmllang": language}


def text(*rows: Cells) -> str:
    made = io.StringIO(newline="")
    writer = csv.DictWriter(made, COLUMNS, quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    return made.getvalue()


def written(folder: Path, *rows: Cells, extra: tuple[str, str] | None = None) -> Path:
    path = folder / f"{NAME}.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(NAME, text(*rows))
        if extra:
            archive.writestr(*extra)
    return path


def read(folder: Path, *rows: Cells) -> list[Entry]:
    return list(english(Gleif().read((written(folder, *rows),), DAY)))


def of(kind: type[T], entries: list[Entry]) -> list[T]:
    return [fact for entry in entries if isinstance(entry, Row) for fact in entry.facts if isinstance(fact, kind)]


def notes(entries: list[Entry]) -> list[str]:
    return [note for entry in entries if isinstance(entry, Row) for note in entry.notes]


def test_a_record_becomes_its_facts_known_from_its_last_update(tmp_path: Path) -> None:
    (row,) = read(tmp_path, record())
    born = date(2011, 4, 5)
    at = {"subject": f"gleif:{LEI}", "place": f"{NAME}.zip:2", "known": UPDATED, "grade": Grade.FILED, "valid": born}
    assert isinstance(row, Row)
    assert row.facts == (
        Named(**at, key="legal", name="Kiln Robotics Limited", language="en", registered=True),  # type: ignore[arg-type]
        Founded(**at),  # type: ignore[arg-type]
        Registered(**at, key="seat", country="GBR", region="GB-LDS", city="Leeds", legal_form="H0PO"),  # type: ignore[arg-type]
    )
    assert row.notes == ()
    assert "Secret" not in repr(row)


@given(st.text(st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"), min_size=18, max_size=18), st.data())
def test_check_digits_find_one_wrong_letter_and_two_that_changed_places(stem: str, data: st.DataObject) -> None:
    right = lei(stem)
    assert check(right)
    at = data.draw(st.integers(0, 18))
    swapped = right[:at] + right[at + 1] + right[at] + right[at + 2 :]
    assert check(swapped) == (swapped == right)
    letter = data.draw(st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    wrong = right[:at] + letter + right[at + 1 :]
    assert check(wrong) == (wrong == right)


def test_the_worked_example_of_the_standard_holds() -> None:
    assert check("7ZW8QJWVPR4P1J1KQY45")  # given in guides to ISO 17442
    for word in ("", "7ZW8QJWVPR4P1J1KQY46", "7zw8qjwvpr4p1j1kqy45", " 7ZW8QJWVPR4P1J1KQY45", "７ZW8QJWVPR4P1J1KQY45"):
        assert not check(word)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"LEI": LEI[:-1] + "x"}, "LEI: "),
        ({"LEI": LEI[:-2] + "00"}, "LEI: "),
        ({"Entity_EntityCategory": "FUND"}, "a fund, not a company"),
        ({"Entity_EntityCategory": "BRANCH"}, "a branch of another entity"),
        ({"Entity_EntityCategory": "SOLE_PROPRIETOR"}, "a sole proprietor, who is a person"),
        ({"Registration_RegistrationStatus": "DUPLICATE"}, "kept twice"),
        ({"Registration_RegistrationStatus": "ANNULLED"}, "annulled"),
        ({"Entity_LegalName": " "}, "no Entity.LegalName"),
    ],
)
def test_what_is_no_company_is_rejected_and_no_person_named(tmp_path: Path, cells: Cells, reason: str) -> None:
    (entry,) = read(tmp_path, record(**cells))
    assert isinstance(entry, Reject)
    assert entry.reason.startswith(reason)
    assert "Kiln" not in entry.reason


def test_a_former_name_stands_until_the_last_update(tmp_path: Path) -> None:
    named = of(
        Named, read(tmp_path, record() | other(1, "Mud Ltd", "PREVIOUS_LEGAL_NAME") | other(3, "Kiln", "", "de"))
    )
    told = [(fact.name, fact.valid, fact.grade, fact.registered, fact.language) for fact in named]
    assert told == [
        ("Mud Ltd", date(2011, 4, 5), Grade.DERIVED, True, None),
        ("Kiln", date(2011, 4, 5), Grade.FILED, False, "de"),
        ("Kiln Robotics Limited", UPDATED, Grade.FILED, True, "en"),
    ]


def test_of_several_names_the_legal_one_is_the_last_to_be_said(tmp_path: Path) -> None:
    named = of(
        Named, read(tmp_path, record() | other(1, "KILN") | other(2, "kiln") | other(4, "Kiln Robotics Limited"))
    )
    assert [(fact.name, fact.valid) for fact in named] == [
        ("KILN", date(2011, 4, 5)),
        ("Kiln Robotics Limited", date(2011, 4, 5)),
        ("Kiln Robotics Limited", UPDATED),
    ]
    assert len({fact.key for fact in named}) == 3


@pytest.mark.parametrize(
    ("ended", "reason", "valid", "grade", "note"),
    [
        ("2022-03-04T00:00:00Z", "DISSOLVED", date(2022, 3, 4), Grade.FILED, None),
        ("", "", UPDATED, Grade.DERIVED, None),
        ("2025-01-01", "OTHER", UPDATED, Grade.DERIVED, "Entity.EntityExpirationDate: 2025-01-01 is after 2023-05-06"),
    ],
)
def test_an_inactive_entity_closed(
    tmp_path: Path, ended: str, reason: str, valid: date, grade: Grade, note: str | None
) -> None:
    cells = {
        "Entity.EntityStatus": "INACTIVE",
        "Entity.EntityExpirationDate": ended,
        "Entity.EntityExpirationReason": reason,
    }
    entries = read(tmp_path, record() | cells)
    assert [(fact.valid, fact.grade, fact.reason) for fact in of(Closed, entries)] == [(valid, grade, reason or None)]
    assert [told.startswith(note or "~") for told in notes(entries)] == ([True] if note else [])


@pytest.mark.parametrize(
    ("sources_", "grade"),
    [
        ("FULLY_CORROBORATED", Grade.FILED),
        ("PARTIALLY_CORROBORATED", Grade.REPORTED),
        ("ENTITY_SUPPLIED_ONLY", Grade.STATED),
        ("PENDING", Grade.REPORTED),
    ],
)
def test_the_grade_is_how_far_the_record_was_corroborated(tmp_path: Path, sources_: str, grade: Grade) -> None:
    entries = read(tmp_path, record() | {"Registration.ValidationSources": sources_})
    assert {fact.grade for fact in of(Fact, entries)} == {grade}


def test_what_cannot_be_is_noted_and_what_is_not_said_left_out(tmp_path: Path) -> None:
    bare = {"Entity.LegalForm.EntityLegalFormCode": "8888", "Entity.LegalForm.OtherLegalForm": "Guild"}
    strange = {"Entity.LegalAddress.Country": "QQ", "Entity.EntityCreationDate": "0001-01-01T00:00:00Z"}
    late = {"Registration.LastUpdateDate": "2024-02-01T00:00:00Z"}
    entries = read(tmp_path, record() | bare | strange | late)
    (seat,) = of(Registered, entries)
    assert (seat.country, seat.legal_form, seat.known, seat.valid) == (None, "Guild", DAY, date(2014, 2, 3))
    assert of(Founded, entries) == []
    assert notes(entries) == [
        "Registration.LastUpdateDate: 2024-02-01 is after 2024-01-15, the day of recording",
        "Entity.EntityCreationDate: 0001-01-01 is before 1800",
        "Entity.LegalAddress.Country: 'QQ' is no code of ISO 3166-1",
    ]


def test_broken_lines_take_no_others_along_and_a_csv_reads_without_its_zip(tmp_path: Path) -> None:
    lines = text(record(), record(), record()).split("\r\n")
    lines[2] = lines[2].replace('"ACTIVE"', '"ACTIVE')
    (tmp_path / NAME).write_text("\r\n".join(lines), encoding="utf-8", newline="")
    entries = list(english(Gleif().read((tmp_path / NAME,), DAY)))
    assert [(type(entry), entry.place) for entry in entries] == [
        (Row, f"{NAME}:2"),
        (Reject, f"{NAME}:3"),
        (Row, f"{NAME}:4"),
    ]


def test_a_large_file_is_read_block_by_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, *[record()] * 2000)
    taken = []
    blocks = zipped._blocks

    def counted(*given: object) -> Iterator[bytes]:
        for block in blocks(*given):  # type: ignore[arg-type]
            taken.append(len(block))
            yield block

    monkeypatch.setattr(zipped, "_blocks", counted)
    entries = english(Gleif().read((path,), DAY))
    assert isinstance(next(entries), Row)
    first = sum(taken)
    assert sum(isinstance(entry, Row) for entry in entries) == 1999
    assert first * 5 < sum(taken)


def test_an_archive_that_is_none_or_lies_is_a_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = written(tmp_path, *[record()] * 50).read_bytes()
    at = whole.rindex(b"PK\x01\x02")
    wrong = (int.from_bytes(whole[at + 16 : at + 20], "little") ^ 1).to_bytes(4, "little")
    foreign = io.BytesIO()
    with zipfile.ZipFile(foreign, "w") as archive:
        archive.writestr("rr.csv", "Relationship.StartNode.NodeID\n1\n")
    for name, held, words in (
        ("cut.zip", whole[:-40], "no zip"),
        ("page.zip", b"<html>", "no zip"),
        ("crc.zip", whole[: at + 16] + wrong + whole[at + 20 :], "not what the archive declares"),
        ("rr.zip", foreign.getvalue(), "there is no column 'LEI'"),
    ):
        (tmp_path / name).write_bytes(held)
        with pytest.raises(SourceError, match=words):
            list(english(Gleif().read((tmp_path / name,), DAY)))
    for extra, words in ((("b.csv", "x"), "2 members"), (("../x", "x"), "unsafe name")):
        with pytest.raises(SourceError, match=words):
            list(english(Gleif().read((written(tmp_path, record(), extra=extra),), DAY)))
    monkeypatch.setattr(zipped, "STREAMED", 1 << 14)
    with pytest.raises(SourceError, match="unpacks to more than"):
        list(english(Gleif().read((written(tmp_path, *[record()] * 500),), DAY)))
    with pytest.raises(SourceError, match="One golden copy"):
        list(english(Gleif().read((tmp_path, tmp_path), DAY)))


@pytest.mark.parametrize(
    ("name", "day"),
    [(f"{NAME}.zip", DAY), ("lei 2024-01-15.csv", DAY), ("20241315-0000.csv", None), ("120240115.csv", None)],
)
def test_the_file_says_its_day(name: str, day: date | None) -> None:
    assert Gleif().recorded((Path(name),)) == day


def test_the_golden_copy_is_a_source_of_no_promises_and_each_file_a_batch() -> None:
    assert sources_by_name()["gleif"].about is Gleif.about
    assert Gleif().promises(DAY) == ()
    one, two = Path("1.zip"), Path("2.zip")
    assert Gleif().groups((one, two)) == [(one,), (two,)]
