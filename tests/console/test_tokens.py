"""Tokens of the API: shown once, kept as hashes, ended at once; without any, this machine alone may ask."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from hornbook.console.tokens import FOLDER, new_token, read_tokens, revoke_token, token_name
from hornbook.errors import BookError, QuestionError
from tests.cli.here import hornbook
from tests.console.client import Reader

PATH = "/api/v1/support"


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A book that holds nothing."""
    assert hornbook("init", book=tmp_path / "book").code == 0
    return tmp_path / "book"


def test_without_tokens_this_machine_alone_may_ask(empty: Path) -> None:
    reader = Reader(empty)
    assert reader.get(PATH).status_code == 200
    far = reader.get(PATH, REMOTE_ADDR="192.0.2.7")
    assert far.status_code == 403
    assert "--new-token" in json.loads(far.content)["detail"]
    for header in ("X-Forwarded-For", "Forwarded", "Via", "X-Real-IP", "X-Forwarded-Anything"):
        assert reader.get(PATH, headers={header: "127.0.0.1"}).status_code == 403, header


def test_a_token_opens_until_it_is_revoked(empty: Path) -> None:
    made = hornbook("serve", "--new-token", "--name", "tax-bureau", book=empty)
    assert made.code == 0, made.err
    token = made.out.strip()
    reader = Reader(empty)

    def status(**headers: str) -> int:
        code: int = reader.get(PATH, REMOTE_ADDR="192.0.2.7", headers=headers).status_code
        return code

    assert status(Authorization=f"Bearer {token}") == 200
    assert status() == status(Authorization=f"Bearer {token}x") == status(Authorization=f"Basic {token}") == 401
    refused = reader.get(PATH)
    assert refused.status_code == 401
    assert refused["WWW-Authenticate"].startswith("Bearer")
    assert hornbook("serve", "--tokens", book=empty).out.startswith("tax-bureau\t")
    assert hornbook("serve", "--revoke", "tax-bureau", book=empty).code == 0
    assert status(Authorization=f"Bearer {token}") == 403
    assert reader.get(PATH).status_code == 200


def test_only_a_hash_is_kept_and_only_its_owner_reads_it(empty: Path) -> None:
    name, token = new_token(empty)
    assert token not in "".join(path.read_text() for path in empty.rglob("*.json"))
    assert token_name(read_tokens(empty), token) == name
    assert token_name(read_tokens(empty), token + "\udc80") is None
    assert (empty / FOLDER).stat().st_mode & 0o077 == 0


def test_names_are_taken_once_and_are_plain(empty: Path) -> None:
    assert [new_token(empty)[0], new_token(empty)[0]] == ["token-1", "token-2"]
    for name in ("token-1", "", "a b", "../tokens", "x" * 41, "\n"):
        with pytest.raises(QuestionError):
            new_token(empty, name)
    with pytest.raises(QuestionError):
        revoke_token(empty, "nobody")
    assert hornbook("serve", "--tokens", "--new-token", book=empty).code == 2
    assert hornbook("serve", "--name", "x", book=empty).code == 2


def test_tokens_made_at_once_are_all_kept(empty: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: new_token(empty), range(12)))
    tokens = read_tokens(empty)
    assert sorted(name for name, _ in made) == sorted(token.name for token in tokens)
    assert all(token_name(tokens, text) == name for name, text in made)


def test_a_damaged_file_of_tokens_opens_nothing(empty: Path) -> None:
    new_token(empty)
    for damage in (b"[", b"{}x", b"\xff", b'[{"name": 1}]'):
        (empty / FOLDER / "tokens.json").write_bytes(damage)
        with pytest.raises(BookError):
            read_tokens(empty)
        assert Reader(empty).get(PATH).status_code == 500


def test_a_token_asks_no_more_than_its_rate(empty: Path) -> None:
    tokens = [new_token(empty)[1] for _ in range(2)]
    reader = Reader(empty, rate="3/h")

    def statuses(token: str) -> list[int]:
        headers = {"Authorization": f"Bearer {token}"}
        return [reader.get(PATH, headers=headers).status_code for _ in range(4)]

    assert statuses(tokens[0]) == statuses(tokens[1]) == [200, 200, 200, 429]
    late = reader.get(PATH, headers={"Authorization": f"Bearer {tokens[0]}"})
    assert int(late["Retry-After"]) > 0
    assert late["Content-Type"] == "application/problem+json"


def test_what_belongs_to_the_console_is_no_part_of_the_book(empty: Path) -> None:
    before = hornbook("log", "--json", book=empty).out
    new_token(empty)
    assert hornbook("log", "--json", book=empty).out == before
    assert hornbook("verify", book=empty).code == 0
    assert hornbook("backup", empty.parent / "copy", book=empty).code == 0
    assert not (empty.parent / "copy" / FOLDER).exists()
