"""Measures of support: what they offer, to whom, how much, and which of them may stand together."""
