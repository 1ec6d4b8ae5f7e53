"""Documents made of several answers."""
