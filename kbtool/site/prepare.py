"""An article file to everything its page needs: one pure function, to be run in any process.

A job carries all it depends on: the bytes of the file, where the ids named in it lead, and who cites the article. So its result can
be kept under a key made from the job, and no article's page depends on the order of the others.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

import msgspec
from markupsafe import Markup

from kbtool import content, search
from kbtool.content import markdown
from kbtool.content.markdown import TocEntry
from kbtool.findings import Code, Finding, Severity
from kbtool.ids import IdForm
from kbtool.model import Article
from kbtool.search import SearchDocument
from kbtool.site import addresses, body, fragments, kept
from kbtool.site.citations import Backlink
from kbtool.site.context import SiteContext
from kbtool.site.fragments import BrokenTemplateError
from kbtool.site.rows import Row, listed_under


class Job(msgspec.Struct, frozen=True):
    """An article file: how findings name it, the id in its name, its bytes, where the ids in it lead, and who cites it."""

    path: str
    id: str
    data: bytes
    leads: tuple[tuple[str, str], ...]
    cited_by: tuple[Backlink, ...]

    def key(self, fingerprint: bytes) -> bytes:
        """The same for the same job in a context of the same fingerprint, and for no other."""
        return hashlib.blake2b(fingerprint + msgspec.msgpack.encode(self), digest_size=20).digest()


class Prepared(msgspec.Struct, frozen=True):
    """What became of an article: its page and its search document, or, when it cannot be read, the findings that say why."""

    path: str
    id: str
    findings: tuple[Finding, ...] = ()
    row: Row | None = None
    html: bytes = b""
    """Compressed (`kept`)."""
    toc: tuple[TocEntry, ...] = ()
    description: str = ""
    cited: tuple[str, ...] = ()
    document: SearchDocument | None = None


def named_ids(data: bytes, form: IdForm, leads: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The ids that stand anywhere in the text and lead somewhere, sorted, with where they lead: more than it cites, never fewer."""
    found = {name for run in set(_runs(form.pattern).findall(data)) for name in _beginnings(run.decode())}
    return tuple((name, leads[name]) for name in sorted(found) if name in leads)


def _beginnings(run: str) -> Iterator[str]:
    """The run of letters, and what stands before each `-` and `_` in it: Markdown may take those for its own signs."""
    yield run
    for match in _SIGNS.finditer(run):
        yield run[: match.start()]


_SIGNS = re.compile("[-_]")


@lru_cache(maxsize=4)
def _runs(pattern: str) -> re.Pattern[bytes]:
    return re.compile(rb"(?:" + pattern.encode() + rb")[A-Za-z0-9_-]*")


def prepare(context: SiteContext, job: Job) -> Prepared:
    """Make the page of an article. Whatever is wrong with the article comes back as findings.

    Raises:
        BrokenTemplateError: the template of article pages is wrong; then it is so for every article.
    """
    article, findings = content.parse(job.data, job.path, file_stem=job.id)
    if article is None:
        return Prepared(job.path, job.id, findings=tuple(findings))
    try:
        return _page(context, job, article, tuple(findings))
    except BrokenTemplateError:
        raise
    except Exception as error:  # noqa: BLE001 - a fault of ours in one article must not keep the others from their readers
        return Prepared(job.path, job.id, findings=(*findings, _fault(job.path, error)))


def _page(context: SiteContext, job: Job, article: Article, findings: tuple[Finding, ...]) -> Prepared:
    address = addresses.article(job.id)
    view = context.view(address)
    leads = dict(job.leads)
    tokens = markdown.parse(article.body, context.ids)
    document = search.extract(article, tokens, context.public(address))
    description = body.description(tokens) or article.front.title
    body.add_permalinks(tokens)
    rendered = markdown.render_tokens(
        tokens,
        context.ids,
        lambda cited: view.to_lead(leads[cited]) if cited in leads else None,
        view.to_search,
    )
    front = article.front
    html = fragments.render(
        context,
        "article.html",
        address,
        front=front,
        product=listed_under(front.product),
        body=Markup(body.make_scrollable(rendered.html)),  # noqa: S704 - rendered with raw HTML shown as text
        cited_by=job.cited_by,
        toc=[entry for entry in rendered.toc if entry.level in (2, 3)],
        old=front.revised is not None and front.revised < context.old_before,
        structured=Markup(_structured(context, article, address, description)),  # noqa: S704 - escaped for a script element
    )
    return Prepared(
        job.path,
        job.id,
        findings=findings,
        row=Row(
            id=job.id,
            title=front.title,
            revised=front.revised,
            product=front.product,
            keywords=front.keywords,
            issue_type=front.issue_type,
        ),
        html=kept.compressed(html),
        toc=rendered.toc,
        description=description,
        cited=rendered.cited,
        document=document,
    )


def _structured(context: SiteContext, article: Article, address: str, description: str) -> str:
    """The article as linked data (schema.org), safe inside a script element."""
    front = article.front
    facts = {
        "@context": "https://schema.org",
        "@type": "TechArticle",
        "headline": front.title,
        "identifier": front.id,
        "description": description,
        "dateModified": front.revised.isoformat() if front.revised else "",
        "about": front.product,
        "keywords": ", ".join(front.keywords),
        "url": context.canonical(address),
        "isPartOf": {"@type": "WebSite", "name": context.site_name},
    }
    text = json.dumps({name: value for name, value in facts.items() if value}, ensure_ascii=False)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _fault(path: str, error: Exception) -> Finding:
    message = f"kbtool failed on this article: {type(error).__name__}: {error}."
    return Finding(path, 0, 0, Code.INTERNAL_ERROR, Severity.ERROR, message, "Please report it, with the article.")
