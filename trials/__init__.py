"""Long seeded trials, run by `make trials`; the suite runs a short sample of each."""
