"""Names shared out among processes are taken apart as they are in one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hornbook.link import spelling

WRITTEN = st.one_of(st.text(max_size=12), st.sampled_from(["上海桦树科技有限公司", "Alder & Co., Inc."]))


@settings(max_examples=4)
@given(written=st.lists(WRITTEN, max_size=30))
def test_many_names_are_spelled_as_few_are(written: list[str]) -> None:
    """Whatever they hold: surrogates aside, which no book holds."""
    here = spelling.spelled(written)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spelling, "_MANY", 1)
        patch.setattr(spelling.os, "cpu_count", lambda: 2)
        assert spelling.spelled(written).equals(here)
