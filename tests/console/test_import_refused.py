"""Imports come from a browser on this machine, from a page of this console, and from nowhere else."""

import logging
from pathlib import Path
from typing import Any

import pytest

from hornbook.console.job import IMPORTS
from hornbook.console.limits import MOST_BYTES
from hornbook.console.uploads import new_job
from tests.cli.here import hornbook
from tests.console.client import Reader

PATHS = ("/en/import", "/zh/import/0123456789abcdef", "/en/import/0123456789abcdef/confirm")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A book that holds nothing."""
    pytest.importorskip("fcntl", reason="imports in the browser need POSIX")
    assert hornbook("init", book=tmp_path / "book").code == 0
    return tmp_path / "book"


def test_a_console_that_only_reads_takes_no_import(book: Path) -> None:
    reader = Reader(book)
    for path in PATHS:
        assert "--writable" in reader.text(path, status=403)
        assert reader.post(path).status_code == 403
    assert reader.post("/en/census").status_code == 403
    assert "/en/import" not in reader.text("/en/log")
    assert not (book / IMPORTS).exists()
    assert "/zh/import" in Reader(book, writable=True).text("/zh/log")


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-For": "127.0.0.1"},
        {"X-Forwarded-Host": "localhost"},
        {"X-Forwarded-Anything": ""},
        {"Forwarded": "for=127.0.0.1"},
        {"X-Real-IP": "127.0.0.1"},
        {"Via": "1.1 proxy"},
        {"Host": "hornbook.example.org"},
        {"Host": "localhost.example.org"},
        {"Origin": "https://example.org"},
        {"Origin": "http://localhost:1"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
    ids=str,
)
def test_a_request_from_elsewhere_is_refused_and_logged(
    headers: dict[str, str], book: Path, caplog: pytest.LogCaptureFixture
) -> None:
    from django.conf import settings

    reader = Reader(book, writable=True)
    settings.ALLOWED_HOSTS += ["hornbook.example.org", "localhost.example.org"]
    with caplog.at_level(logging.WARNING):
        assert _sent(reader, headers=headers).status_code == 403
    assert any("refused POST" in record.getMessage() for record in caplog.records)
    assert list((book / IMPORTS).iterdir()) == []


def _sent(reader: Reader, **more: Any) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return reader.post("/en/import", {"table": SimpleUploadedFile("a.csv", b"id\n1\n")}, **more)


def test_a_request_from_another_machine_is_refused(book: Path) -> None:
    reader = Reader(book, writable=True)
    assert _sent(reader, REMOTE_ADDR="192.0.2.7").status_code == 403
    assert _sent(reader, REMOTE_ADDR="").status_code == 403
    assert reader.get("/en/import", REMOTE_ADDR="192.0.2.7").status_code == 403


def test_a_form_of_another_site_is_refused(book: Path) -> None:
    reader = Reader(book, writable=True, csrf=True)
    job = new_job(book, "a.csv", [b"id\n1\n"])
    for path in ("/en/import", *(f"/en/import/{job.id}/{act}" for act in ("preview", "confirm", "stop", "delete"))):
        assert "another site" in reader.post(path).content.decode()
    assert job.folder.exists()


def test_a_link_of_another_site_may_be_followed(book: Path) -> None:
    followed = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    reader = Reader(book, writable=True)
    assert reader.get("/en/import", headers=followed).status_code == 200
    assert reader.get("/en/import", headers={**followed, "Sec-Fetch-Mode": "no-cors"}).status_code == 403


def test_a_large_upload_is_refused_before_it_is_read(book: Path) -> None:
    reader = Reader(book, writable=True)
    response = _sent(reader, CONTENT_LENGTH=str(MOST_BYTES + (2 << 20)))
    assert response.status_code == 413
    assert "200 MB" in response.content.decode()


def test_other_words_in_an_address_lead_nowhere(book: Path) -> None:
    reader = Reader(book, writable=True)
    job = new_job(book, "a.csv", [b"id\n1\n"])
    for path in ("/en/import/..", "/en/import/../../x", f"/en/import/{job.id}/../x", "/en/import/0123456789abcdef"):
        assert reader.get(path).status_code == 404, path
    assert reader.get(f"/en/import/{job.id}/confirm").status_code == 405
    assert reader.post(f"/en/import/{job.id}/other").status_code == 404
    assert "Choose a file" in reader.post("/en/import").content.decode()


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "hornbook.example.org", "::"])
def test_a_console_for_others_takes_no_imports(host: str, book: Path) -> None:
    refused = hornbook("serve", "--writable", "--host", host, "--port", "0", book=book)
    assert refused.code == 2
    assert "--writable" in refused.err
