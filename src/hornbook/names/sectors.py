"""How one label of a sector is written within a taxonomy."""

import re


def folded_label(label: str) -> str:
    """A label with the parts between its slashes in one order, so that VR/AR and AR/VR are one sector."""
    line = re.sub(r"\s+", " ", label).strip()
    parts = [part.strip() for part in re.split("[/／]", line)]
    return "/".join(sorted(parts, key=str.casefold)) if len(parts) > 1 and all(parts) else line
