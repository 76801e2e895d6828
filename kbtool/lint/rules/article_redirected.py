"""An article is there, though its id is redirected to another one."""

from collections.abc import Iterator

from kbtool.catalogue import Catalogue, Entry
from kbtool.catalogue.known import REDIRECTS
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Example, Field, Hit, Options, Rule


def _check(entry: Entry, catalogue: Catalogue, _options: Options) -> Iterator[Hit]:
    if target := catalogue.known.redirects.get(entry.id):
        led = "whoever cites this article is led there" if _leads_away(entry.id, catalogue) else "but there is none"
        message = f"{REDIRECTS} says that {entry.id} is {target} now: {led}."
        yield Hit(Field("id"), message, f"Remove the article, or the line in {REDIRECTS}.")


def _leads_away(article_id: str, catalogue: Catalogue) -> bool:
    return catalogue.resolve_id(article_id).target != article_id


RULE = Rule(
    code=Code.ARTICLE_REDIRECTED,
    severity=Severity.WARNING,
    since="0.1",
    summary="An article is there, though its id is redirected to another one.",
    symptoms="Readers who follow a link to the article come to another one.",
    cause="The article was merged into another and its file stayed; or it was restored and the redirect stayed.",
    resolution="Remove the file, or the line in `redirects.yml`.",
    bad=(Example("Text.\n", others={"Q100002": "The Bell"}, files={"redirects.yml": '"Q100001": "Q100002"\n'}),),
    good=(Example("Text.\n", others={"Q100002": "The Bell"}, files={"redirects.yml": '"Q100003": "Q100002"\n'}),),
    check_in_base=_check,
)
