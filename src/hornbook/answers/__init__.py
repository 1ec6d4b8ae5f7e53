"""What a question answers, for programs and for people."""
