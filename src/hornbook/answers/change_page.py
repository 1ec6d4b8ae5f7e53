"""How many companies the page of conflicts names, until it is drawn from a sheet."""

SHOWN = 20
