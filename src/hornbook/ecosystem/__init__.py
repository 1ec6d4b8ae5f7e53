"""How a region's companies do together: concentration, breadth, time to a tier, moves, births, money, late reporting.

Each figure is a function of a view and a standard; a statistic is one file here and one in `answers/ecosystem/`.
"""
