"""Hostile files: a good table with cells that no table holds, in a form that breaks what readers trust."""

import gzip
import io
import json
import os
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
from openpyxl.utils.exceptions import IllegalCharacterError

from trials.hostile_cells import CELLS, GOOD, Good, Rows, spoiled, text_of

MEBIBYTE = 1 << 20
Maker = Callable[[Path, Random], bytes]

# ------------------------------------------------------------------------------------------------- good files as bytes


def packed(good: Good, rows: Rows, form: str, random: Random) -> bytes:
    """Rows in a form."""
    if form.startswith(("csv", "tsv", "txt")):
        delimiter = "\t" if form == "tsv" else good.delimiter
        ends = random.choice(["\n", "\n", "\r\n", "\r"])
        data = text_of(rows, delimiter, ends).encode(
            good.encoding, "surrogatepass" if good.encoding == "utf-8" else "replace"
        )
        return (
            gzip.compress(data)
            if form.endswith("gz")
            else zipped({f"{good.name}.csv": data})
            if form.endswith("zip")
            else data
        )
    if form == "zip":
        tables = {name: text_of(other, good.delimiter) for name, other in good.beside} | {
            good.name: text_of(rows, good.delimiter)
        }
        return zipped({f"2015Q4_d/{name}.tsv": text.encode("utf-8", "surrogatepass") for name, text in tables.items()})
    if form == "xlsx":
        return workbook(rows, random)
    if form == "parquet":
        return parquet(rows, random)
    records = [dict(zip(rows[0], row, strict=False)) for row in rows[1:]]
    texts = [json.dumps(one, ensure_ascii=random.random() < 0.5) for one in records]
    whole = "\n".join(texts) if form == "jsonl" else "[" + ",".join(texts) + "]"
    return whole.encode("utf-8", "surrogatepass")


def zipped(members: dict[str, bytes]) -> bytes:
    """A zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def workbook(rows: Rows, random: Random) -> bytes:
    """A workbook, some cells of which are numbers, days, formulas or errors."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for y, row in enumerate(rows, 1):
        for x, cell in enumerate(row, 1):
            value: Any = cell[:32_000]
            if y > 1 and random.random() < 0.15:
                value = random.choice(
                    [1e300, -1, 2.5, True, date(1900, 1, 1), datetime(9999, 12, 31), "#N/A", "=1/0", 10**15]
                )
            try:
                sheet.cell(y, x, value)
            except IllegalCharacterError:
                sheet.cell(y, x, "?")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def parquet(rows: Rows, random: Random) -> bytes:
    """A Parquet file, some columns of which are of types that no table has."""
    odd: list[Callable[[int], pa.Array]] = [
        lambda n: pa.array([[1, None]] * n),
        lambda n: pa.array([{"a": {"b": [1]}}] * n),
        lambda n: pa.array([b"\xff\x00"] * n),
        lambda n: pa.array([None] * n),
        lambda n: pa.array([2**64 - 1] * n, pa.uint64()),
        lambda n: pa.array([float("nan"), *[float("-inf")] * (n - 1)]),
        lambda n: pa.array([Decimal(10) ** 60] * n, pa.decimal256(76, 3)),
        lambda n: pa.array([2**62] * n, pa.timestamp("us")),
        lambda n: pa.array([-(2**31)] * n, pa.int32()).cast(pa.date32()),
        lambda n: pa.array([timedelta(days=-5)] * n, pa.duration("us")),
        lambda n: pa.array([86_399_999_999] * n, pa.time64("us")),
        lambda n: pa.array([2**40] * n, pa.timestamp("ns", tz="Asia/Kathmandu")),
        lambda n: pa.array(["x"] * n).dictionary_encode(),
        lambda n: pa.array([[("k", 1)]] * n, pa.map_(pa.string(), pa.int32())),
        lambda n: pa.array(["\0"] * n, pa.large_string()),
        lambda n: pa.array([True] * n),
        lambda n: pa.array([1.5] * n, pa.float16()) if hasattr(pa, "float16") else pa.array([1.5] * n),
    ]
    body = rows[1:] or [rows[0]]
    columns = []
    for x in range(len(rows[0])):
        words = [row[x].replace("\ud800", "?") if x < len(row) else None for row in body]
        columns.append(random.choice(odd)(len(body)) if random.random() < 0.3 else pa.array(words, pa.string()))
    names = [name if random.random() < 0.97 else rows[0][0] for name in rows[0]]
    out = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(columns, names=names), out)
    return out.getvalue()


# ------------------------------------------------------------------------------------------------------ broken as bytes


def broken(data: bytes, random: Random) -> bytes:
    """Bytes that were cut, turned over, filled, or written in another encoding."""
    at = random.randrange(len(data) + 1)
    match random.randrange(14):
        case 0:
            return data[:at]
        case 1:
            return data[:at] + bytes(random.randrange(1, 5000)) + data[at:]
        case 2:
            return data[:at] + random.randbytes(random.randrange(1, 200)) + data[at:]
        case 3:
            turned = bytearray(data)
            for _ in range(random.choice([1, 3, 50])):
                turned[random.randrange(len(turned))] ^= 1 << random.randrange(8)
            return bytes(turned)
        case 4:
            bom = random.choice(
                [b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0", b"\x2b\x2f\x76", b"\xef\xbb\xbf" * 3]
            )
            return bom + data
        case 5:
            words = random.choice(
                ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "big5", "latin-1", "cp037", "utf-7"]
            )
            return data.decode("utf-8", "replace").encode(words, "replace")
        case 6:
            return data.replace(b"\n", random.choice([b"\r", b"\n\r", b"\x0b", b"\x85", b"\xe2\x80\xa8", b"\r\r\n"]))
        case 7:
            return random.choice(
                [
                    b"",
                    b"\n",
                    b" ",
                    b"\0",
                    b"\xef\xbb\xbf",
                    b"PK\x05\x06" + bytes(18),
                    b"\x1f\x8b",
                    b"PAR1PAR1",
                    b"%PDF-1.7",
                ]
            )
        case 8:
            return data[:at] + b'"' + data[at:]
        case 9:
            return data * random.choice([2, 300])
        case 10:
            return gzip.compress(data)
        case 11:
            return data[:at] + random.choice([b"x", b",", b'"', b"[", b"\xe7\x95\x8c"]) * (2 * MEBIBYTE) + data[at:]
        case 12:
            return random.randbytes(random.randrange(1, 100_000))
        case _:
            return b"<html><table><tr><td>1</td></tr></table></html>"


def long_table(good: Good, random: Random) -> bytes:
    """A table of a million columns, of very many rows, or of blank lines, commas or marks without end."""
    head, row = text_of(good.rows[:1], good.delimiter), text_of(good.rows[-1:], good.delimiter)
    match random.randrange(7):
        case 0:
            text = (
                head.rstrip("\n") + good.delimiter + good.delimiter.join(f"c{n}" for n in range(1_000_000)) + "\n" + row
            )
        case 1:
            text = head + row.rstrip("\n") + good.delimiter * 1_000_000 + "\n"
        case 2:
            text = head + row * 20_000
        case 3:
            text = head + "\n" * 3_000_000 + row
        case 4:
            text = head + row + '"' + row * 30_000
        case 5:
            text = head + row + "x" * (30 * MEBIBYTE)
        case _:
            text = head + "".join(f'"{n}\n\n' for n in range(100_000))
    return text.encode(good.encoding, "replace")


# -------------------------------------------------------------------------------------------------- archives, workbooks


def bad_archive(data: bytes, random: Random) -> bytes:
    """A zip archive (a workbook is one) with members that lie, lead out of it, or fill a disk."""
    out = io.BytesIO(data)
    extra: list[tuple[Any, bytes]] = [
        ("../../escape.txt", b"x"),
        ("/etc/escape.txt", b"x"),
        ("a\\..\\b.txt", b"x"),
        ("bomb.bin", bytes(250 * MEBIBYTE)),
        ("inner.zip", zipped({"inner.zip": zipped({"x": bytes(MEBIBYTE)})})),
        ("nul\0name", b"x"),
        ("x" * 3000, b"x"),
    ]
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        name, content = random.choice(extra)
        archive.writestr(name, content)
        if random.random() < 0.3:
            link = zipfile.ZipInfo("link")
            link.external_attr = 0o120777 << 16
            archive.writestr(link, "/etc/passwd")
        if random.random() < 0.2:
            for n in range(3000):
                archive.writestr(f"m{n}", b"")
    made = bytearray(out.getvalue())
    if random.random() < 0.4:
        for _ in range(random.choice([1, 4])):
            made[random.randrange(len(made) - min(len(made), 400), len(made))] ^= 1 << random.randrange(8)
    return bytes(made)


BILLION_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE z [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(9))
    + ']><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
    '<c r="A1" t="inlineStr"><is><t>&j;</t></is></c></row></sheetData></worksheet>'
)
_CELL = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)
SHEETS = (
    BILLION_LAUGHS,
    BILLION_LAUGHS.replace('"aaaaaaaaaa"', 'SYSTEM "file:///etc/passwd"'),
    _CELL.format('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    _CELL.format('<row r="99999999999999999999"><c r="A99999999999999999999"><v>1</v></c></row>'),
    _CELL.format('<row r="1"><c r="A0"><v>1</v></c><c r="ZZZZZZZ1"><v>1</v></c><c r="1A"/></row>'),
    _CELL.format('<row r="1"><c r="A1" t="s"><v>999999</v></c><c r="B1" t="s"><v>-1</v></c></row>'),
    _CELL.format('<row r="1"><c r="A1" t="d"><v>2021-99-99</v></c><c r="B1" t="b"><v>7</v></c><c t="q"/></row>'),
    _CELL.format('<row r="-5"><c r="A-5"><v>NaN</v></c></row><row r="2"><c r="A1"><v>1e999</v></c></row>'),
    _CELL.format("<row><c><v>" + "9" * 100_000 + "</v></c></row>"),
    _CELL.format("<row>" * 50_000),
    "<a>" * 200_000,
    "",
    "\0\0\0",
    _CELL.format('<row r="1"><c r="A1" t="inlineStr"><is><t>' + "x" * 3_000_000 + "</t></is></c></row>"),
    '<dimension ref="A1:XFD1048576"/>' + _CELL.format(""),
)


def bad_workbook(data: bytes, random: Random) -> bytes:
    """A workbook of which one part is not what a workbook has."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = random.choice(["xl/worksheets/sheet1.xml"] * 4 + sorted(members))
    if name.endswith("sheet1.xml") or random.random() < 0.4:
        members[name] = random.choice(SHEETS).encode()
    elif random.random() < 0.4:
        del members[name]
    else:
        members[name] = broken(members[name], random)
    return zipped(members)


def bad_document(random: Random) -> bytes:
    """A JSON document that no table is."""
    number = random.choice(["1e400", "9" * 5000, "-0", "NaN", "Infinity", "1E+99999999999", "0." + "1" * 5000])
    return random.choice(
        [
            "[" * 200_000,
            '{"a":' * 200_000,
            "[" * 5000 + "]" * 5000,
            f'[{{"id":{number},"name":{number},"founded":{number},"heads":{number},"value":{number}}}]',
            f'{{"id":{number},"name":"A","paid":{number},"sum":{number}}}',
            '[{"id":"\\ud800","name":"\\udfff\\u0000","by":["a",{"b":[1]}],"sum":{"x":1},"heads":true}]',
            '{"id":1,"id":2,"name":null,"name":"A"}',
            '{"a":{"b":[{"id":1,"name":"A"}]},"c":[{"id":2,"name":"B"}]}',
            '"text"', "1", "null", "[1,2,3]", "[[1],[2]]", "[]", "{}", "[{}]", "[null]", '[{"":""}]',
            '[{"id":1,"name":"A"},]', '[{"id":1,"name":"A"}][', "{'id':1}", '[{"id":1 "name":2}]',
            '[{"id":1,"name":"A",' + ",".join(f'"k{n}":{n}' for n in range(100_000)) + "}]",
            '[{"id":"' + "x" * (3 * MEBIBYTE) + '","name":"A"}]',
        ]
    ).encode()  # fmt: skip


def bad_text(random: Random) -> bytes:
    """A TOML document that is none, or that says what it may not."""
    word = random.choice(CELLS)[:3000]
    return random.choice(
        [
            "a = " + "[" * 50_000, "[" * 50_000, "a" * (2 * MEBIBYTE), "a.b.c.d" * 5000 + " = 1", "=", "[a",
            "a = 1979-13-45", "a = " + "9" * 5000, "a = 1e999", "a = nan", 'a = "\\ud800"', 'a = "\\U00110000"',
            "a = 1\na = 2", "\0", "\ufeffa = 1",
            json.dumps({word: word}), f"[source]\nname = {json.dumps(word)}\n",
        ]
    ).encode("utf-8", "replace")  # fmt: skip


def odd_place(path: Path, data: bytes, random: Random) -> Path:
    """A file that is a folder, a link, a pipe or a socket, is not there, or has a name that no file should have."""
    names = (
        "a\nb",
        "\x1b[31mred",
        "-rf",
        "a b'\"",
        "x" * 200,
        "%s{n}",
        "[a]*?",
        "中文",
        "~",
        "a#b?c",
        "\u202egnp",
        "$HOME",
    )
    match random.randrange(9):
        case 0:
            path.mkdir()
        case 1:
            path.symlink_to(path.parent / "nowhere")
        case 2:
            path.symlink_to(path)
        case 3:
            path.symlink_to(random.choice(["/dev/zero", "/dev/random", "/proc/self/mem", "/dev/stdin", "/dev/null"]))
        case 4:
            os.mkfifo(path)
        case 5:
            path.symlink_to("/")
        case 6:
            pass
        case _:
            path = path.with_name(random.choice(names) + path.name)
            path.write_bytes(data)
    return path


def hostile_file(folder: Path, asks: str, random: Random) -> tuple[Path, str]:
    """A hostile file for a command, and how it was made."""
    good = GOOD[asks]
    form = random.choice(good.forms)
    rows = spoiled(good.rows, random) if random.random() < 0.6 else good.rows
    data, ways = packed(good, rows, form, random), ["cells" if rows is not good.rows else "good"]
    path = folder / (f"2015q4_d.{form}" if form == "zip" else f"{good.name}.{form}")
    chance = random.random()
    if form in ("json", "jsonl") and chance < 0.5:
        data, ways = bad_document(random), ["document"]
    elif form == "xlsx" and chance < 0.35:
        data = bad_workbook(data, random)
        ways.append("workbook")
    elif form in ("xlsx", "zip", "csv.zip") and chance < 0.55:
        data = bad_archive(data, random)
        ways.append("archive")
    elif form in ("csv", "tsv", "txt") and chance < 0.12:
        data, ways = long_table(good, random), ["long"]
    elif chance < 0.7 or rows is good.rows:
        data = broken(data, random)
        ways.append("bytes")
    if random.random() < 0.08:
        return odd_place(path, data, random), "+".join([*ways, "place"])
    path.write_bytes(data)
    return path, "+".join(ways)
