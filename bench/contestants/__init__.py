"""One file a contestant: `prepare(facts, columns)`, untimed, and `run(ready, days)`, timed."""
