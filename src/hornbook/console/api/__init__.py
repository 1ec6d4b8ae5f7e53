"""The HTTP API: the questions of the pages, answered with the same JSON as the command line's."""
