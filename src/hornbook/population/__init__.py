"""Questions to all companies at once."""
