"""One form for everything kbtool has to say about a file: converter, linter and site speak the same codes.

A finding is a value. Nothing here prints; `kbtool.cli` decides how findings are shown.
"""

import difflib
import re
from collections.abc import Iterable
from enum import StrEnum

import msgspec


class Severity(StrEnum):
    """How much a finding matters; `ERROR` is what a run fails for unless told otherwise."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Severity).index(self)


class Code(StrEnum):
    """Every code, once. The family is the first digit.

    1 the source of a conversion, 2 what conversion remarks on an article that it could read (20 characters, 21 fields, 22 text,
    23 several sources), 3 references, 4 front matter, 5 structure, 6 kbtool itself, 7 prose, 8 duplicates, 9 safety.
    """

    NOT_AN_ARTICLE = "KB101"
    HEADER_BROKEN = "KB102"
    FILE_EMPTY = "KB103"
    FILE_TOO_LARGE = "KB104"
    UNREADABLE = "KB105"
    ID_DIFFERS_FROM_NAME = "KB106"
    BODY_MISSING = "KB107"
    FILE_BINARY = "KB108"
    ID_INVALID = "KB109"
    OLDER_SOURCE_PASSED_OVER = "KB110"
    TARGET_EDITED = "KB111"
    TARGET_UNWRITABLE = "KB112"
    END_MISSING = "KB113"
    CHARACTER_LOST = "KB201"
    CHARACTER_DOUBTFUL = "KB202"
    CONTROL_CHARACTER = "KB203"
    ESCAPE_AMBIGUOUS = "KB204"
    TITLE_CUT = "KB211"
    FIELD_CUT = "KB212"
    KEYWORDS_GLUED = "KB213"
    KEYWORD_BOGUS = "KB214"
    FIELDS_DISAGREE = "KB215"
    PRODUCT_UNKNOWN = "KB216"
    PRODUCT_DIFFERS = "KB217"
    SECTION_NAME_IRREGULAR = "KB221"
    BLOCK_DOUBTFUL = "KB222"
    LINES_MERGED = "KB223"
    MARKUP_LEAKED = "KB224"
    PICTURE_MISSING = "KB225"
    TEXT_MISSING = "KB226"
    WORDS_DIFFER = "KB227"
    SOURCES_DISAGREE = "KB231"
    REFERENCE_UNKNOWN = "KB301"
    REFERENCE_MOVED = "KB302"
    REFERENCE_ELSEWHERE = "KB303"
    CITED_LABEL_DIFFERS = "KB304"
    CITED_TITLE_CUT = "KB305"
    CITED_TITLE_REWORDED = "KB306"
    CITED_NUMBER_DOUBTFUL = "KB307"
    REFERENCE_TO_ITSELF = "KB308"
    OLD_ADDRESS = "KB309"
    LINK_TEXT_DIFFERS = "KB310"
    REFERENCE_REPEATED = "KB311"
    REDIRECT_BROKEN = "KB312"
    ARTICLE_REDIRECTED = "KB313"
    LINK_TO_FILE = "KB314"
    CITED_TITLE_DIFFERS = "KB315"
    SCHEME_MISSPELT = "KB316"
    ANCHOR_UNKNOWN = "KB317"
    LINK_MISWRITTEN = "KB318"
    LINK_EMPTY = "KB319"
    FRONT_MATTER_MISSING = "KB401"
    FRONT_MATTER_BROKEN = "KB402"
    FIELD_REPEATED = "KB403"
    FIELD_UNKNOWN = "KB404"
    FIELD_INVALID = "KB405"
    FIELD_MISSING = "KB406"
    ARTICLE_ID_DIFFERS_FROM_NAME = "KB407"
    ARTICLE_ID_REPEATED = "KB408"
    KEYWORD_REPEATED = "KB409"
    KEYWORD_UNUSUAL = "KB410"
    TITLE_ENDS_IN_STOP = "KB411"
    TITLE_SPACING = "KB412"
    REVISED_IMPLAUSIBLE = "KB413"
    ISSUE_TYPE_UNKNOWN = "KB414"
    LABEL_AGAINST_TYPE = "KB415"
    PRODUCT_UNUSUAL = "KB416"
    APPLIES_TO_REPEATED = "KB417"
    TITLE_LABEL_UNUSUAL = "KB418"
    TITLE_CITED_LONGER = "KB419"
    TITLE_BREAKS_OFF = "KB420"
    TITLE_SHORTENED = "KB421"
    SOLUTION_AGAINST_STATUS = "KB422"
    LABEL_AGAINST_STATUS = "KB423"
    VALUE_SUPERSEDED = "KB424"
    ISSUE_TYPE_REPEATED = "KB425"
    SECTION_MISSPELT = "KB501"
    SECTION_REPEATED = "KB502"
    SECTION_EMPTY = "KB503"
    SECTION_OUT_OF_ORDER = "KB504"
    HEADING_LEVEL_SKIPPED = "KB505"
    HEADING_REPEATS_TITLE = "KB506"
    HEADING_OF_LEVEL_ONE = "KB507"
    FENCE_UNCLOSED = "KB508"
    FENCE_LANGUAGE_UNKNOWN = "KB509"
    ALERT_UNKNOWN = "KB510"
    LIST_NUMBER_WRONG = "KB511"
    ARTICLE_EMPTY = "KB512"
    TABLE_ROW_UNEVEN = "KB513"
    SECTION_CASE = "KB514"
    SECTION_MISSING = "KB515"
    IMAGE_WITHOUT_TEXT = "KB516"
    STATUS_PROMISES_NEWS = "KB517"
    SECTION_IN_TEXT = "KB518"
    HEADING_GLUED = "KB519"
    TABLE_WITHOUT_DELIMITER = "KB520"
    HEADING_EMPTY = "KB521"
    INTERNAL_ERROR = "KB600"
    SUPPRESSION_UNUSED = "KB601"
    CHARACTER_OF_CONTROL = "KB701"
    CHARACTER_UNREADABLE = "KB702"
    WORD_DOUBLED = "KB703"
    ENCODING_GARBLED = "KB704"
    ENTITY_SHOWN = "KB705"
    ADDRESS_NOT_LINKED = "KB706"
    ADDRESS_SCHEME_DEAD = "KB707"
    PRODUCT_NAME_MISSPELT = "KB708"
    APOSTROPHE_LOST = "KB709"
    CHARACTER_CODE_SHOWN = "KB710"
    WORD_MISSPELT = "KB711"
    INDEFINITE_ARTICLE = "KB712"
    PUNCTUATION_STRAY = "KB713"
    TITLE_NOT_UNIQUE = "KB801"
    TEXT_NOT_UNIQUE = "KB802"
    MARKUP_IN_TEXT = "KB901"
    LINK_DANGEROUS = "KB902"
    CHARACTER_INVISIBLE = "KB903"
    CREDENTIALS_IN_ADDRESS = "KB904"

    @property
    def alias(self) -> str:
        """The code in words: `not-an-article`."""
        return self.name.lower().replace("_", "-")


def meant(name: str, known: Iterable[str]) -> str:
    """The one of the known codes and names that was meant by one that is not known, "" where that is not clear.

    A code with another number says nothing of what was meant; one that is only written otherwise does.
    """
    names = {one.casefold(): one for one in known}
    folded = name.casefold().replace("_", "-")
    if folded in names or _IS_CODE.fullmatch(folded):
        return names.get(folded, "")
    words = [one for one in names if not _IS_CODE.fullmatch(one)]
    return next((names[near] for near in difflib.get_close_matches(folded, words, n=1)), "")


_IS_CODE = re.compile(r"kb\d*")


class Edit(msgspec.Struct, frozen=True, omit_defaults=True):
    """Characters to replace by `text`: from `line`, `column` up to but not including `end_line`, `end_column` (1-based, in code points)."""

    line: int
    column: int
    end_line: int
    end_column: int
    text: str


class Fix(msgspec.Struct, frozen=True, omit_defaults=True):
    """What would mend a finding; `edits` never overlap.

    A safe fix changes nothing that a reader would read otherwise, or takes over what is known for certain.
    """

    title: str
    edits: tuple[Edit, ...]
    is_safe: bool = False


class Finding(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something to know about one place of one file.

    `line` and `column` are 1-based, in code points; 0 means the whole file or line. The place ends before `end_column` of `end_line`;
    0 where that is not known. `code` means one thing for ever. `message` says what and why, `advice` what to do about it.
    `source` is the text of the line, "" where it is not known or too long to be shown.
    """

    path: str
    line: int
    column: int
    code: Code
    severity: Severity
    message: str
    advice: str = ""
    end_line: int = 0
    end_column: int = 0
    fix: Fix | None = None
    source: str = ""

    def __lt__(self, other: "Finding") -> bool:
        """Findings go by file and place."""
        return self._place() < other._place()

    def _place(self) -> tuple[str, int, int, str, str]:
        return self.path, self.line, self.column, self.code, self.message

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.path, self.line, self.column) if part)
        advice = f" {self.advice}" if self.advice else ""
        return f"{place}: {self.severity} {self.code} {self.code.alias}: {self.message}{advice}"
