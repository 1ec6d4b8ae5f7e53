"""Potential unicorns ranked, explained and judged without hindsight."""
