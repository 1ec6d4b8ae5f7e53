"""What an office says by hand: decisions, single facts and withdrawals, checked as the facts of any source are."""
