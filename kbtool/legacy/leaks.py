"""What the archive's own export left in the text, and no author wrote.

Three artefacts are certain enough to be undone: `<BR/>` at the end of a line (no page of that time was written so), a `<LINK ...>`
tag around its text, and the caption of a download button that was exported twice.
"""

import re

_BREAK_TAG = "<BR/>"
_LINK_TAGS = re.compile(r'<LINK TYPE="[A-Z]+" VALUE="[^<>]*?"?>([^<]*)</LINK>')
_TAG = re.compile(r"<BR/>|<LINK ")
_CAPTION_TWICE = "DownloadDownload"


def without_leaks_in(lines: list[str]) -> list[str]:
    """The lines as their author wrote them. Most articles hold no leak at all, which is soon said of them as a whole."""
    whole = "\n".join(lines)
    if _CAPTION_TWICE not in whole and not ("<" in whole and _TAG.search(whole)):
        return lines
    return [without_leaks(line) for line in lines]


def without_leaks(line: str) -> str:
    """The line as its author wrote it."""
    if "<" in line and _TAG.search(line):
        line = _LINK_TAGS.sub(r"\1", _without_breaks(line))
    return line.replace(_CAPTION_TWICE, "Download") if _CAPTION_TWICE in line else line


def _without_breaks(line: str) -> str:
    """The line without the tags at its end; without one, as it is."""
    end = len(line.rstrip())
    if not line.endswith(_BREAK_TAG, 0, end):
        return line
    while line.endswith(_BREAK_TAG, 0, end):
        end -= len(_BREAK_TAG)
        while end and line[end - 1].isspace():
            end -= 1
    return line[:end]
