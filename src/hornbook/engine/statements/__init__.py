"""Statements in SQL, for the few places below the law: each stands here as a function of tables, and only here."""
