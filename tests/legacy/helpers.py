"""What the tests of the envelopes share."""

import itertools

from kbtool import legacy
from kbtool.findings import Code, Finding
from kbtool.ids import IdForm
from kbtool.model import Document, Fields, uncovered_lines

IDS = IdForm()


def document(data: bytes, named: str = "", ids: IdForm = IDS) -> Document:
    """The document in the bytes; every line of it is covered."""
    found, findings = legacy.read(data, "some/file", ids, named)
    assert findings == []
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
