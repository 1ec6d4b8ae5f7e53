"""One file a theme. Adding an indicator is adding a line to a theme, or a file."""
