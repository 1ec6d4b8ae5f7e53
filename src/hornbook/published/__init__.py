"""Figures on unicorns that others have published: by publisher, edition and place, with sources, checks and breaks.

Each publisher is one file of `library/`. Nothing here is computed from a book; `answers/published.py` sets our own
counts beside these figures.
"""
