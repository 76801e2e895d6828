"""Legacy bytes to `Document`: what the archive's files say, understood.

`read` never raises on what a file holds. It returns the document, or None and the finding that says why there is none.
"""

import msgspec

from kbtool.findings import Code, Finding, Severity
from kbtool.ids import IdForm
from kbtool.legacy import blocks, body, characters, remarks
from kbtool.legacy.envelope import Envelope, EnvelopeError, Identity, Opened, recognise
from kbtool.legacy.fields import reconcile
from kbtool.legacy.languages import with_languages
from kbtool.legacy.remarks.reading import reading
from kbtool.model import Block, Document, Frame, Label

MAX_BYTES = 16 * 2**20
"""A file larger than this is no article: the largest of the archive has 174 KB."""
_HEAD = 4096


class Understood(msgspec.Struct, frozen=True):
    """A legacy file, understood: the document, the remarks on it, and the article as it came out of its envelope."""

    document: Document
    remarks: list[Finding]
    opened: Opened


def understand(data: bytes, path: str, ids: IdForm, named: str = "") -> Understood | Finding:
    """Understand the bytes of a legacy file, or say why they are no article.

    `named` is the id that the file's name claims, if it claims one.
    """
    found = _open(data, path, ids, named)
    if isinstance(found, Finding):
        return found
    envelope, text, opened = found
    understood = document(envelope.form, opened, ids)
    return Understood(understood, remarks.found_in(reading(path, data, text, opened, understood)), opened)


def read(data: bytes, path: str, ids: IdForm, named: str = "") -> tuple[Document | None, list[Finding]]:
    """The document in the bytes of a legacy file and the remarks on it, which are no errors; or None and the error."""
    found = understand(data, path, ids, named)
    return (None, [found]) if isinstance(found, Finding) else (found.document, found.remarks)


def identify(data: bytes, path: str, ids: IdForm) -> Identity | Finding:
    """Who the article is that begins with the bytes `data` (a few thousand are enough), or why that cannot be said."""
    found = _recognise(data, path)
    if isinstance(found, Finding):
        return found
    envelope, text = found
    try:
        return _checked(envelope.identify(text.split("\n")), ids)
    except EnvelopeError as error:
        return _finding(error, path)


def document(form: str, opened: Opened, ids: IdForm) -> Document:
    """The document of an article out of its envelope."""
    ends = body.find_ends(opened.body, opened.body_start, has_applies_block=opened.has_applies_block)
    text = [
        block
        for start, end in ends.texts
        for block in blocks.parse(opened.body[start:end], opened.body_start + start, ids)
    ]
    listings_named = with_languages(text, opened.product_code)
    frames: list[Block] = [Frame(span=opened.header_span, rule="header", part=Label.HEADER), *ends.blocks]
    frames += [Frame(span=span, rule=str(part), part=Label(part)) for part, span in opened.closing_spans]
    return Document(
        id=opened.identity.id,
        form=form,
        fields=reconcile(opened, ends),
        blocks=tuple(sorted([*frames, *listings_named], key=lambda block: block.span)),
    )


def _open(data: bytes, path: str, ids: IdForm, named: str) -> tuple[Envelope, str, Opened] | Finding:
    if len(data) > MAX_BYTES:
        return too_large(path, len(data))
    found = _recognise(data, path)
    if isinstance(found, Finding):
        return found
    envelope, text = found
    try:
        opened = envelope.open(text.split("\n"))
        _checked(opened.identity, ids, named)
    except EnvelopeError as error:
        return _finding(error, path)
    return envelope, text, opened


def too_large(path: str, size: int) -> Finding:
    """The finding for a file too large to be an article; it need not be read."""
    message = f"has {size / 2**20:.0f} MiB; no article has more than {MAX_BYTES // 2**20}."
    return Finding(path, 0, 0, Code.FILE_TOO_LARGE, Severity.ERROR, message, "Look whether this is an article at all.")


def _recognise(data: bytes, path: str) -> tuple[Envelope, str] | Finding:
    if not data.strip():
        return Finding(path, 0, 0, Code.FILE_EMPTY, Severity.ERROR, "is empty.", "Restore it from its source.")
    if characters.looks_binary(data):
        return Finding(
            path, 0, 0, Code.FILE_BINARY, Severity.ERROR, "is no text.", "Look whether this is an article at all."
        )
    text = characters.decode(data)
    envelope = recognise(text[:_HEAD])
    if envelope is None:
        return Finding(
            path,
            1,
            0,
            Code.NOT_AN_ARTICLE,
            Severity.ERROR,
            "is no legacy article: it begins neither with 'DOCUMENT:' nor as an archived page.",
            "Leave it out, or add its form (entry point group kbtool.envelopes).",
        )
    return envelope, text


def _checked(identity: Identity, ids: IdForm, named: str = "") -> Identity:
    if not ids.matches(identity.id):
        raise EnvelopeError(
            Code.ID_INVALID,
            1,
            f"'{identity.id[:40]}' is no id of this knowledge base.",
            f"Ids have the form {ids.pattern}; the setting id-pattern changes it.",
        )
    if named and identity.id != named:
        raise EnvelopeError(
            Code.ID_DIFFERS_FROM_NAME,
            1,
            f"the article says it is {identity.id}, its file is named {named}.",
            "Find out which is right and rename the file, or mend the article.",
        )
    return identity


def _finding(error: EnvelopeError, path: str) -> Finding:
    return Finding(path, error.line, 0, error.code, Severity.ERROR, error.message, error.advice)
