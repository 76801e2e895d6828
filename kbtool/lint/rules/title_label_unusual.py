"""The label of a title is mistyped."""

import re
from collections.abc import Iterator

from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Change, Example, FixSafety, Hit, Options, Rule

_LABELS = {
    "PBR": "PRB",
    "RPB": "PRB",
    "BGU": "BUG",
    "BUGS": "BUG",
    "FXI": "FIX",
    "HOWOT": "HOWTO",
    "HOTWO": "HOWTO",
    "HOWTOS": "HOWTO",
    "HWOTO": "HOWTO",
    "IFNO": "INFO",
    "INOF": "INFO",
    "INFOR": "INFO",
    "SMAPLE": "SAMPLE",
    "SAMLPE": "SAMPLE",
    "FILES": "FILE",
}
_LABEL = re.compile(r"[A-Z]+(?=:)")


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    found = _LABEL.match(subject.front.title)
    if not found or found[0] not in _LABELS:
        return
    meant, place = _LABELS[found[0]], subject.field("title")
    written = subject.text[place.start : place.end]
    fix = (Change(place, written.replace(found[0], meant, 1)),)
    yield Hit(place, f"no title has the label {found[0]}:", f"Did you mean {meant}:?", fix, f"Write {meant}:")


RULE = Rule(
    code=Code.TITLE_LABEL_UNUSUAL,
    severity=Severity.WARNING,
    since="0.1",
    fix=FixSafety.UNSAFE,
    summary="The label of a title is mistyped.",
    symptoms="Readers who know the labels do not know this one, and lists by label miss the article.",
    cause="Letters of the label changed places.",
    resolution="Write the label as the other articles do.",
    bad=(Example('---\nid: "Q100001"\ntitle: "PBR: The Bell Does Not Ring"\n---\n\nText.\n'),),
    good=(Example('---\nid: "Q100001"\ntitle: "PRB: The Bell Does Not Ring"\n---\n\nText.\n'),),
    check=_check,
)
