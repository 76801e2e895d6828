"""Comments by which an editor silences a rule: in the line, in the line before, or for the whole file.

    text that is meant so <!-- kbtool-ignore word-doubled -->
    <!-- kbtool-ignore-next-line KB301 KB304 -->
    <!-- kbtool-ignore-file reference-unknown: the catalogue of 1998 is kept as it was -->

A rule is named by its code or its name; what follows a colon is the reason, and words are one that are no names though the colon
is missing. Readers never see these comments. In the front matter
they stand behind a `#`.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

import msgspec

from kbtool.content.dialect import DIRECTIVE
from kbtool.content.lines import Lines, Place, Stretches
from kbtool.content.subject import Subject
from kbtool.findings import Code, Edit, Finding, Fix, Severity, meant
from kbtool.lint.registry import all_rules
from kbtool.lint.rule import ALL, Family

_DIRECTIVE = re.compile(DIRECTIVE)
_MALFORMED = re.compile(
    rf"(?!{DIRECTIVE})(?is:<!--\s*(?:kb[\s_-]?tool\b|(?>[\w-]*(?:ignore|disable)\b)[^<>]*\bKB\d{{3}}\b)(?:(?:(?!<!--).)*?-->|[^\n]*))"
)
_COMMENT_IN_FRONT = re.compile(
    r"""(?mx)^(?:
        (?<![^\s\[{,]) (?:"(?:\\.|[^"\\\n])*+" | '(?:[^'\n]|'')*+')  # a value in quotes; elsewhere they are part of one
        | (?<=[^\s\[{,])["'] | [^\n\#"'] | (?<=\S)\#
    )*+(?P<comment>\#[^\n]*)"""
)
_WORDED = re.compile(r"(?i)\bkb[\s_-]?tool[\s_:-]*(?:ignore|disable)\b")
_NAME = re.compile(r"[^\s,]+")
_WORD = re.compile(r"[\w-]+")


class Suppression(msgspec.Struct, frozen=True, array_like=True):
    """A rule named in a comment: it is silent on `line`, 0 for the whole file. The name stands at `at_line` from `column` to `end_column`.

    `source` is the text of its line. `removal` takes the name out of the comment with what stands before it, `removal_ahead` with what
    stands behind it, and `removal_of_comment` takes all of the comment away.
    """

    rule: str
    line: int
    at_line: int
    column: int
    end_column: int
    source: str
    removal: Edit
    removal_ahead: Edit
    removal_of_comment: Edit


class Reason(NamedTuple):
    """A reason without a colon before it: where it stands, and where the colon belongs, None where rules stand behind it too."""

    place: Place
    colon: int | None


class Attempt(msgspec.Struct, frozen=True, array_like=True):
    """A comment that is meant to silence `rules`, or any where it names none, from line `first` to line `last`, but is not written so.

    It silences nothing, and keeps what it may have been written for from being mended.
    """

    rules: tuple[Code, ...]
    first: int
    last: int


def suppressions(subject: Subject) -> Iterator[Suppression]:
    """Those of an article, in order; comments in code are part of the code."""
    for comment in _outside_code(subject, _DIRECTIVE):
        yield from _of_comment(comment, subject.lines)


def reasons(subject: Subject) -> Iterator[Reason]:
    """The reasons in these comments that no colon parts from the rules before them."""
    for comment in _outside_code(subject, _DIRECTIVE):
        rules, reason = _parted(comment)
        if rules and reason:
            colon = rules[-1].end() if rules[-1].end() < reason[0].start() else None
            yield Reason(Place(reason[0].start(), reason[-1].end()), colon)


def malformed(subject: Subject) -> Iterator[Place]:
    """The comments that are meant to silence a rule but are not written so, or name none."""
    nameless = (comment for comment in _outside_code(subject, _DIRECTIVE) if not _parted(comment)[0])
    yield from sorted([*_written_wrongly(subject), *(Place(*comment.span()) for comment in nameless)])


def _written_wrongly(subject: Subject) -> Iterator[Place]:
    for found in _COMMENT_IN_FRONT.finditer(subject.text, 0, subject.body):
        comment = found["comment"]
        if _MALFORMED.search(comment) or (_WORDED.search(comment) and not _DIRECTIVE.search(comment)):
            yield Place(*found.span("comment"))
    for comment in _outside_code(subject, _MALFORMED):
        if comment.start() >= subject.body:
            yield Place(*comment.span())


def attempts(subject: Subject) -> Iterator[Attempt]:
    """What these comments are meant to silence, as far as that can be told: rather too much than too little."""
    lines = subject.lines
    for start, end in malformed(subject):
        comment = subject.text[start:end]
        names = [(word.start(), code) for word in _WORD.finditer(comment) if (code := _code(word[0]))]
        asked = comment[: names[0][0] if names else None].casefold()
        first, last = lines.position(start)[0], lines.position(end)[0]
        is_alone = not _VISIBLE.search(subject.text, lines.offset(first), start)
        is_alone = is_alone and not _VISIBLE.search(subject.text, end, lines.place(last).end)
        if "file" in asked:
            first, last = 0, lines.position(len(subject.text))[0]
        elif "disable" in asked and "line" not in asked:  # as markdownlint has it: from here on
            last = lines.position(len(subject.text))[0]
        elif "next" in asked or is_alone:
            last += 1
        yield Attempt(tuple(dict.fromkeys(code for _, code in names)), first, last)


def _outside_code(subject: Subject, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    text = subject.text
    found = list(pattern.finditer(text)) if "<!--" in text else []
    if not found:
        return
    parts = subject.outline
    pieces = (piece for passage in parts.passages for piece in passage.pieces if piece.kind == "code")
    blocks = ((block.start, block.end) for block in parts.codes)
    code = Stretches(chain(blocks, ((piece.start, piece.end) for piece in pieces)))
    yield from (comment for comment in found if comment.start() not in code)


def _of_comment(found: re.Match[str], lines: Lines) -> Iterator[Suppression]:
    line, _ = lines.position(found.start())
    silent = {"": line, "-next-line": line + 1, "-file": 0}[found["scope"]]
    names, _ = _parted(found)
    whole, source = _removal(found, lines), lines.shown(line)
    ends = [names[0].start(), *(name.end() for name in names)] if names else []
    starts = [*(name.start() for name in names[1:]), *ends[-1:]]
    for name, before, behind in zip(names, ends, starts, strict=False):
        at_line, column = lines.position(name.start())
        own = (lines.edit(before, name.end(), ""), lines.edit(name.start(), behind, ""))
        yield Suppression(name[0], silent, at_line, column, column + len(name[0]), source, *own, whole)


_Names = list[re.Match[str]]


def _parted(comment: re.Match[str]) -> tuple[_Names, _Names]:
    """The names of rules in a comment, and the words that are none but a reason without a colon: several, one of which is near no name."""
    names = list(_NAME.finditer(comment.string, comment.start("rules"), comment.end("rules")))
    words = [name for name in names if not _code(name[0])]
    is_reason = len(words) > 1 and any(_is_far(word[0]) for word in words)
    return ([name for name in names if _code(name[0])], words) if is_reason else (names, [])


def _is_far(word: str) -> bool:
    return not _near(word) and not _is_of_several(word)


def _removal(comment: re.Match[str], lines: Lines) -> Edit:
    """Takes a comment away: with the spaces before it, or with its line, and one of two blank lines around that."""
    line, _ = lines.position(comment.start())
    whole = lines.place(line)
    if _VISIBLE.search(lines.text, whole.start, comment.start()) or _VISIBLE.search(
        lines.text, comment.end(), whole.end
    ):
        start = comment.start()
        while start > whole.start and lines.text[start - 1] == " ":
            start -= 1
        return lines.edit(start, comment.end(), "")
    is_between_blanks = not lines.line(line - 1).strip() and not lines.line(line + 1).strip()
    return lines.edit(lines.offset(line), lines.offset(line + 1 + is_between_blanks), "")


_VISIBLE = re.compile(r"\S")


def silenced(
    findings: Iterable[Finding],
    silent: Sequence[Suppression],
    tried: Sequence[Attempt],
    path: str,
    codes: Collection[Code],
) -> list[Finding]:
    """The findings that no comment silences; and for each comment that silences nothing, though its rule did run, one that says so.

    What a comment that is mistyped may be about has no fix: what an editor meant to keep is not to be mended.
    """
    keeps = _Keeping(tried)
    told = {(one.rule, one.line) for one in silent}
    doubtful = {(_near(one.rule), one.line) for one in silent if not _code(one.rule)}
    used: set[tuple[str, int]] = set()
    left = []
    for finding in findings:
        meant_by = {(name, line) for name in (finding.code, finding.code.alias) for line in (0, finding.line)}
        if matching := told & meant_by:
            used |= matching
            continue
        is_doubtful = doubtful and not doubtful.isdisjoint(meant_by | {(_ANY, 0), (_ANY, finding.line)})
        keeps_fix = not is_doubtful and finding not in keeps
        left.append(finding if keeps_fix else msgspec.structs.replace(finding, fix=None))
    unused = [one for one in dict.fromkeys(silent) if (one.rule, one.line) not in used]
    idle = [suppression for suppression in unused if _is_idle(_code(suppression.rule), codes)]
    return left + [_unused(one, path, edit) for one, edit in zip(idle, _removals(silent, idle), strict=True)]


class _Keeping:
    """The findings that attempts to silence may be about: looked up fast, however many there are of both."""

    def __init__(self, tried: Iterable[Attempt]) -> None:
        lines: dict[str, list[tuple[int, int]]] = {}
        for attempt in tried:
            for rule in attempt.rules or (_ANY,):
                lines.setdefault(rule, []).append((attempt.first, attempt.last + 1))
        self._lines = {rule: Stretches(some) for rule, some in lines.items()}

    def __contains__(self, finding: Finding) -> bool:
        return any(finding.line in self._lines[rule] for rule in (_ANY, finding.code) if rule in self._lines)


def _is_idle(code: Code | None, codes: Collection[Code]) -> bool:
    """Whether a comment that silenced nothing has nothing to silence: its rule is one of `codes`, which ran, or there is none."""
    return code is None or code in codes or _is_of_no_rule(code)


def _is_of_no_rule(code: Code) -> bool:
    """Whether a code is one of conversion, of which the linter finds nothing."""
    return code not in all_rules() and code is not Code.INTERNAL_ERROR


def _removals(silent: Iterable[Suppression], idle: Collection[Suppression]) -> Iterator[Edit]:
    """What takes each of the names away that silence nothing: their comment where all in it do, else so that commas stay only between others."""
    going = {suppression for suppression in idle if _code(suppression.rule)}
    staying: dict[Edit, int] = {}
    for suppression in silent:
        if suppression not in going:
            staying.setdefault(suppression.removal_of_comment, suppression.column)
    for suppression in idle:
        first = staying.get(suppression.removal_of_comment)
        if first is None:
            yield suppression.removal_of_comment
        else:
            yield suppression.removal_ahead if suppression.column < first else suppression.removal


_ANY = ""
"""The rule that was meant where that is not clear: it may be any."""


@lru_cache(maxsize=1000)
def _near(rule: str) -> str:
    """The code or name of the rule that was meant by one that there is not, `_ANY` where that is not clear."""
    if _is_of_several(rule):
        return _ANY
    return meant(rule, [*Code, *(code.alias for code in Code)])


_BEGINNING = re.compile(r"KB\d{0,2}")


def _is_of_several(rule: str) -> bool:
    """Whether a name is one that stands for several rules elsewhere: a family, the beginning of codes, or all."""
    return rule in (ALL, *Family) or bool(_BEGINNING.fullmatch(rule))


def _code(rule: str) -> Code | None:
    return _CODES.get(rule)


_CODES = {name: code for code in Code for name in (code, code.alias)}


def _unused(suppression: Suppression, path: str, removal: Edit) -> Finding:
    rule = suppression.rule
    place = suppression.at_line, suppression.column, suppression.at_line, suppression.end_column
    title = "Remove the comment" if removal == suppression.removal_of_comment else f"Take {rule} out of the comment"
    fix: Fix | None = Fix(title, (removal,), is_safe=True)
    message, advice = f"{rule} finds nothing here to silence.", "Remove it from the comment."
    code = _code(rule)
    if code and _is_of_no_rule(code):
        message = f"{rule} is no rule of the linter."
    if not code:
        near = _near(rule)
        message = f"no rule is called '{rule}'."
        advice = f"Did you mean '{near}'?" if near else advice
        if _is_of_several(rule):
            message = f"'{rule}' stands for several rules, which no comment silences."
            advice = "Name the rules one by one; kbtool.toml can ignore several for some paths."
        fix = Fix(f"Write {near}", (Edit(*place, near),)) if near else None
    return Finding(
        path,
        *place[:2],
        Code.SUPPRESSION_UNUSED,
        Severity.WARNING,
        message,
        advice,
        *place[2:],
        fix,
        suppression.source,
    )
