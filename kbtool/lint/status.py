"""What the section STATUS of an article says of the problem."""

import re
from enum import StrEnum

from kbtool.content.lines import Place
from kbtool.content.subject import Subject

_SECTION = "STATUS"


class Claim(StrEnum):
    """What is said of the problem."""

    CORRECTED = "the problem was corrected"
    RESEARCHED = "the problem is being looked into"
    BY_DESIGN = "the behavior is by design"


_CLAIMS = {
    Claim.CORRECTED: re.compile(
        r"\b(?:problem|bug|issue|behavior|this|it)\s+(?:was|has\s+been|is)\s+(?:first\s+)?(?:corrected|fixed)\s+(?:in|for|with)\b",
        re.IGNORECASE,
    ),
    Claim.RESEARCHED: re.compile(
        r"\b(?:researching|investigating)\s+th(?:is|ese)\b|\bwill\s+post\s+(?:new|more|additional)\s+information\b",
        re.IGNORECASE,
    ),
    Claim.BY_DESIGN: re.compile(r"\b(?:behavior|this|it)\s+is\s+by\s+design\b", re.IGNORECASE),
}


def claims(subject: Subject) -> dict[Claim, Place]:
    """What the section says, and where; more than one claim when it treats several problems, or contradicts itself."""
    found: dict[Claim, Place] = {}
    is_status = False
    for passage in subject.outline.passages:
        if passage.level:
            is_status = passage.text.strip().upper() == _SECTION or (is_status and passage.level > 2)
        elif is_status:
            for claim, pattern in _CLAIMS.items():
                if claim not in found and (said := pattern.search(passage.text)):
                    found[claim] = Place(passage.source(said.start()), passage.source(said.end() - 1) + 1)
    return found


def claim(subject: Subject) -> tuple[Claim, Place] | None:
    """The one thing that the section says of the problem; None when it says nothing certain."""
    found = claims(subject)
    return next(iter(found.items())) if len(found) == 1 else None
