"""Ratios, never seconds: Hornbook beside what one would otherwise write or use, over the same files."""
