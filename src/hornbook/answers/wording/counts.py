"""Counts with their nouns, for sentences that have several of them: 1 row became 2 facts."""

from hornbook.text import Message, message_plural


def counted_rows(n: int) -> Message:
    """So many rows of a file."""
    return message_plural("{n:,} row", "{n:,} rows", n)


def counted_facts(n: int) -> Message:
    """So many facts."""
    return message_plural("{n:,} fact", "{n:,} facts", n)


def counted_other_facts(n: int) -> Message:
    """So many facts of records that are not meant."""
    return message_plural("{n:,} fact of other records", "{n:,} facts of other records", n)


def counted_notes(n: int) -> Message:
    """So many notes on cells."""
    return message_plural("{n:,} note on cells", "{n:,} notes on cells", n)


def counted_refusals(n: int) -> Message:
    """So many refused rows and notes together."""
    return message_plural("{n:,} refused row or note", "{n:,} refused rows and notes", n)


def counted_files(n: int) -> Message:
    """So many files."""
    return message_plural("{n:,} file", "{n:,} files", n)


def counted_bytes(n: int) -> Message:
    """So many bytes."""
    return message_plural("{n:,} byte", "{n:,} bytes", n)


def counted_commits(n: int) -> Message:
    """So many commits of a book."""
    return message_plural("{n:,} commit", "{n:,} commits", n)


def counted_companies(n: int) -> Message:
    """So many companies."""
    return message_plural("{n:,} company", "{n:,} companies", n)


def counted_pairs(n: int) -> Message:
    """So many pairs of records that are linked."""
    return message_plural("{n:,} pair", "{n:,} pairs", n)


def counted_groups(n: int) -> Message:
    """So many groups of records that share something."""
    return message_plural("{n:,} group", "{n:,} groups", n)


def counted_places(n: int) -> Message:
    """So many places."""
    return message_plural("{n:,} place", "{n:,} places", n)


def counted_verdicts(n: int) -> Message:
    """So many verdicts of standards."""
    return message_plural("{n:,} verdict", "{n:,} verdicts", n)
