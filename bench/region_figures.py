"""Print the simulated column of docs/simulated_region.md: region_figures.py [companies] [seed]."""

import sys

from hornbook.sources.simulated.blocks import chunks
from hornbook.sources.simulated.figures import ecosystem_figures
from hornbook.sources.simulated.recipe import Recipe


def main(companies: int = 60_000, seed: int = 7) -> None:
    """One line a figure."""
    recipe = Recipe(companies=companies, seed=seed)
    for name, value in ecosystem_figures(chunks(recipe), recipe.until).items():
        print(f"| {name} | {value:.3g} |")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
