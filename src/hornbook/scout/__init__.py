"""The scout: potential unicorns ranked, explained, and judged without hindsight."""
