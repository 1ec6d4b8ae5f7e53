"""What is known: dated facts on disk, and the law by which a day sees them."""
