"""One file a theme of indicators; found by its place."""
