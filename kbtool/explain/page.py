"""Explained articles as one page of HTML that needs nothing else: no network, no other file, no script to be read."""

import base64
import hashlib
from collections.abc import Sequence

import jinja2
from markupsafe import Markup

from kbtool.explain.aligned import Explained, explain
from kbtool.explain.reading import Article
from kbtool.ids import IdForm
from kbtool.model import Label
from kbtool.site import fragments, theme
from kbtool.site.rows import listed_under

ELSEWHERE = "#elsewhere"
"""Where links lead to articles that are not on the page, and to searches: nowhere, but they look as readers will see them."""
_PART_IDS = ("kb-applies", "kb-keywords")


def page(articles: Sequence[Article], ids: IdForm) -> str:
    """The page that explains the articles, one below the other. Links lead to those of them that they name."""
    places = {article.document.id: f"#a{n}" for n, article in enumerate(articles, 1) if article.document}
    return _render(
        [
            explain(article, ids, lambda cited: places.get(cited, ELSEWHERE), lambda _words: ELSEWHERE, f"a{n}")
            for n, article in enumerate(articles, 1)
        ]
    )


def _render(articles: Sequence[Explained]) -> str:
    templates = _templates()
    style = templates.get_template("kbtool/explain-style.html").render()
    script = templates.get_template("kbtool/explain-script.html").render()
    theme_style = (theme.templates_folder() / "css" / "kbtool.css").read_text(encoding="utf-8")
    return templates.get_template("kbtool/explain.html").render(
        articles=articles,
        labels=list(Label),
        style=Markup(theme_style + style),  # noqa: S704 - our own files
        script=Markup(script),  # noqa: S704
        script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        part=_part,
    )


def _templates() -> jinja2.Environment:
    return fragments.environment((str(theme.templates_folder()),))


def _part(part: str, article: Explained) -> Markup:
    """The part of the article's page that shows fields, as the site renders it; its links stay within this page."""
    front = article.front
    if front is None:
        return Markup()
    html = (
        _templates()
        .get_template(f"kbtool/article-{part}.html")
        .render(
            front=front,
            product=listed_under(front.product),
            old=False,
            cited_by=(),
            link=lambda _address: f"#{article.key}",
        )
    )
    for name in _PART_IDS:
        for attribute in ("id", "aria-labelledby"):
            html = html.replace(f' {attribute}="{name}"', f' {attribute}="{article.key}-{name}"')
    return Markup(html)  # noqa: S704 - rendered with everything escaped
