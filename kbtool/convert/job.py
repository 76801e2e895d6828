"""One article: from its sources to its file. Touches no file but those, so jobs can run anywhere and in any order."""

import errno
from datetime import date
from enum import StrEnum
from pathlib import Path

import msgspec

from kbtool import legacy
from kbtool.convert import faithful
from kbtool.convert.comparison import contradictions
from kbtool.convert.inventory import Source, internal_error, unreadable
from kbtool.convert.record import Entry, digest
from kbtool.files import reason, write_atomic
from kbtool.findings import Code, Finding, Severity
from kbtool.ids import IdForm
from kbtool.legacy import Understood
from kbtool.legacy.envelope import precedence
from kbtool.model import Document


class State(StrEnum):
    """What became of an article."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"
    FAILED = "failed"


class Job(msgspec.Struct, frozen=True):
    """An article to convert. `known` is what an earlier run recorded, `converter` the fingerprint of this one.

    `reread` asks for the findings of sources that have not changed, too.
    """

    id: str
    sources: tuple[Source, ...]
    target: str
    ids: IdForm
    known: Entry | None = None
    converter: str = ""
    overwrite: bool = False
    reread: bool = False


class Outcome(msgspec.Struct, frozen=True):
    """What became of a job: its new record entry unless it failed, and what there is to say. `failed_sources` counts files."""

    id: str
    state: State
    entry: Entry | None = None
    findings: tuple[Finding, ...] = ()
    failed_sources: int = 0
    disk_full: bool = False


def run(job: Job) -> Outcome:
    """Convert one article. Never raises: whatever goes wrong is in the outcome."""
    try:
        return _run(job)
    except Exception as error:  # noqa: BLE001 - an article that shows a fault of kbtool must not take the others with it
        finding = internal_error(job.sources[0].name, error)
        return Outcome(job.id, State.FAILED, findings=(finding,), failed_sources=len(job.sources))


def _run(job: Job) -> Outcome:
    findings: list[Finding] = []
    contents: list[tuple[Source, bytes]] = []
    for source in job.sources:
        if source.size > legacy.MAX_BYTES:
            findings.append(legacy.too_large(source.name, source.size))
            continue
        try:
            contents.append((source, source.read()))
        except OSError as error:
            findings.append(unreadable(source.name, error))
    digests = [digest(data) for _, data in contents]
    source_digest = digest("".join(sorted(digests)).encode())
    if job.known and not findings and _is_done(job, job.known, source_digest):
        return Outcome(job.id, State.UNCHANGED, job.known)
    candidates: list[_Candidate] = []
    for (source, data), own_digest in zip(contents, digests, strict=True):
        found = legacy.understand(data, source.name, job.ids, source.claimed_id)
        if isinstance(found, Finding):
            findings.append(found)
        else:
            candidates.append(_Candidate(source, found, data, own_digest))
    failed = len(job.sources) - len(candidates)
    if not candidates:
        return Outcome(job.id, State.FAILED, findings=tuple(findings), failed_sources=failed)
    best = max(candidates, key=lambda candidate: candidate.rank)
    findings += best.understood.remarks
    for other in candidates:
        if other is not best:
            findings += [_passed_over(other, best), *_contradictions(other, best)]
    return _write(job, best, source_digest, findings, failed)


class _Candidate(msgspec.Struct, frozen=True):
    """A source that holds the article, understood. Its remarks matter only if it is the one that is converted."""

    source: Source
    understood: Understood
    data: bytes
    digest: str

    @property
    def document(self) -> Document:
        """What the source says."""
        return self.understood.document

    @property
    def rank(self) -> tuple[date, int, int, str]:
        """The newest source wins; of one day the better form, then the longer, then whichever: but always the same one."""
        return self.document.fields.revised, precedence(self.document.form), len(self.data), self.digest


def _is_done(job: Job, known: Entry, source_digest: str) -> bool:
    """Whether an earlier run converted these very sources, and its article is there."""
    return (
        known.converter == job.converter
        and known.whole
        and not (job.overwrite or job.reread)
        and known.digest == source_digest
        and Path(job.target).is_file()
    )


def _passed_over(loser: _Candidate, best: _Candidate) -> Finding:
    won, lost = best.document, loser.document
    if won.fields.revised > lost.fields.revised:
        why = f"is newer ({won.fields.revised})"
    elif won.form != lost.form:
        why = f"has the same date, and its form ({won.form}) is preferred"
    elif len(best.data) > len(loser.data):
        why = "has the same date and form, and holds more"
    else:
        why = "is its equal by date, form and length"
    message = f"holds {lost.id} of {lost.fields.revised} too; {best.source.name} {why} and was converted instead."
    return Finding(loser.source.name, 0, 0, Code.OLDER_SOURCE_PASSED_OVER, Severity.INFO, message)


def _contradictions(loser: _Candidate, best: _Candidate) -> list[Finding]:
    """What the source that was passed over says that is not in the article, field by field."""
    advice = "See which of the two is right, and mend the article if need be."
    return [
        Finding(
            loser.source.name,
            0,
            0,
            Code.SOURCES_DISAGREE,
            Severity.INFO,
            f"has the {name} '{value}'; {best.source.name}, which was converted, has '{other}'.",
            advice,
        )
        for name, value, other in contradictions(best.document, loser.document)
    ]


def _write(job: Job, best: _Candidate, source_digest: str, findings: list[Finding], failed: int) -> Outcome:
    source, document = best.source, best.document
    kept = faithful.keep(document, best.understood.opened, best.data, source.name)
    data = kept.text.encode()
    findings += kept.findings
    entry = Entry(source_digest, document.fields.revised, document.form, digest(data), job.converter, whole=not failed)
    target = Path(job.target)
    refusal = None
    try:
        present = target.read_bytes() if target.exists() else None
        if present == data or (present is not None and not job.overwrite and _says_nothing_new(job.known, entry)):
            return Outcome(job.id, State.UNCHANGED, entry, tuple(findings), failed)
        if present is not None:
            refusal = _older_source(job, source, document) or (None if job.overwrite else _edited(job, present))
        if refusal is None:
            write_atomic(target, data)
            return Outcome(job.id, State.WRITTEN, entry, tuple(findings), failed)
    except OSError as error:
        message = f"cannot be written: {reason(error)}."
        refusal = Finding(
            job.target,
            0,
            0,
            Code.TARGET_UNWRITABLE,
            Severity.ERROR,
            message,
            "Make room or mend the folder; run again.",
        )
        disk_full = error.errno == errno.ENOSPC
        return Outcome(job.id, State.FAILED, job.known, (*findings, refusal), failed + 1, disk_full)
    state = State.FAILED if refusal.severity is Severity.ERROR else State.UNCHANGED
    return Outcome(job.id, state, job.known, (*findings, refusal), failed + (state is State.FAILED))


def _says_nothing_new(known: Entry | None, entry: Entry) -> bool:
    """Whether conversion would write what it wrote before; then whatever editors made of that stands."""
    return known is not None and known.written == entry.written


def _older_source(job: Job, source: Source, document: Document) -> Finding | None:
    """Why the file that is there may never be replaced by this source: it came from a newer one."""
    known = job.known
    if not known or (known.revised, precedence(known.form)) <= (document.fields.revised, precedence(document.form)):
        return None
    message = (
        f"holds {document.id} of {document.fields.revised}; the article there was converted from a newer source"
        f" ({known.form}, {known.revised}) and stays."
    )
    return Finding(source.name, 0, 0, Code.OLDER_SOURCE_PASSED_OVER, Severity.INFO, message)


def _edited(job: Job, present: bytes) -> Finding | None:
    """Why the file that is there may only be replaced by --overwrite: it is not what conversion wrote."""
    if job.known and job.known.written == digest(present):
        return None
    why = "was edited since it was converted" if job.known else "is there already and was not written by conversion"
    advice = "Keep it, or convert again with --overwrite to lose the edits."
    return Finding(job.target, 0, 0, Code.TARGET_EDITED, Severity.ERROR, f"{why}; it stays as it is.", advice)
