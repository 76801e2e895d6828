"""What a rule is. Each module of `kbtool.lint.rules` holds one, as `RULE`.

A rule looks at one article: `check` at the article alone, so that what it finds can be kept as long as the file stays the same;
`check_in_base` at what the catalogue knows of it and of all the others. It yields hits; the engine makes findings of them.
`check_redirects` looks at the redirect file beside the articles.
"""

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from kbtool.content.lines import Place
from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity

if TYPE_CHECKING:
    from kbtool.catalogue import Catalogue
    from kbtool.catalogue.entry import Entry


class Family(StrEnum):
    """What a rule is about; the first digit of its code says which."""

    SOURCE = "source"
    CONVERSION = "conversion"
    REFERENCES = "references"
    FRONT_MATTER = "front-matter"
    STRUCTURE = "structure"
    KBTOOL = "kbtool"
    PROSE = "prose"
    DUPLICATES = "duplicates"
    SAFETY = "safety"


ALL = "all"
"""Names all rules together."""
FAMILIES = dict(zip("123456789", Family, strict=True))


class FixSafety(StrEnum):
    """What `--fix` may do about a rule's findings; which fixes are safe says `kbtool.findings.Fix`."""

    NONE = "none"
    SAFE = "safe"
    UNSAFE = "unsafe"


class Change(msgspec.Struct, frozen=True):
    """Text to put in the place of another.

    With `of_text` only where nothing but text stands there: markup that the place cuts through, code and links would be lost.
    """

    place: Place
    text: str
    of_text: bool = False


class Field(NamedTuple):
    """The value of a field of the front matter, or one of its entries by its number from 0."""

    name: str
    entry: int | None = None


class Hit(msgspec.Struct, frozen=True):
    """What a rule found. `message` says what and why, `advice` what to do, `fix` how to mend it; `fix_title` says that in words."""

    place: Place | Field
    message: str
    advice: str = ""
    fix: tuple[Change, ...] = ()
    fix_title: str = ""
    is_safe: bool = True
    """Whether the fix is; no fix of a rule whose fixes are unsafe is."""


class RedirectHit(NamedTuple):
    """What a rule found on a line of the redirect file, whose text is `source`."""

    line: int
    source: str
    message: str
    advice: str


class Options(msgspec.Struct, frozen=True, rename="kebab", forbid_unknown_fields=True):
    """The settings of a rule that has none; rules with settings derive from it. Every field has a default and a docstring."""

    def problems(self) -> Iterator[str]:
        """What the settings ask for that can never be, though they are of the right form."""
        return iter(())


class Example(msgspec.Struct, frozen=True):
    """An article that shows a rule at work: a body, or a whole file when it begins with `---`.

    `others` are the titles of the articles beside it by their id, `files` the texts of files beside the settings; `name` is the
    file's name where it matters. `mended` is what the fixes of the rule make of the text, "" where nothing in it has one.
    """

    text: str
    mended: str = ""
    others: dict[str, str] = msgspec.field(default_factory=dict)
    files: dict[str, str] = msgspec.field(default_factory=dict)
    name: str = "Q100001.md"
    is_whole: bool = False
    """Whether the text is a whole file, though it does not begin with `---`."""


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """A rule with its documentation, from which `kbtool rule` and the rule's article are made."""

    code: Code
    severity: Severity
    since: str
    """The version of kbtool that brought it."""
    summary: str
    """What it finds, in one sentence."""
    symptoms: str
    """What the editor sees, and what the reader of the article would."""
    cause: str
    """How it comes about, in this archive or in editing."""
    resolution: str
    """What to do."""
    bad: tuple[Example, ...]
    """Examples in which the rule finds something; where it promises fixes, one at least that shows what they make of it."""
    good: tuple[Example, ...]
    """Examples in which it finds nothing."""
    precision: str = ""
    """How many of how many hits in the archive that were looked at were right: `50 of 50`; "" where there were none."""
    check: Callable[[Subject, Any], Iterator[Hit]] | None = None
    check_in_base: "Callable[[Entry, Catalogue, Any], Iterator[Hit]] | None" = None
    check_redirects: "Callable[[Catalogue, Any], Iterator[RedirectHit]] | None" = None
    """Looks at the redirect file when all articles are checked, whether or not any of them cites what it names."""
    counts_all: bool = False
    """Whether `check_in_base` counts over all articles, so that those which surround one do not tell what it would find."""
    fix: FixSafety = FixSafety.NONE
    options: type[Options] = Options
    is_on: bool = True
    """Whether it is on unless it is ignored; a rule that is off runs only when it is selected, by whatever names it."""

    @property
    def name(self) -> str:
        """The code in words."""
        return self.code.alias

    @property
    def family(self) -> Family:
        """What it is about."""
        return family(self.code)


def family(code: Code) -> Family:
    """What a code is about."""
    return FAMILIES[code[2]]
