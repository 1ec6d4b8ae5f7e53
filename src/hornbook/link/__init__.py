"""Which records of several sources are one company: proposals with their reasons, for a person or a rule to accept.

    propose(view) -> Proposals                        all records of the book against each other
    propose(view, among=subjects, beside=kept)        the day's new records against all others
    standing(view) -> Standing                        all records made ready, to be kept: `save(folder)`, `load(folder)`

Needs the extra `link` (HornbookError says so).
"""

from hornbook.link.propose import LINK, EvidenceBar, Proposals, propose, standing
from hornbook.link.standing import Standing, load_model

__all__ = ["LINK", "EvidenceBar", "Proposals", "Standing", "load_model", "propose", "standing"]
