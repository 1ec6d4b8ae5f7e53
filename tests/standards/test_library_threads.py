"""Questions in several threads: a text that one of them reads instead is not seen by the others."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from hornbook.standards.library import library


def test_a_text_that_is_read_instead_is_seen_in_its_own_thread_alone(tmp_path: Path) -> None:
    now = library["gei-unicorn"]
    mended = tmp_path / "gei-unicorn.toml"
    mended.write_text(now.source.text.replace("1_000_000_000", "7_000_000_000"), encoding="utf-8")
    both = Barrier(2, timeout=30)

    def instead() -> str:
        with library.instead({"gei-unicorn": mended}):
            both.wait()
            digest = library["gei-unicorn"].digest
            both.wait()
        return digest

    def plainly() -> str:
        both.wait()
        digest = library["gei-unicorn"].digest
        both.wait()
        return digest

    with ThreadPoolExecutor(2) as threads:
        other, same = threads.submit(instead), threads.submit(plainly)
    assert same.result() == now.digest
    assert other.result() != now.digest
    assert library["gei-unicorn"].digest == now.digest
