"""Files that are broken, huge, lying or in another encoding: a reader stops in bounds and says where."""

import csv
import gzip
import io
import subprocess
import sys
import textwrap
import zipfile
import zlib
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hornbook.errors import SourceError
from hornbook.formats import stream, workbook, zipped
from hornbook.formats.rows import TextRow, csv_lines, digest, existing, sheets
from hornbook.formats.workbook import marked_cells
from hornbook.locale import Lang, in_language


def written(tmp_path: Path, content: str | bytes, name: str = "t.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def problems(lines: list[TextRow]) -> dict[str, str]:
    return {line.place: in_language(line.problem, Lang.EN) for line in lines if line.problem}


def test_a_record_is_named_by_the_line_on_which_it_starts(tmp_path: Path) -> None:
    path = written(tmp_path, '\ufeffname, city \r\n"Kite\nRobotics",Oslo\n\n"Moss ""Bio""",,\n')
    assert list(csv_lines(path, columns=("name", "city"))) == [
        TextRow("t.csv:2", {"name": "Kite\nRobotics", "city": "Oslo"}, None),
        TextRow("t.csv:5", {"name": 'Moss "Bio"', "city": ""}, None),
    ]


def test_gzip_reads_as_the_plain_file_does(tmp_path: Path) -> None:
    content = b"a,b\n" + b"".join(b"%d,x\n" % n for n in range(20_000))
    plain = list(csv_lines(written(tmp_path, content)))
    packed = list(csv_lines(written(tmp_path, gzip.compress(content), "t.csv.gz")))
    assert [line.cells for line in packed] == [line.cells for line in plain]
    assert (len(packed), packed[-1].place) == (20_000, "t.csv.gz:20001")


def test_blank_and_repeated_headers_get_names(tmp_path: Path) -> None:
    [line] = csv_lines(written(tmp_path, ",name,name,\n1,a,b,\n"))
    assert line.cells == {"column 1": "1", "name": "a", "name (2)": "b", "column 4": ""}


def test_a_file_without_a_header_row(tmp_path: Path) -> None:
    assert [line.cells for line in csv_lines(written(tmp_path, "1;2\n"), header=("a", "b"), delimiter=None)] == [
        {"a": "1", "b": "2"}
    ]


def test_old_line_ends(tmp_path: Path) -> None:
    assert [line.cells["b"] for line in csv_lines(written(tmp_path, "a,b\r1,2\r3,4"))] == ["2", "4"]


def test_a_missing_column_is_named_with_its_neighbour(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as error:
        list(csv_lines(written(tmp_path, "fundd_at,x\n"), columns=("funded_at",)))
    assert str(error.value) == (
        "t.csv:1: there is no column 'funded_at'. Did you mean 'fundd_at'? Columns found: fundd_at, x."
    )


def test_the_number_of_cells_is_counted(tmp_path: Path) -> None:
    lines = list(csv_lines(written(tmp_path, "a,b\n1\n1,2,,\n1,2,3\n1,2\n")))
    assert problems(lines) == {"t.csv:2": "1 cell found, 2 expected", "t.csv:4": "3 cells found, 2 expected"}
    assert len(lines) == 4


def test_nul_spoils_its_own_record(tmp_path: Path) -> None:
    lines = list(csv_lines(written(tmp_path, "a,b\n1,x\0y\n2,z\n")))
    assert problems(lines) == {"t.csv:2": "holds a NUL byte"}
    assert lines[1].cells == {"a": "2", "b": "z"}


def test_a_few_bytes_of_another_encoding_spoil_only_their_records(tmp_path: Path) -> None:
    rows = [b"%d,ok" % n for n in range(50)]
    rows[7] = b"7,caf\xe9"
    lines = list(csv_lines(written(tmp_path, b"a,b\n" + b"\n".join(rows))))
    assert problems(lines) == {"t.csv:9": "not valid UTF-8"}
    assert len(lines) == 50


@pytest.mark.parametrize("rows", [30, 5000])
def test_a_wrong_encoding_is_told_from_a_few_bad_bytes(tmp_path: Path, rows: int) -> None:
    path = written(tmp_path, "a,b\n" + "1,深圳\n" * rows, "t.csv")
    path.write_bytes(path.read_text("utf-8").encode("gb18030"))
    with pytest.raises(SourceError, match=r"not valid UTF-8: wrong encoding\? Try gb18030 or cp1252"):
        list(csv_lines(path))


def test_encodings_are_tried_in_order(tmp_path: Path) -> None:
    path = written(tmp_path, "a,b\n1,深圳\n".encode("gb18030"))
    assert next(csv_lines(path, encodings=("utf-8-sig", "gb18030"))).cells["b"] == "深圳"
    with pytest.raises(SourceError, match=r"t\.csv does not read .* utf-8 \(line 2\), ascii \(line 2\)"):
        list(csv_lines(path, encodings=("utf-8", "ascii")))
    with pytest.raises(SourceError, match="No encoding is called 'utf-nein'"):
        list(csv_lines(path, encodings=("utf-nein",)))


def test_utf_16_is_read(tmp_path: Path) -> None:
    path = written(tmp_path, "a,b\n1,深圳\n".encode("utf-16"))
    assert next(csv_lines(path, encodings=("utf-8-sig", "utf-16"))).cells["b"] == "深圳"


def test_a_quote_that_is_never_closed_takes_no_other_row_along(tmp_path: Path) -> None:
    rows = [f"{n},x" for n in range(100_000)]
    rows[3] = '3,"x'
    lines = list(csv_lines(written(tmp_path, "\n".join(["a,b", *rows]))))
    assert len(lines) == 100_000
    assert list(problems(lines)) == ["t.csv:5"]


def test_a_quote_that_closes_in_a_later_row_is_noticed(tmp_path: Path) -> None:
    lines = list(csv_lines(written(tmp_path, 'a,b,c\n1,"x,y\n2,p,q\n3,"r",s\n')))
    assert problems(lines) == {"t.csv:2": "a quote is opened and never rightly closed"}
    assert [line.cells.get("a") for line in lines] == [None, "2", "3"]


def test_text_after_a_closing_quote_on_one_line_is_forgiven(tmp_path: Path) -> None:
    [line] = csv_lines(written(tmp_path, 'a,b\n"Kite"s,1\n'))
    assert line.cells == {"a": "Kites", "b": "1"}


def test_quotes_that_would_be_read_again_and_again_end_the_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hornbook.formats.rows._REREAD", 1 << 20)
    with pytest.raises(SourceError, match="too many quotes are never closed"):
        list(csv_lines(written(tmp_path, "a,b\n" + 'x","\n' * 100_000)))


def test_a_long_line_is_one_problem_and_the_next_line_is_read(tmp_path: Path) -> None:
    lines = list(csv_lines(written(tmp_path, "a,b\n1,2\n" + "x" * 3_000_000 + "\n3,4\n")))
    assert problems(lines) == {"t.csv:3": "longer than 1 MiB"}
    assert (lines[2].place, lines[2].cells) == ("t.csv:4", {"a": "3", "b": "4"})


@pytest.mark.parametrize("start", ["", '"'])
@pytest.mark.parametrize("packed", [False, True])
def test_a_line_of_200_megabytes_is_never_held(tmp_path: Path, start: str, packed: bool) -> None:
    path = tmp_path / ("t.csv.gz" if packed else "t.csv")
    block = b"x" * (1 << 20)
    with gzip.open(path, "wb", 1) if packed else path.open("wb") as file:
        file.write(b"a,b\n" + start.encode())
        for _ in range(200):
            file.write(block)
        file.write(b"\n3,4\n")
    script = f"""
        import resource
        from pathlib import Path
        from hornbook.formats.rows import csv_lines
        from hornbook.locale import Lang, in_language
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for line in csv_lines(Path({str(path)!r})):
            print(line.place, line.problem and in_language(line.problem, Lang.EN))
        print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) >> 10)
    """
    command = [sys.executable, "-c", textwrap.dedent(script)]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\n")
    assert out[:2] == [f"{path.name}:2 longer than 1 MiB", f"{path.name}:3 None"]
    assert int(out[2]) < 24  # MiB above what the program itself takes


@pytest.mark.parametrize("encodings", [("utf-8",), ("utf-8", "latin-1")])
def test_a_gzip_file_that_ends_too_early_says_where(tmp_path: Path, encodings: tuple[str, ...]) -> None:
    import random

    chance = random.Random(1)
    content = b"a,b\n" + b"".join(b"%d,%d\n" % (n, chance.getrandbits(64)) for n in range(200_000))
    packed = gzip.compress(content)
    path = written(tmp_path, packed[: len(packed) // 2], "t.csv.gz")
    with pytest.raises(SourceError, match=r"t\.csv\.gz:\d{5}: the gzip file ends too early .* nothing was imported"):
        list(csv_lines(path, encodings=encodings))


def test_a_damaged_gzip_file(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(b"a,b\n" + b"1,2\n" * 1000))
    packed[-6] ^= 255  # its checksum
    with pytest.raises(SourceError, match=r"the gzip file is damaged .*nothing was imported"):
        list(csv_lines(written(tmp_path, bytes(packed), "t.csv.gz")))


def test_the_name_and_the_content_must_agree_on_gzip(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"is not gzip, though its name ends in \.gz"):
        list(csv_lines(written(tmp_path, "a,b\n", "t.csv.gz")))
    with pytest.raises(SourceError, match=r"is gzip: let its name end in \.gz"):
        list(csv_lines(written(tmp_path, gzip.compress(b"a,b\n"))))


def test_a_gzip_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "UNPACKED", 1 << 20)
    path = written(tmp_path, gzip.compress(b"a,b\n" + b"1,2\n" * 1_000_000), "t.csv.gz")
    with pytest.raises(SourceError, match="unpacks to more than"):
        list(csv_lines(path))


@pytest.mark.parametrize("content", ["", "\n\n", ",,\n1,2,3\n"])
def test_a_file_without_a_header_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(SourceError):
        list(csv_lines(written(tmp_path, content)))


def test_what_is_no_file_is_said(tmp_path: Path) -> None:
    written(tmp_path, "x", "rounds.csv")
    with pytest.raises(SourceError, match=r"There is no file .*round\.csv\. Did you mean 'rounds\.csv'\?"):
        existing(tmp_path / "round.csv")
    with pytest.raises(SourceError, match="is a folder"):
        existing(tmp_path)
    with pytest.raises(SourceError, match="cannot be read"):
        existing(tmp_path / "a\0b")
    assert digest(tmp_path / "rounds.csv").startswith("2d711642b726b044")


CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=6))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_was_written_rightly_reads_back(tmp_path: Path, rows: list[list[str]]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([["a", "b", "c"], *rows])
    lines = list(csv_lines(written(tmp_path, out.getvalue())))
    assert [line.problem for line in lines] == [None] * len(rows)
    assert [list(line.cells.values()) for line in lines] == rows


@given(st.binary(max_size=300) | st.text('ab,"\n\r x', max_size=200).map(str.encode), st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=300)
def test_any_bytes_are_read_or_refused_and_no_line_is_lost(tmp_path: Path, content: bytes, packed: bool) -> None:
    path = written(tmp_path, gzip.compress(content) if packed else content, "t.csv.gz" if packed else "t.csv")
    try:
        lines = list(csv_lines(path, delimiter=None))
    except SourceError as error:
        assert str(error)
    else:
        starts = [int(line.place.rpartition(":")[2]) for line in lines]
        assert starts == sorted(set(starts))
        assert all(bool(line.cells) != bool(line.problem) for line in lines)


@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=6))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_mangled_workbook_is_read_or_refused(tmp_path: Path, at: int, bytes_: bytes) -> None:
    path = workbook_at(tmp_path / "t.xlsx")
    whole = path.read_bytes()
    at %= len(whole)
    path.write_bytes(whole[:at] + bytes_ + whole[at + len(bytes_) :])
    try:
        assert list(sheets(path))
    except SourceError as error:
        assert str(error)


def workbook_at(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "first"
    sheet["B3"], sheet["C3"], sheet["B4"], sheet["C4"] = "name", "day", "Kite", date(2019, 5, 4)
    sheet["D4"], sheet["D5"], sheet["B5"] = 1.5, "=D4*2", True
    book.create_sheet("空")
    book.save(path)
    return path


def rebuilt(path: Path, **changes: bytes) -> Path:
    """The workbook with some members' bytes replaced, named by their stem."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, changes.get(Path(name).stem, content))
    return path


def test_rows_keep_their_numbers_and_formulas_are_named(tmp_path: Path) -> None:
    path = workbook_at(tmp_path / "t.xlsx")
    found = dict(sheets(path))
    assert list(found) == ["first", "空"]
    assert found["first"][:2] == [[None] * 4] * 2
    assert found["first"][3][:2] == [None, "Kite"]
    assert found["first"][3][2] == date(2019, 5, 4)
    assert found["first"][3][3] == 1.5
    assert {sheet: set(found.formulas) for sheet, found in marked_cells(path).items() if found.formulas} == {
        "first": {"D5"}
    }


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = rebuilt(workbook_at(tmp_path / "t.xlsx"), sheet1=b" " * (8 << 20))
    assert path.stat().st_size < 50_000
    monkeypatch.setattr(zipped, "UNPACKED", 4 << 20)
    with pytest.raises(SourceError, match="unpacks to more than 4 MiB; nothing was imported"):
        list(sheets(path))


def test_sizes_that_lie_are_found_out(tmp_path: Path) -> None:
    path = rebuilt(workbook_at(tmp_path / "t.xlsx"), sheet1=b" " * (8 << 20))
    lying = path.read_bytes().replace((8 << 20).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    path.write_bytes(lying)
    with pytest.raises(SourceError, match=r"sheet1\.xml' is not what the archive declares"):
        list(sheets(path))


def test_members_that_share_their_bytes_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.xml", b"x" * 50_000)
        again = archive.infolist()[0]
        for n in range(9):
            copy = zipfile.ZipInfo(f"{n}.xml")
            copy.header_offset, copy.CRC = again.header_offset, again.CRC
            copy.compress_size = copy.file_size = 50_000
            archive.filelist.append(copy)
    with pytest.raises(SourceError, match="its members overlap"):
        list(sheets(path))


@pytest.mark.parametrize("name", ["../../x", "/etc/x", "C:x", "a\\..\\x"])
def test_members_that_leave_the_archive_are_refused(tmp_path: Path, name: str) -> None:
    path = workbook_at(tmp_path / "t.xlsx")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, "x")
    with pytest.raises(SourceError, match="unsafe name"):
        list(sheets(path))


def test_a_damaged_member_an_encrypted_one_and_no_zip_at_all(tmp_path: Path) -> None:
    path = workbook_at(tmp_path / "t.xlsx")
    whole = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        member = archive.getinfo("xl/worksheets/sheet1.xml")
    at = member.header_offset + 60
    path.write_bytes(whole[:at] + bytes(255 - b for b in whole[at : at + 8]) + whole[at + 8 :])
    with pytest.raises(SourceError, match="nothing was imported"):
        list(sheets(path))
    central = whole.index(b"PK\x01\x02")
    path.write_bytes(whole[: central + 8] + b"\x01" + whole[central + 9 :])
    with pytest.raises(SourceError, match="encrypted"):
        list(sheets(path))
    for content, says in (
        (b"no zip", "damaged or no zip"),
        (whole[: len(whole) // 2], "damaged or no zip"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 600, "password or is an old .xls"),
    ):
        path.write_bytes(content)
        with pytest.raises(SourceError, match=says):
            list(sheets(path))
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.xml", "<a/>")
    with pytest.raises(SourceError, match="holds no workbook"):
        list(sheets(path))


SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)


@pytest.mark.parametrize(
    ("xml", "says"),
    [
        (SHEET.format('<row r="1"><c r="XFD1048576"><v>1</v></c></row>'), "reaches to XFD1048576"),
        (SHEET.format(f'<row r="{"9" * 5000}"><c><v>1</v></c></row>'), "a row called '9999"),
        (SHEET.format('<row r="1"><c r="oops"><v>1</v></c></row>'), "a cell called 'oops'"),
        ('<!DOCTYPE a [<!ENTITY b "c">]>' + SHEET.format("<row/>"), "declares a document type"),
        ("<worksheet><sheetData>", "is damaged"),
    ],
)
def test_sheets_that_would_not_fit_or_do_not_read(tmp_path: Path, xml: str, says: str) -> None:
    path = rebuilt(workbook_at(tmp_path / "t.xlsx"), sheet1=xml.encode())
    with pytest.raises(SourceError, match=says):
        list(sheets(path))
    with pytest.raises(SourceError, match=says):
        marked_cells(path)


def test_one_long_text_in_a_great_many_cells_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook_at(tmp_path / "t.xlsx")
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 21))
    rebuilt(path, sheet1=SHEET.format(cells).encode())
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{space}"><si><t>{"x" * 100}</t></si></sst>')
    assert dict(sheets(path))["first"] == [["x" * 100]] * 20
    monkeypatch.setattr(workbook, "TEXT", 1000)
    with pytest.raises(SourceError, match="shows more than 1,000 characters"):
        list(sheets(path))


def test_the_sizes_in_a_zip_are_not_believed_even_when_the_checksum_fits(tmp_path: Path) -> None:
    content = b"<a/>" * 1000
    path = tmp_path / "t.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", content)
    lying = path.read_bytes().replace(len(content).to_bytes(4, "little"), (4).to_bytes(4, "little"))
    lying = lying.replace(zlib.crc32(content).to_bytes(4, "little"), zlib.crc32(b"<a/>").to_bytes(4, "little"))
    path.write_bytes(lying)
    with pytest.raises(SourceError, match="is not what the archive declares"):
        list(sheets(path))
