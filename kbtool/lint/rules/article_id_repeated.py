"""Two articles have one id."""

from collections.abc import Iterator

from kbtool.catalogue import Catalogue, Entry
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Example, Field, Hit, Options, Rule

_NAMED = 3


def _check(entry: Entry, catalogue: Catalogue, _options: Options) -> Iterator[Hit]:
    others = catalogue.namesakes(entry)
    if others:
        named = ", ".join(str(catalogue.file(other)) for other in others[:_NAMED])
        more = f" and {len(others) - _NAMED} more files" if len(others) > _NAMED else ""
        message = f"the id '{entry.id}' is that of {named}{more} too; the site has only the first by path."
        yield Hit(Field("id"), message, "Give each an id of its own.")


RULE = Rule(
    code=Code.ARTICLE_ID_REPEATED,
    severity=Severity.ERROR,
    since="0.1",
    summary="Two articles have one id.",
    symptoms="""Only the file that comes first by its path has a page; who follows a link comes to that one. Both files have the finding,
    so that it is seen whichever of them is checked; the build of the site names the one that it leaves out.""",
    cause="An article was copied and its id left as it was, or two folders hold the same article.",
    resolution="Give one of the two another id, and its file the same name; or remove the copy.",
    bad=(Example("Text.\n", others={"900/Q100001": "The Same Id in Another Folder"}, name="Q100001.md"),),
    good=(Example("Text.\n", others={"Q100002": "Another Id"}),),
    check_in_base=_check,
)
