"""The console: every answer in a browser. Django is named in this room alone, and nothing is computed here."""
