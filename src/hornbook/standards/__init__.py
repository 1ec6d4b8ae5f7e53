"""Published rules as files, judged on the book: who reaches which tier, on which day, and why."""
