"""What the tests of the envelopes share."""

import itertools

from kbtool import legacy
from kbtool.findings import Code, Finding, Severity
from kbtool.ids import IdForm
from kbtool.model import Document, Fields, uncovered_lines

IDS = IdForm()


def document(data: bytes, named: str = "", ids: IdForm = IDS) -> Document:
    """The document in the bytes; it has an end, and every line of it is covered, whatever else there is to remark on it."""
    found, findings = legacy.read(data, "some/file", ids, named)
    assert [f for f in findings if f.severity is Severity.ERROR or f.code is Code.END_MISSING] == []
    assert found is not None
    assert_sound(data, found)
    return found


def fields(data: bytes) -> Fields:
    return document(data).fields


def refusal(data: bytes, named: str = "", ids: IdForm = IDS) -> Finding:
    """The one finding that says why the bytes are no article."""
    found, (finding,) = legacy.read(data, "some/file", ids, named)
    assert found is None
    assert finding.path == "some/file"
    assert finding.severity == "error"
    assert finding.message
    assert finding.advice, "a finding says what to do"
    return finding


def code_and_line(finding: Finding) -> tuple[Code, int]:
    return finding.code, finding.line


def assert_sound(data: bytes, document: Document) -> None:
    """Every non-blank line lies in exactly one block, and the blocks are in order."""
    lines = legacy.characters.decode(data).split("\n")
    spans = [block.span for block in document.blocks]
    assert uncovered_lines(lines, document.blocks) == []
    assert spans == sorted(spans)
    assert all(a.end < b.start for a, b in itertools.pairwise(spans))
