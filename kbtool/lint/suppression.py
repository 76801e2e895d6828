"""Comments by which an editor silences a rule: in the line, in the line before, or for the whole file.

    text that is meant so <!-- kbtool-ignore doubled-word -->
    <!-- kbtool-ignore-next-line KB301 KB304 -->
    <!-- kbtool-ignore-file reference-missing: the catalogue of 1998 is kept as it was -->

A rule is named by its code or its name; what follows a colon is the reason. Readers never see these comments.
"""

import difflib
import re
from collections.abc import Collection, Iterable, Iterator, Sequence

import msgspec

from kbtool.content.dialect import DIRECTIVE
from kbtool.content.lines import Lines, Place
from kbtool.content.subject import Subject
from kbtool.findings import Code, Finding, Severity

_DIRECTIVE = re.compile(DIRECTIVE)
_NAME = re.compile(r"[^\s,]+")


class Suppression(msgspec.Struct, frozen=True, array_like=True):
    """A rule named in a comment: it is silent on `line`, 0 for the whole file. The name stands at `at_line` from `column` to `end_column`."""

    rule: str
    line: int
    at_line: int
    column: int
    end_column: int

    def silences(self, finding: Finding) -> bool:
        """Whether it is about this finding."""
        return self.rule in (finding.code, finding.code.alias) and self.line in (0, finding.line)


def suppressions(subject: Subject) -> Iterator[Suppression]:
    """Those of an article, in order; comments in code are part of the code."""
    text, lines = subject.text, subject.lines
    found = list(_DIRECTIVE.finditer(text)) if "kbtool-ignore" in text else []
    if not found:
        return
    codes = [Place(code.start, code.end) for code in subject.outline.codes]
    codes += [
        Place(piece.start, piece.end)
        for passage in subject.outline.passages
        for piece in passage.pieces
        if piece.kind == "code"
    ]
    for comment in found:
        if not any(code.start <= comment.start() < code.end for code in codes):
            yield from _of_comment(comment, lines)


def _of_comment(found: re.Match[str], lines: Lines) -> Iterator[Suppression]:
    text = found.string
    line, _ = lines.position(found.start())
    silent = {"": line, "-next-line": line + 1, "-file": 0}[found["scope"]]
    for name in _NAME.finditer(text, found.start("rules"), found.end("rules")):
        at_line, column = lines.position(name.start())
        yield Suppression(name[0], silent, at_line, column, column + len(name[0]))


def silenced(
    findings: Iterable[Finding], silent: Sequence[Suppression], path: str, codes: Collection[Code]
) -> list[Finding]:
    """The findings that no comment silences; and for each comment that silences nothing, though its rule did run, one that says so."""
    unused = dict.fromkeys(silent)
    left = []
    for finding in findings:
        matching = [suppression for suppression in silent if suppression.silences(finding)]
        for suppression in matching:
            unused.pop(suppression, None)
        if not matching:
            left.append(finding)
    return left + [_unused(suppression, path) for suppression in unused if _code(suppression.rule) in (None, *codes)]


def _code(rule: str) -> Code | None:
    return next((code for code in Code if rule in (code, code.alias)), None)


def _unused(suppression: Suppression, path: str) -> Finding:
    known = _code(suppression.rule)
    near = difflib.get_close_matches(suppression.rule, [*Code, *(code.alias for code in Code)], n=1)
    message = (
        f"{suppression.rule} finds nothing here to silence." if known else f"no rule is called '{suppression.rule}'."
    )
    advice = "Remove it from the comment." if known or not near else f"Did you mean '{near[0]}'?"
    return Finding(
        path,
        suppression.at_line,
        suppression.column,
        Code.SUPPRESSION_UNUSED,
        Severity.WARNING,
        message,
        advice,
        suppression.at_line,
        suppression.end_column,
    )
