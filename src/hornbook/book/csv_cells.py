"""Text in the CSV of an export: safe to open in a spreadsheet, and read back as it was.

A text that begins as a formula does, or with an apostrophe, has an apostrophe put before it. So an apostrophe at the
beginning is always one that was put there, and reading takes it away again.
"""

import pyarrow as pa
import pyarrow.compute as pc

_BEGINS = r"^[=+\-@\t\r\n＝＋－＠']"


def csv_escaped(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Text as a CSV has it."""
    risky = pc.match_substring_regex(column, _BEGINS)
    if not pc.any(risky).as_py():
        return column
    return pc.if_else(risky, pc.binary_join_element_wise("'", column, ""), column)


def csv_unescaped(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """The text again."""
    return pc.if_else(pc.starts_with(column, "'"), pc.utf8_slice_codeunits(column, 1), column)
