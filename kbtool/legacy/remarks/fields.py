"""Fields that were cut, glued together, contradict each other, or hold what the archive does not know."""

import re
from collections.abc import Iterator

from kbtool.findings import Code, Finding
from kbtool.legacy.products import PRODUCTS
from kbtool.legacy.remarks.reading import Reading

TITLE_LENGTH = 64
"""The archive cut titles here."""
FIELD_LENGTH = 87
"""And the other fields of its header here."""
_LAST_WORD = re.compile(r"[A-Za-z]+\Z")
_REST_OF_WORD = re.compile(r"\w*")
_ENDS_NO_TITLE = frozenset(["a", "an", "and", "by", "for", "from", "of", "or", "the", "to", "with", "without"])
_INFLECTIONS = frozenset(["s", "es", "d", "ed", "ing", "r", "rs", "er", "ers", "ly", "n"])
_GLUED = re.compile(r"\w+?(?=kb(?:buglist|faq|fixlist)\Z)", re.IGNORECASE)
_LONGEST_KEYWORD = 40
_KEYWORD_FIELDS = ("KEYWORDS", "Keyword", "\tKeyword")
_VERSION_FIELDS = ("PROD/VER", "Version", "\tVersion")
_SYSTEM_FIELDS = ("OPER/SYS", "\tOperating")
_HEADER_FIELDS = {"PROD/VER": ("Version", _VERSION_FIELDS), "KEYWORDS": ("Keywords", _KEYWORD_FIELDS)}


def cut_title(reading: Reading) -> Iterator[Finding]:
    """A title of just the length at which titles were cut, which ends in the middle of something."""
    title = reading.opened.title
    if len(title) == TITLE_LENGTH and _breaks_off(title, reading):
        line = reading.field_line("TITLE", "## ")
        message = f"the title was probably cut: it ends '...{title[-24:]}'."
        yield reading.warning(Code.TITLE_CUT, line, message, "Complete it in the converted article.")


def _breaks_off(title: str, reading: Reading) -> bool:
    """Whether a quotation, a bracket or a word of the title is open at its end; the text of the article tells which words are whole."""
    if title.count('"') % 2 or title.count("(") > title.count(")"):
        return True
    last = _LAST_WORD.search(title)
    if not last:
        return False
    word = last[0].lower()
    ends = _ends_of_words(word, "\n".join(reading.opened.body).lower())
    return word in _ENDS_NO_TITLE or ("" not in ends and bool(ends - _INFLECTIONS))


def _ends_of_words(beginning: str, text: str) -> set[str]:
    """How the words of the text go on that have this beginning."""
    ends = set()
    at = text.find(beginning)
    while at >= 0:
        if not text[at - 1 : at].isalnum():
            rest = _REST_OF_WORD.match(text, at + len(beginning))
            ends.add(rest[0] if rest else "")
        at = text.find(beginning, at + 1)
    return ends


def cut_fields(reading: Reading) -> Iterator[Finding]:
    """A value of the header that has to serve, although it was cut."""
    opened, fields = reading.opened, reading.document.fields
    for name, (footer_name, openings) in _HEADER_FIELDS.items():
        if not opened.footer.get(footer_name) and len(opened.header.get(name, "")) >= FIELD_LENGTH - 1:
            yield _cut_field(reading, name, openings)
    if fields.version.endswith("|"):
        yield _cut_field(reading, "PROD/VER", _VERSION_FIELDS)
    if fields.operating_system.endswith("|"):
        yield _cut_field(reading, "OPER/SYS", _SYSTEM_FIELDS)


def _cut_field(reading: Reading, name: str, openings: tuple[str, ...]) -> Finding:
    message = f"the value of {name} was cut, and no other field has the rest."
    return reading.warning(Code.FIELD_CUT, reading.field_line(*openings), message, "Remove or complete its last part.")


def glued_keywords(reading: Reading) -> Iterator[Finding]:
    """Two keywords written as one, where no footer has them apart."""
    if reading.opened.footer.get("Keywords"):
        return
    for keyword in reading.document.fields.keywords:
        if found := _GLUED.match(keyword):
            message = f"'{keyword}' is probably '{found[0]}' and '{keyword[found.end() :]}'."
            line = reading.field_line(*_KEYWORD_FIELDS)
            yield reading.warning(Code.KEYWORDS_GLUED, line, message, "Write them as two keywords.")


def bogus_keywords(reading: Reading) -> Iterator[Finding]:
    """A keyword longer than any that means something."""
    for keyword in reading.document.fields.keywords:
        if len(keyword) > _LONGEST_KEYWORD:
            message = f"'{keyword[:_LONGEST_KEYWORD]}...' is too long to be a keyword."
            line = reading.field_line(*_KEYWORD_FIELDS)
            yield reading.warning(Code.KEYWORD_BOGUS, line, message, "Remove it, here and in the other fields.")


def contradicted_fields(reading: Reading) -> Iterator[Finding]:
    """A value that another of its field corrects: the footer's, or for a platform a version that stands displaced."""
    fields = reading.document.fields
    taken = {"PROD/VER": fields.version, "KEYWORDS": reading.opened.footer.get("Keywords", "")}
    for name, value in fields.superseded.items():
        _, openings = _HEADER_FIELDS[name]
        message = f"{name} says '{value}', but '{taken[name]}' was taken, which stands elsewhere."
        advice = "The value that was not taken is kept as source.superseded. See that the right one won."
        yield reading.info(Code.FIELDS_DISAGREE, reading.field_line(*openings), message, advice)


def product_code(reading: Reading) -> Iterator[Finding]:
    """A product or code that the archive does not know, or that do not belong together."""
    opened = reading.opened
    known = PRODUCTS.get(opened.product_code)
    if known == opened.product or reading.document.form not in ("text", "page") or not opened.product:
        return
    if known is not None:
        line = reading.field_line("PRODUCT")
        message = f"the code '{opened.product_code}' is that of '{known}', but the product is '{opened.product}'."
        yield reading.warning(Code.PRODUCT_DIFFERS, line, message, "Find out which of the two is right.")
    elif opened.product_code or opened.product not in PRODUCTS.values():
        line = reading.field_line("PRODUCT", "\tProduct")
        name = f"'{opened.product}' [{opened.product_code}]" if opened.product_code else f"'{opened.product}'"
        message = f"{name} is no product of the archive."
        yield reading.info(Code.PRODUCT_UNKNOWN, line, message, "Correct it, if it is a slip.")
