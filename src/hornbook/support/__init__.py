"""Measures of support as code: who is entitled, to how much, and what a bundle of them or a whole population costs."""
