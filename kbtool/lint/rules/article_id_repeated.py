"""Two articles have one id."""

from collections.abc import Iterator

from kbtool.catalogue import Catalogue, Entry
from kbtool.content.lines import Place
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Example, Hit, Options, Rule

_ID_LINE = Place(4, 4)  # behind the fence


def _check(entry: Entry, catalogue: Catalogue, _options: Options) -> Iterator[Hit]:
    first = catalogue.by_id.get(entry.id)  # None where the article is not on disk yet
    if first and first.path != entry.path:
        yield Hit(_ID_LINE, f"the id '{entry.id}' is that of {first.path} too.", "Give one of them another id.")


RULE = Rule(
    code=Code.ARTICLE_ID_REPEATED,
    severity=Severity.ERROR,
    since="0.1",
    summary="Two articles have one id.",
    symptoms="One of the two has no page: the build fails, or readers are led to the other one.",
    cause="An article was copied and its id left as it was, or two folders hold the same article.",
    resolution="Give one of the two another id, and its file the same name; or remove the copy.",
    bad=(Example("Text.\n", others={"900/Q100001": "The Same Id in Another Folder"}, name="Q100001.md"),),
    good=(Example("Text.\n", others={"Q100002": "Another Id"}),),
    check_in_base=_check,
)
