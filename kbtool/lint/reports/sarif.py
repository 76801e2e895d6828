"""SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), for code scanning and editors; fixes included."""

from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

import msgspec

from kbtool import __version__
from kbtool.findings import Code, Edit, Finding, Severity
from kbtool.lint.baseline import key
from kbtool.lint.registry import all_rules

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_HOME = "https://pypi.org/project/kbtool/"


def write(findings: Iterable[Finding]) -> Iterator[str]:
    """The document, one result after the other."""
    head = _json({"$schema": _SCHEMA, "version": "2.1.0"})[:-1]
    yield f'{head},"runs":[{{"tool":{_json({"driver": _driver()})},"columnKind":"unicodeCodePoints","results":[\n'
    before = ""
    for finding in findings:
        yield before + _json(_result(finding))
        before = ",\n"
    yield "\n]}]}\n"


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def _driver() -> dict[str, Any]:
    return {
        "name": "kbtool",
        "version": __version__,
        "informationUri": _HOME,
        "rules": [_rule(code) for code in Code],
    }


def _rule(code: Code) -> dict[str, Any]:
    rule = all_rules().get(code)
    about: dict[str, Any] = {"id": code, "name": code.alias}
    if rule:
        about["shortDescription"] = {"text": rule.summary}
        about["fullDescription"] = {"text": _one_line(f"{rule.symptoms} {rule.cause}")}
        about["help"] = {"text": _one_line(rule.resolution)}
        about["defaultConfiguration"] = {"level": _LEVELS[rule.severity], "enabled": rule.is_on}
        about["properties"] = {"tags": [rule.family]}
    return about


def _one_line(text: str) -> str:
    return " ".join(text.split())


_INDEX = {code: number for number, code in enumerate(Code)}


def _result(finding: Finding) -> dict[str, Any]:
    place = {"artifactLocation": {"uri": _uri(finding.path)}, **_region(finding)}
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": _INDEX[finding.code],
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.message} {finding.advice}".strip()},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"kbtool/v1": key(finding)},
    }
    if finding.fix:
        result["fixes"] = [
            {
                "description": {"text": finding.fix.title},
                "artifactChanges": [
                    {
                        "artifactLocation": {"uri": _uri(finding.path)},
                        "replacements": [_replacement(edit) for edit in finding.fix.edits],
                    }
                ],
            }
        ]
    return result


def _uri(path: str) -> str:
    pure = PurePath(path)
    return pure.as_uri() if pure.is_absolute() else quote(pure.as_posix())


def _region(finding: Finding) -> dict[str, Any]:
    if not finding.line:
        return {}
    region: dict[str, Any] = {"startLine": finding.line}
    if finding.column:
        region["startColumn"] = finding.column
    if finding.column and finding.end_line:
        region |= {"endLine": finding.end_line, "endColumn": finding.end_column}
    if finding.source and finding.end_line in (0, finding.line):
        region["snippet"] = {"text": finding.source}
    return {"region": region}


def _replacement(edit: Edit) -> dict[str, Any]:
    return {
        "deletedRegion": {
            "startLine": edit.line,
            "startColumn": edit.column,
            "endLine": edit.end_line,
            "endColumn": edit.end_column,
        },
        "insertedContent": {"text": edit.text},
    }
