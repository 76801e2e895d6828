"""What conversion has to remark on an article that it could read: where something was lost or is doubtful, for an editor to look at.

Each check is a pure function from a `Reading` (the file, its opened envelope, the document) to findings. None changes what is
converted. Nearly all articles are sound, so a check first asks what costs next to nothing: whether a sign occurs at all, how long a
field is.
"""

from kbtool.findings import Finding
from kbtool.legacy.remarks.characters import (
    ambiguous_escapes,
    control_characters,
    doubtful_characters,
    lost_characters,
)
from kbtool.legacy.remarks.fields import (
    bogus_keywords,
    contradicted_fields,
    cut_fields,
    cut_title,
    glued_keywords,
    product_code,
)
from kbtool.legacy.remarks.reading import Check, Reading
from kbtool.legacy.remarks.text import (
    doubtful_blocks,
    irregular_section_names,
    leaked_markup,
    lost_pictures,
    merged_lines,
    missing_end,
    missing_text,
)

__all__ = ["CHECKS", "Check", "Reading", "found_in"]

CHECKS: tuple[Check, ...] = (
    missing_end,
    missing_text,
    lost_characters,
    doubtful_characters,
    control_characters,
    ambiguous_escapes,
    cut_title,
    cut_fields,
    glued_keywords,
    bogus_keywords,
    contradicted_fields,
    product_code,
    irregular_section_names,
    doubtful_blocks,
    merged_lines,
    leaked_markup,
    lost_pictures,
)


def found_in(reading: Reading) -> list[Finding]:
    """Everything the checks find, in order of line."""
    return sorted(finding for check in CHECKS for finding in check(reading))
