"""A short run of the fuzz, always over the same texts: `python -m trials.fuzz` is the long one."""

import pytest
from trials import fuzz


def test_a_few_hundred_hostile_texts_and_files_do_no_harm() -> None:
    """Only a HornbookError comes out, both engines agree, and nothing but the file itself is opened."""
    report = fuzz.fuzz(2019, lambda done: done < 150, timed=False)
    assert report.failures == {}
    assert report.outcomes["answered"] > 15
    assert report.outcomes["refused"] > 50
    assert report.outcomes["file refused"] + report.outcomes["file read"] + report.outcomes["file asked"] == 7


def test_the_fuzz_sees_what_it_looks_for(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A file that is opened, a word outside quotes."""
    with fuzz.watched() as seen:
        (tmp_path_factory.mktemp("seen") / "x").write_text("x")
    assert any(event.startswith("open ") for event in seen)
    fuzz.check_sql(f"SELECT '{fuzz.MARK}', 'it''s {fuzz.MARK}'")
    for sql in (f"SELECT {fuzz.MARK}", f"SELECT 'a' {fuzz.MARK} 'b'", f'SELECT "{fuzz.MARK}"'):
        with pytest.raises(fuzz.Wrong):
            fuzz.check_sql(sql)
