"""Names of companies, in any script: the form in which two spellings of one name meet, and what a name is made of.

    key(name) -> str                     "Quill & Co., Inc." and "QUILL" both give "quill"
    keys(names) -> list[str]             the same for many, in their order
    aliases(name) -> tuple[str, ...]     further keys by which it may be met: "Quillo (QuillCab)" gives ("quillcab",)
    parts(name) -> Parts                 place, trade, industry and form of a Chinese registered name
    spoken(name) -> str                  Chinese in pinyin without tones, other scripts in ASCII: 北京 gives "bei jing"

Keys and aliases are tokens of letters and digits with one space between them: lower-case, Latin letters in ASCII,
Chinese simplified and without spaces inside, legal forms at the ends left out. A key of a key is that key. It is empty
only for a name with no letter and no digit. Words such as "group" or 集团 stay: they more often tell two companies
apart than not.

Names in plain ASCII need nothing else; others need the extra `link` (HornbookError says so).
"""

from hornbook.names.chinese import Parts, name_parts
from hornbook.names.keys import aliases, name_key, name_keys
from hornbook.names.sound import spoken_name

__all__ = ["Parts", "aliases", "name_key", "name_keys", "name_parts", "spoken_name"]
