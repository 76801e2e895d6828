"""Lines that cite other articles."""

import re

from kbtool.legacy import lines as text
from kbtool.legacy.blocks.scene import Read, Scene
from kbtool.model import Block, Citations, CitedTitle

_ID = r"(?P<name>ARTICLE[- ]ID(?:: ARTICLE[- ]ID)?) *: *(?P<id>\S+)"
_TITLE = r"(?P<title_name>TITLED?) *: *(?P<title>\S.*)\Z"

_ID_FIELD = re.compile(rf"{_ID}\Z", re.IGNORECASE)
_TITLE_FIELD = re.compile(_TITLE, re.IGNORECASE)
_BOTH_FIELDS = re.compile(rf"{_ID} +{_TITLE}", re.IGNORECASE)


def citations(scene: Scene) -> Read | None:
    """Lines that begin with an id, each followed by the cited title, which may be wrapped onto further lines."""
    line = scene.line.lstrip()
    first = scene.citation.match(line)
    if not first or (not scene.indent and (line.startswith("- ") or first["title"][:1].islower())):
        return None
    if line.startswith("- ") and _is_one_of_several(scene.before):
        return None
    cited: list[tuple[re.Match[str], list[str]]] = []
    end = scene.at
    while end < scene.end:
        found = scene.citation.match(scene.lines[end].lstrip())
        if found and (not cited or cited[-1][1]):
            cited.append((found, [found["title"]] if found["title"] else []))
        elif cited[-1][1] and text.indent_of(scene.lines[end]) >= scene.indent and _wraps(scene, end):
            cited[-1][1].append(scene.lines[end].strip())
        else:
            break
        end += 1
    if not cited[-1][1] and end < scene.end and not scene.citation.match(scene.lines[end].lstrip()):
        return None
    if not scene.indent and len(cited) == 1 and end - scene.at > 2:
        return None
    titles = tuple(
        CitedTitle(begun["id"], " ".join(title), is_glued=bool(title) and begun.end("id") == begun.start("title"))
        for begun, title in cited
    )
    block = Citations(span=scene.span(end), rule="citations", depth=scene.depth, cited=titles)
    return Read(block, end)


def _is_one_of_several(before: Block | None) -> bool:
    """Whether a bullet below this block is one more of a list that does not only cite."""
    if before is None or isinstance(before, Citations):
        return False
    return before.rule == "alternative" or (before.marker is not None and before.marker.kind == "bullet")


def citation_fields(scene: Scene) -> Read | None:
    """An id and a title written as fields, both on one line or the title on a line below."""
    line = scene.line.lstrip()
    at = scene.at + 1 if scene.at + 1 < scene.end else scene.end + 1
    below = scene.lines[at].lstrip() if at < len(scene.lines) else ""
    both = _BOTH_FIELDS.match(line)
    first, second = (both, both) if both else (_ID_FIELD.match(line), _TITLE_FIELD.match(below))
    cited = scene.citation.match(first["id"]) if first else None
    if not first or not second or not cited or cited["title"]:
        return None
    end = scene.at + 1 if both else at + 1
    title = [second["title"]]
    while (
        end < len(scene.lines)
        and scene.lines[end]
        and _wraps(scene, end)
        and not _ID_FIELD.match(scene.lines[end].lstrip())
    ):
        title.append(scene.lines[end].strip())
        end += 1
    block = Citations(
        span=scene.span(end),
        rule="citation-fields",
        depth=scene.depth,
        cited=(CitedTitle(cited["id"], " ".join(title)),),
        field_names=(first["name"], second["title_name"]),
    )
    return Read(block, end)


def _wraps(scene: Scene, at: int) -> bool:
    return text.is_soft_break(scene.lines[at - 1], scene.lines[at], text.EXPORT_WIDTH - 10)
