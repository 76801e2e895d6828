"""JUnit XML, as build servers read it: a file is a suite, a finding a failed test."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from xml.sax.saxutils import escape, quoteattr

from kbtool.findings import Finding

_NOT_XML = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")


def write(findings: Iterable[Finding]) -> Iterator[str]:
    """The document; a run without findings has one suite with a test that passed."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="kbtool lint">\n'
    is_empty = True
    for path, of_file in groupby(findings, key=attrgetter("path")):
        is_empty = False
        cases = [_case(finding) for finding in of_file]
        yield f'  <testsuite name={_attribute(path)} tests="{len(cases)}" failures="{len(cases)}" errors="0">\n'
        yield from cases
        yield "  </testsuite>\n"
    if is_empty:
        yield '  <testsuite name="kbtool lint" tests="1" failures="0" errors="0">\n'
        yield '    <testcase classname="kbtool" name="no findings"/>\n  </testsuite>\n'
    yield "</testsuites>\n"


def _case(finding: Finding) -> str:
    name = f"{finding.code} {finding.code.alias} at line {finding.line}, column {finding.column}"
    message = f"{finding.message} {finding.advice}".strip()
    return (
        f"    <testcase classname={_attribute(finding.path)} name={_attribute(name)}>\n"
        f"      <failure type={_attribute(finding.severity)} message={_attribute(message)}>{_text(str(finding))}</failure>\n"
        "    </testcase>\n"
    )


def _attribute(text: str) -> str:
    return quoteattr(_clean(text))


def _text(text: str) -> str:
    return escape(_clean(text))


def _clean(text: str) -> str:
    """The text without what XML cannot hold."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
