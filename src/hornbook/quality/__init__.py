"""What the facts themselves are worth: conflicts and quality."""
