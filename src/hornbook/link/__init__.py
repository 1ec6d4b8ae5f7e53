"""Which records of several sources are one company: proposals with their reasons, for a person or a rule to accept."""
