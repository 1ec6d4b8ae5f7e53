"""A table becomes facts by a draft and a preview; what is wrong is said, and a killed server loses nothing."""

import json
import os
import signal
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from hornbook.book.book import open_book
from hornbook.console.job import IMPORTS, Job, JobState
from hornbook.console.uploads import jobs_of, new_job, sweep_uploads
from hornbook.errors import QuestionError
from tests.cli.here import hornbook
from tests.console.client import DAY, Reader
from tests.console.importing import early_book, ended, only_job, shown, uploaded
from tests.park import LAST, LATE, WITH_COUNTRY, detailed

HOSTILE = """8,<script>alert(1)</script>,2019-05-01,CHN,Wuhan,1,USD,2024-03-01,
9,=1+1,2019-05-01,CHN,Wuhan,lots,USD,2024-03-01,
"""
TABLE = (WITH_COUNTRY + LATE + HOSTILE).encode()
"""Rows that are right, cells that look like tags and formulas, and an amount that is none."""
NAME = "../../etc/企业 <b>.csv"


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    """A console that takes imports, of the book with the early table."""
    pytest.importorskip("fcntl", reason="imports in the browser need POSIX")
    return Reader(early_book(tmp_path), writable=True)


def test_a_table_becomes_facts_after_a_preview(reader: Reader) -> None:
    before = reader.complete(f"/en/census?{DAY}")
    numbers = reader.get(before + "&format=json").content
    assert uploaded(reader, NAME, TABLE).status_code == 200
    job = only_job(reader.book)
    assert "[[fact]]" in shown(reader, job)
    assert [path for path in reader.book.parent.rglob("*企业*") if path.is_file()] == []
    page = f"/en/import/{job.id}"
    assert reader.post(f"{page}/confirm").status_code == 409
    assert open_book(reader.book).version == 1
    reader.post(f"{page}/preview", {"mapping": detailed(LAST).replace("\n", "\r\n")})
    preview = shown(reader, job)
    assert "Rows of the table: 5" in preview
    assert "Companies in the table: 5" in preview
    assert "Known to the book already: their facts are added: 2" in preview
    assert "lots" in preview
    assert f"{job.upload.file}:6" in preview
    html = reader.get(page).content.decode() + reader.get("/en/import").content.decode()
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)" in html
    assert "=1+1" in html
    assert open_book(reader.book).version == 1
    reader.post(f"{page}/confirm")
    done = shown(reader, job)
    assert "Version of the book: 2" in done
    assert {path.name for path in job.folder.iterdir()} & {job.upload.file, "preview.json"} == set()
    told = json.loads(hornbook("log", "--json", book=reader.book).out)
    assert told["batches"][-1]["facts"] == json.loads((job.folder / "result.json").read_text())["batches"][0]["facts"]
    assert "v=2" in reader.complete(f"/en/census?{DAY}")
    assert reader.get(before + "&format=json").content == numbers
    assert "the newest is 2" in reader.text(before)
    reader.post(f"{page}/delete")
    assert jobs_of(reader.book) == []
    assert list((reader.book / IMPORTS).iterdir()) == []


def test_another_mapping_wants_another_preview(reader: Reader) -> None:
    uploaded(reader, "late.csv", TABLE)
    job = only_job(reader.book)
    ended(job)
    page = f"/en/import/{job.id}"
    reader.post(f"{page}/preview", {"mapping": detailed(LAST)})
    assert ended(job) is JobState.DONE
    job.keep_mapping(detailed(LAST, name="other"))
    assert "Look at the preview" in reader.post(f"{page}/confirm").content.decode()
    assert open_book(reader.book).version == 1
    reader.post(f"{page}/preview", {"mapping": "[source]\nname = 3"})
    assert ended(job) is JobState.FAILED
    text = shown(reader, job)
    assert "mapping.toml" in text
    assert "name = 3" in text
    assert "Confirm" not in text


def _bomb() -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        archive.writestr("xl/workbook.xml", b" " * (250 << 20))
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("bomb.xlsx", _bomb()),
        ("bytes.csv", b"\x00\x01\x02\xff\xfe" * 50),
    ],
)
def test_a_table_that_cannot_be_read_is_a_message(name: str, data: bytes, reader: Reader) -> None:
    uploaded(reader, name, data)
    job = only_job(reader.book)
    text = shown(reader, job)
    assert job.state is JobState.FAILED
    assert "hornbook: " in text
    assert "Traceback" not in text
    assert "unforeseen" not in text
    assert open_book(reader.book).version == 1


@pytest.mark.parametrize(
    ("name", "data"),
    [("table.exe", b"x"), ("table", b"x"), ("empty.csv", b""), ("table.csv\0.exe", b"x"), (".csv", b"x")],
)
def test_what_is_no_table_is_refused_at_once(name: str, data: bytes, reader: Reader) -> None:
    with pytest.raises(QuestionError):
        new_job(reader.book, name, [data])
    assert list((reader.book / IMPORTS).iterdir()) == []


def _preview(reader: Reader, job: Job, mapping: str) -> JobState:
    """How a preview with a mapping ended."""
    reader.post(f"/en/import/{job.id}/preview", {"mapping": mapping})
    return ended(job)


def test_a_mapping_of_personal_data_is_refused(reader: Reader) -> None:
    job = new_job(reader.book, "people.csv", [b"id,name,founded,city,phone\n1,Kite,2019-01-01,Wuhan,13800000000\n"])
    mapping = detailed(LAST).replace('city = { column = "city" }', 'city = { column = "phone" }')
    assert _preview(reader, job, mapping) is JobState.FAILED
    assert "phone" in shown(reader, job)


def test_a_step_can_be_stopped_and_run_again(reader: Reader) -> None:
    job = new_job(reader.book, "late.csv", [TABLE])
    reader.post(f"/en/import/{job.id}/preview", {"mapping": detailed(LAST)})
    reader.post(f"/en/import/{job.id}/stop")
    assert ended(job) in (JobState.STOPPED, JobState.DONE)
    assert _preview(reader, job, detailed(LAST)) is JobState.DONE


def test_a_killed_server_and_step_leave_an_import_that_can_be_run_again(reader: Reader) -> None:
    job = new_job(reader.book, "late.csv", [TABLE])
    assert _preview(reader, job, detailed(LAST)) is JobState.DONE
    reader.post(f"/en/import/{job.id}/confirm")
    assert job.state is JobState.RUNNING
    later = Reader(reader.book, writable=True)  # another server, which has not begun the step
    page = later.get(f"/en/import/{job.id}")
    assert page["Refresh"] == "1"
    assert later.post(f"/en/import/{job.id}/preview", {"mapping": "x"}).status_code == 409
    assert later.post(f"/en/import/{job.id}/delete").status_code == 409
    os.killpg(json.loads((job.folder / "step.json").read_text())["process"], signal.SIGKILL)
    assert ended(job) is JobState.INTERRUPTED
    assert "run it again" in shown(later, job)
    assert hornbook("verify", book=reader.book).code == 0
    assert open_book(reader.book).version == 1
    later.post(f"/en/import/{job.id}/confirm")
    assert ended(job) is JobState.DONE
    assert open_book(reader.book).version == 2


def test_an_interrupted_upload_leaves_nothing(reader: Reader) -> None:
    def cut() -> object:
        yield b"1,2"
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        new_job(reader.book, "a.csv", cut())  # type: ignore[arg-type]
    assert list((reader.book / IMPORTS).iterdir()) == []
    (reader.book / IMPORTS / "0123456789abcdef").mkdir()
    (reader.book / IMPORTS / "tmp.upload.csv").touch()
    sweep_uploads(reader.book)
    assert list((reader.book / IMPORTS).iterdir()) == []
    assert (reader.book / IMPORTS).stat().st_mode & 0o077 == 0
