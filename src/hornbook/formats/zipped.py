"""A zip archive that may lie: it is unpacked and counted here, and nothing that it declares of itself is believed.

`unpacked` holds small members in memory, once all of the archive was checked; `streamed` gives the blocks of one large
member as they come, so what was read of it must be thrown away when it ends in an error.
"""

import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from hornbook.errors import SourceError
from hornbook.text import Phrase, message

UNPACKED = 200 << 20
"""All members together may unpack to so many bytes (200 MiB)."""

MEMBERS = 2000
"""How many members may stand in one archive."""

STREAMED = 20 << 30
"""One member that is read in blocks may unpack to so many bytes (20 GiB)."""

_BLOCK = 1 << 16


def unpacked(path: Path, wanted: tuple[str, ...] = ("",)) -> dict[str, bytes]:
    """Every member whose name ends in one of `wanted`, after all members were unpacked, measured and checked.

    Sizes that the archive declares are not believed. SourceError when it is no zip, is encrypted or damaged,
    names a path outside itself, or holds more than `UNPACKED` bytes or `MEMBERS` members.
    """
    try:
        with path.open("rb") as file, ZipFile(file) as archive:
            members = _listed(path, archive.infolist())
            total, kept = 0, {}
            for member in members:
                keep = bytearray() if member.filename.endswith(wanted) else None
                size, check = 0, 0
                for block in _blocks(path, file, member):
                    size += len(block)
                    check = zlib.crc32(block, check)
                    if total + size > UNPACKED:
                        raise _refused(path, message("it unpacks to more than {limit} MiB", limit=UNPACKED >> 20))
                    if keep is not None:
                        keep += block
                if (size, check) != (member.file_size, member.CRC):
                    raise _refused(
                        path,
                        message("'{member}' is not what the archive declares it to be", member=member.filename),
                    )
                total += size
                if keep is not None:
                    kept[member.filename] = bytes(keep)
            return kept
    except (BadZipFile, zlib.error, EOFError, ValueError, OverflowError, NotImplementedError) as error:
        raise _refused(path, message("the archive is damaged or no zip ({cause})", cause=str(error))) from None


def streamed(path: Path, wanted: str) -> tuple[str, Iterator[bytes]]:
    """The name and the unpacked blocks of the one member whose name ends in `wanted`.

    SourceError as in `unpacked`, but for sizes: at once, or with the last block; also when no member has such a name,
    or several do.
    """
    try:
        with path.open("rb") as file, ZipFile(file) as archive:
            found = [member for member in _listed(path, archive.infolist()) if member.filename.endswith(wanted)]
    except (BadZipFile, ValueError, OverflowError, NotImplementedError) as error:
        raise _refused(path, message("the archive is damaged or no zip ({cause})", cause=str(error))) from None
    if len(found) != 1:
        if not found:
            why = message("it has no members whose names end in {wanted}; one is expected", wanted=wanted)
        else:
            why = message(
                "it has {n} members whose names end in {wanted}; one is expected", n=len(found), wanted=wanted
            )
        raise _refused(path, why)
    return found[0].filename, _checked(path, found[0])


def _checked(path: Path, member: ZipInfo) -> Iterator[bytes]:
    """The blocks of one member, counted as they pass."""
    size, check = 0, 0
    try:
        with path.open("rb") as file:
            for block in _blocks(path, file, member):
                size += len(block)
                check = zlib.crc32(block, check)
                if size > STREAMED:
                    raise _refused(
                        path,
                        message(
                            "'{member}' unpacks to more than {limit} GiB",
                            member=member.filename,
                            limit=STREAMED >> 30,
                        ),
                    )
                yield block
    except (zlib.error, EOFError) as error:
        raise _refused(
            path, message("'{member}' is damaged ({cause})", member=member.filename, cause=str(error))
        ) from None
    if (size, check) != (member.file_size, member.CRC):
        raise _refused(path, message("'{member}' is not what the archive declares it to be", member=member.filename))


def _listed(path: Path, members: list[ZipInfo]) -> list[ZipInfo]:
    """The members, when their names and sizes can be those of a decent archive."""
    if len(members) > MEMBERS:
        raise _refused(path, message("it has {n:,} members; {most:,} are allowed", n=len(members), most=MEMBERS))
    if len({member.filename.casefold() for member in members}) != len(members):
        raise _refused(path, message("two of its members have one name"))
    # Members that share their bytes would be unpacked again and again.
    if sum(member.compress_size for member in members) > path.stat().st_size:
        raise _refused(path, message("its members overlap"))
    for member in members:
        name = member.orig_filename
        if name.startswith("/") or ".." in PurePosixPath(name).parts or any(c in name for c in "\\:\0"):
            raise _refused(path, message("it has a member with an unsafe name, {name!r}", name=name))
        if member.flag_bits & 0x41:
            raise _refused(path, message("it is encrypted; save it without a password"))
        if member.compress_type not in (0, 8):
            raise _refused(path, message("'{name}' is packed in a way that is not read here", name=name))
    return members


def _blocks(path: Path, file: IO[bytes], member: ZipInfo) -> Iterator[bytes]:
    """The unpacked bytes of one member, in blocks, however large it says that it is."""
    file.seek(member.header_offset)
    head = file.read(30)
    if len(head) < 30 or head[:4] != b"PK\x03\x04":
        raise _refused(path, message("'{member}' is not where the archive says", member=member.filename))
    file.seek(int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little"), 1)
    left = member.compress_size
    inflate = zlib.decompressobj(-15)
    while left:
        packed = file.read(min(_BLOCK, left))
        if not packed:
            raise _refused(path, message("it ends inside '{member}'", member=member.filename))
        left -= len(packed)
        if member.compress_type == 0:
            yield packed
            continue
        while packed and not inflate.eof:
            yield inflate.decompress(packed, _BLOCK)
            packed = inflate.unconsumed_tail
    if member.compress_type == 8:
        yield inflate.flush()
        if not inflate.eof:
            raise _refused(path, message("'{member}' ends too early", member=member.filename))


def _refused(path: Path, why: Phrase) -> SourceError:
    return SourceError(message("{file}: {problem}; nothing was imported.", file=path.name, problem=why))
