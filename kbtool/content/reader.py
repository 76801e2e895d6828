"""A Markdown file with front matter to an `Article`. Nothing an editor can do to a file raises; what is wrong comes back as findings."""

from pathlib import Path

from kbtool.content import quoted
from kbtool.content.dialect import FENCE, FRONT_LINE
from kbtool.files import read_file, reason
from kbtool.findings import Code, Finding, Severity
from kbtool.model import Article, FrontMatter

_FRONT = len(FENCE) + 1
"""Where the front matter begins, behind the line of the fence."""


def read(path: Path, shown_as: str = "") -> tuple[Article | None, list[Finding]]:
    """Read the article in the file `path`; findings name it `shown_as`."""
    name = shown_as or str(path)
    try:
        data = read_file(path)
    except OSError as error:
        advice = "Make it a file that can be read, and run again."
        return None, [Finding(name, 0, 0, Code.UNREADABLE, Severity.ERROR, f"cannot be read: {reason(error)}.", advice)]
    return parse(data, name, file_stem=path.stem)


def parse(data: bytes, path: str, file_stem: str | None = None) -> tuple[Article | None, list[Finding]]:
    """Read an article from the bytes of its file. With `file_stem`, the id must be the name of the file.

    Returns the article, or None when a finding of severity error stands in the way, and all findings.
    """
    try:
        text = decoded(data)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return None, [
            _error(Code.UNREADABLE, path, line, "is not UTF-8 text.", "Save the file with the encoding UTF-8.")
        ]
    if not text.startswith(FENCE + "\n"):
        message = "has no front matter: the first line is not '---'."
        return None, [
            _error(Code.FRONT_MATTER_MISSING, path, 1, message, "Begin the file with '---', id, title and '---'.")
        ]
    start = _behind_front_matter(text)
    if start is None:
        message = "the front matter has no end."
        return None, [_error(Code.FRONT_MATTER_BROKEN, path, 1, message, "Close it with a line '---'.")]
    fields = text[_FRONT : start - _FRONT]
    front, findings = _front(fields, path)
    if front is None:
        return None, findings
    if file_stem is not None and front.id != file_stem:
        message = f"the id is '{front.id}', the file is called '{file_stem}'."
        advice = "Give both the same name; links go by the id."
        place = _place_of_id(fields)
        return None, [*findings, Finding(path, *place[:2], *_DIFFERS, message, advice, *place[2:])]
    return _article(front, text, start, path), findings


def body_start(text: str) -> int:
    """Where the Markdown of a file begins: behind the front matter, which ends at the first blank line as long as its end is missing."""
    if not text.startswith(f"{FENCE}\n"):
        return 0
    start = _behind_front_matter(text)
    if start is not None:
        return min(start, len(text))
    blank = text.find("\n\n", _FRONT)
    return blank + 1 if blank >= 0 else len(text)


def _behind_front_matter(text: str) -> int | None:
    """Where the body begins in a text that begins with a fence: below the next one; None without one.

    The line of that fence may end the text: the body is one character further.
    """
    end = f"{text}\n".find(f"\n{FENCE}\n", _FRONT - 1)
    return end + 1 + _FRONT if end >= 0 else None


def body_alone(data: bytes, path: str) -> Article | None:
    """What there is of an article whose front matter cannot be read: its body, with nothing in its fields. None when it is not UTF-8."""
    try:
        text = decoded(data)
    except UnicodeDecodeError:
        return None
    return _article(FrontMatter(id="", title=""), text, body_start(text), path)


def _article(front: FrontMatter, text: str, start: int, path: str) -> Article:
    """The article whose body begins at `start` in the text of its file."""
    return Article(front=front, body=text[start:], path=path, body_line=text.count("\n", 0, start) + 1)


def _front(text: str, path: str) -> tuple[FrontMatter | None, list[Finding]]:
    """The front matter, or None when a finding of severity error stands in the way, and all findings."""
    if front := quoted.read(text):
        return front, []
    from kbtool.content import frontmatter  # noqa: PLC0415 - YAML takes long to load, and most articles do without

    return frontmatter.load(text, path)


_DIFFERS = (Code.ARTICLE_ID_DIFFERS_FROM_NAME, Severity.ERROR)


def _place_of_id(fields: str) -> tuple[int, int, int, int]:
    """The line and the column at which the id of an article begins, and those behind its end; `fields` is its front matter, between the fences."""
    from kbtool.content import frontmatter  # noqa: PLC0415 - YAML takes long to load, and most articles do without

    node = frontmatter.nodes(fields)["id"]
    start, end = node.start_mark, node.end_mark
    return start.line + FRONT_LINE, start.column + 1, end.line + FRONT_LINE, end.column + 1


def decoded(data: bytes) -> str:
    r"""The text of an article's file, without byte order mark, with `\n` at the end of lines.

    Raises:
        UnicodeDecodeError: it is not UTF-8.
    """
    return data.decode("utf-8-sig").replace("\r\n", "\n")


def _error(code: Code, path: str, line: int, message: str, advice: str) -> Finding:
    return Finding(path, line, 0, code, Severity.ERROR, message, advice)
