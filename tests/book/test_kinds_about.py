"""Of which kinds a book says anything of a company: never one too few."""

from pathlib import Path

import pyarrow.parquet as pq
from hypothesis import given
from hypothesis import strategies as st

from hornbook.book.kinds_about import kinds_about
from hornbook.book.store import File, Store
from hornbook.engine import Engine
from hornbook.kinds import KINDS
from tests.samples import sampled
from tests.strategies import COMPANIES, Given, book_of, books


@sampled(6, long=200)
@given(given=books(files=3, size=10), asked=st.lists(st.sampled_from([*COMPANIES, "yew"]), min_size=1, max_size=2))
def test_the_kinds_that_files_tell_are_those_of_their_rows(
    given: tuple[Given, ...], asked: list[str], engine: Engine
) -> None:
    """Whatever of it counts: withdrawn statements and later ones are in the files too."""
    with book_of(given, engine) as book:
        rows = {
            kind: [pq.ParquetFile(file.uri).read(["subject"])["subject"] for file in book.of(kind)] for kind in KINDS
        }
        expected = [kind for kind in KINDS if any(set(asked) & set(each.to_pylist()) for each in rows[kind])]
        assert kinds_about(book, list(KINDS), asked) == expected


def test_a_file_that_cannot_be_read_is_left_to_whoever_asks_it(tmp_path: Path) -> None:
    """No kind is left out for a damaged file: the question of that kind then names the file."""
    broken = tmp_path / "broken.parquet"
    broken.write_bytes(b"PAR1")
    file = File(str(broken), "Named", "list/plain", 1, "broken.parquet", 4, None)

    class Broken(Store):
        def __init__(self) -> None:
            pass

        files = (file,)

        def check(self, files: object) -> None:
            assert files == [file]

    assert kinds_about(Broken(), ["Named", "Round"], ["a"]) == ["Named"]
