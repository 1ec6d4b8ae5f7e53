"""One file a source. Adding a source is adding a file here."""
