"""The articles of kbtool's manual that explain its rules, made from the rules: `python -m kbtool.lint.articles content`."""

import re
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import msgspec

from kbtool.content import escape, frontmatter
from kbtool.content.dialect import FENCE
from kbtool.files import write_atomic
from kbtool.findings import Severity
from kbtool.ids import source_path
from kbtool.lint.registry import all_rules
from kbtool.lint.rule import Example, FixSafety, Rule
from kbtool.model import FrontMatter

OVERVIEW = "K1000"
_WIDTH = 115
_SEVERITIES = {Severity.ERROR: "an error", Severity.WARNING: "a warning", Severity.INFO: "a remark"}
_FIXES = {
    FixSafety.NONE: "none; it takes an editor",
    FixSafety.SAFE: "safe: `kbtool lint --fix` mends it",
    FixSafety.UNSAFE: "to be looked at: `kbtool lint --unsafe-fixes` mends it",
}


def article_id(rule: Rule) -> str:
    """The id of the article about a rule: `K1301` for KB301."""
    return f"K1{rule.code.removeprefix('KB')}"


def articles() -> Iterator[tuple[str, str]]:
    """The articles, one for each rule and one that lists them: the path below the content folder, and the text."""
    rules = list(all_rules().values())
    yield source_path(OVERVIEW), _overview(rules)
    for rule in rules:
        yield source_path(article_id(rule)), _article(rule)


def _overview(rules: list[Rule]) -> str:
    front = FrontMatter(
        id=OVERVIEW,
        title="The Rules of kbtool lint",
        product="kbtool",
        keywords=("checking", "reference", "rules"),
        issue_type=("kbinfo",),
        query_words="list of rules codes families severity fix",
    )
    families = dict.fromkeys(rule.family for rule in rules)
    tables = [part for family in families for part in _table(family, [rule for rule in rules if rule.family is family])]
    summary = f"`kbtool lint` has {len(rules)} rules. Each has an article of its own; `kbtool rule CODE` shows it in the terminal."
    return _whole(front, ["## SUMMARY", summary, "## MORE INFORMATION", *tables, "## REFERENCES", _RELATED])


def _table(family: str, rules: list[Rule]) -> list[str]:
    rows = [
        f"| [{rule.code}](kb:{article_id(rule)}) | {rule.name} | {rule.severity}{'' if rule.is_on else ', off'}"
        f" | {rule.fix} | {_cell(rule.summary)} |"
        for rule in rules
    ]
    return [
        f"### {family.capitalize()}",
        "\n".join(["| code | name | severity | fix | finds |", "| --- " * 5 + "|", *rows]),
    ]


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _article(rule: Rule) -> str:
    front = FrontMatter(
        id=article_id(rule),
        title=f"{rule.code} {rule.name}: {rule.summary.rstrip('.')}",
        product="kbtool",
        keywords=("checking", "rules", str(rule.family)),
        issue_type=("kbprb",),
        query_words=f"{rule.code.lower()} lint rule finding {rule.name.replace('-', ' ')}",
    )
    bad, good = _bad(rule), rule.good[0]
    parts = [
        "## SYMPTOMS",
        _wrapped(rule.symptoms),
        "It is found here:",
        _fenced(bad.text),
        *_beside(bad),
        "## CAUSE",
        _wrapped(rule.cause),
        "## RESOLUTION",
        _wrapped(rule.resolution),
        *(["The fix makes this of the example:", _fenced(bad.mended)] if bad.mended else []),
        "Nothing is found here:",
        _fenced(good.text),
        *_beside(good),
        "## MORE INFORMATION",
        _as_table(_facts(rule)),
        *_options(rule),
        "A comment silences the rule where the text is meant as it is; K107 says how.",
        "## REFERENCES",
        _RELATED,
    ]
    return _whole(front, parts)


def text_of(rule: Rule) -> str:
    """What a rule's article says, as text for a terminal."""
    bad = _bad(rule)
    parts = [
        f"{rule.code} {rule.name}: {rule.summary}",
        "SYMPTOMS",
        _wrapped(rule.symptoms),
        "CAUSE",
        _wrapped(rule.cause),
        "RESOLUTION",
        _wrapped(rule.resolution),
        "FOUND HERE",
        *_shown_alone(bad),
        *(["WHAT THE FIX MAKES OF IT", _indented(bad.mended)] if bad.mended else []),
        "NOTHING FOUND HERE",
        *_shown_alone(rule.good[0]),
        "MORE INFORMATION",
        *_listed(_facts(rule)),
    ]
    if options := _encoded(defaults(rule)):
        parts += [
            f"Settings, with what holds without them, in kbtool.toml under [lint.rules.{rule.name}]:",
            *_listed(options),
        ]
    return "\n\n".join(parts) + "\n"


def _shown_alone(example: Example) -> Iterator[str]:
    yield _indented(example.text)
    yield from _beside(example)


def _indented(text: str) -> str:
    return textwrap.indent(_shown(text.strip("\n")), "    ")


def _listed(facts: dict[str, str]) -> Iterator[str]:
    widest = max(map(len, facts))
    yield "\n".join(f"{name:{widest}}  {value}" for name, value in facts.items())


_RELATED = """- [K107](kb:K107) Check Articles with kbtool lint
- [K108](kb:K108) The Codes of Findings and What to Do About Each
- [K114](kb:K114) Settings of a Knowledge Base: kbtool.toml"""


def _whole(front: FrontMatter, parts: list[str]) -> str:
    return f"{FENCE}\n{frontmatter.dump(front)}{FENCE}\n\n" + "\n\n".join(parts) + "\n"


def _wrapped(text: str) -> str:
    """The paragraphs of a text, each filled to the width of the manual; lists, code and quotes stay as they are."""
    paragraphs = [part.strip("\n") for part in textwrap.dedent(text).split("\n\n")]
    return "\n\n".join(_filled(part) for part in paragraphs if part.strip())


def _filled(paragraph: str) -> str:
    if re.match(r"\s*(?:[-*>|]|\d+\.|`{3})", paragraph):
        return paragraph
    words = " ".join(paragraph.split())
    return textwrap.fill(words, _WIDTH, break_long_words=False, break_on_hyphens=False)


def _bad(rule: Rule) -> Example:
    """The example that shows what a rule finds; of one whose findings have fixes the first that shows one too."""
    return next((example for example in rule.bad if example.mended), rule.bad[0])


def _fenced(text: str) -> str:
    shown = _shown(text.strip("\n"))
    language = "yaml" if text.startswith(FENCE) and "\n---\n" not in text[4:-4] else "markdown"
    fence = escape.fence((shown,))
    return f"{fence}{language}\n{shown}\n{fence}"


def _beside(example: Example) -> Iterator[str]:
    """What an example does not show by itself: the name of its file, the titles of the articles beside it, files of the base."""
    if example.name != Example("").name:
        yield f"The file is called `{example.name}`."
    for name, title in example.others.items():
        if "\n" not in title:
            yield f'`{name.rpartition("/")[2]}` is called "{title}".'
    for name, text in example.files.items():
        yield f"`{name}` says `{text.strip()}`."


def _shown(text: str) -> str:
    """The text with a picture for each character that has none."""
    return "".join(c if c.isprintable() or c == "\n" else f"<U+{ord(c):04X}>" for c in text)


def _facts(rule: Rule) -> dict[str, str]:
    return {
        "name": f"{rule.name}, of the family {rule.family}",
        "severity": _SEVERITIES[rule.severity],
        "on": "yes"
        if rule.is_on
        else "only when it is selected: by its code or the beginning of it, its name, its family or `all`",
        "fix": _FIXES[rule.fix],
        "since": f"kbtool {rule.since}",
        "precision": f"{rule.precision} findings in the archive that were looked at were right"
        if rule.precision
        else "it finds nothing in the archive; it guards what editors write",
    }


def _as_table(facts: dict[str, str]) -> str:
    return "\n".join(["| | |", "| --- | --- |", *(f"| {name} | {_cell(value)} |" for name, value in facts.items())])


def _options(rule: Rule) -> list[str]:
    rows = [f"| `{name}` | `{default}` |" for name, default in _encoded(defaults(rule)).items()]
    if not rows:
        return []
    table = "\n".join(["| option | default |", "| --- | --- |", *rows])
    return [f"Its settings stand in `kbtool.toml` under `[lint.rules.{rule.name}]`:", table]


def defaults(rule: Rule) -> dict[str, object]:
    """The options of a rule, as the settings name them, with their defaults."""
    return {field.encode_name: _default(field) for field in msgspec.structs.fields(rule.options)}


def _encoded(options: dict[str, object]) -> dict[str, str]:
    return {name: msgspec.json.encode(default).decode() for name, default in options.items()}


def _default(field: msgspec.structs.FieldInfo) -> object:
    return field.default if field.default_factory is msgspec.NODEFAULT else field.default_factory()


def main(folder: Path) -> None:
    """Write the articles below a content folder, and delete those of rules that are no more."""
    written = {folder / path: text for path, text in articles()}
    for path in folder.glob("001/K1*.md"):
        if path not in written:
            path.unlink()
    for path, text in written.items():
        write_atomic(path, text.encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
