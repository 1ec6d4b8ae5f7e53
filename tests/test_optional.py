"""What is not there is named, with what to install."""

import pytest

from hornbook import optional as needs
from hornbook.errors import HornbookError


def test_a_library_that_is_not_there_is_named() -> None:
    with pytest.raises(HornbookError, match=r"need nothing_of_this_name.*hornbook\[scout\]"):
        needs.scout_extra("nothing_of_this_name")


def test_a_library_that_does_not_load_says_what_the_system_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(name: str) -> None:
        raise OSError("libgomp.so.1: cannot open shared object file")

    monkeypatch.setattr(needs, "import_module", broken)
    with pytest.raises(HornbookError, match="apt-get install libgomp1"):
        needs.scout_extra("lightgbm")
