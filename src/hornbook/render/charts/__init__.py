"""Charts as SVG: one theme, the same bytes each time, readable without colours."""
