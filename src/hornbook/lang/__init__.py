"""The rule language: grammar, tree, and what a tree means. `docs/rule_language.md` teaches it."""
