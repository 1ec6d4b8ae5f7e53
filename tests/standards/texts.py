"""Small standards for tests: a text with the heads, editions and clauses that a test names."""

import tempfile
from pathlib import Path

from hornbook.standards.file import standard
from hornbook.standards.standard import Standard

HEAD = """id = "tiny"
name = { en = "Tiny rule", zh = "小标准" }
issuer = { en = "An office", zh = "某办公室" }
jurisdiction = "global"
status = "complete"
confidence = "high"
"""
CITE = """
[[cite]]
id = "notice"
title = "Notice"
"""


def edition(name: str = "one", days: str = "", *, all_: str = 'valuation = "valuation >= 1_000_000_000 USD"') -> str:
    """One edition with one tier that has these clauses."""
    return f"""
[[edition]]
id = "{name}"
{days}
cites = ["notice"]

[edition.money]
currency = "USD"
convention = "spot"
stated = true

[[edition.tier]]
id = "unicorn"
name = {{ en = "Unicorn", zh = "独角兽" }}
[edition.tier.all]
{all_}
"""


def made(*editions: str, head: str = "", cite: str = CITE, text: str = HEAD) -> Standard:
    """The standard of a text with these editions; `head` are further lines of its head."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tiny.toml"
        path.write_text(text + head + cite + "".join(editions or (edition(),)), encoding="utf-8")
        return standard(path)
