"""What is wrong in the redirect file, whether or not any article cites what it names."""

from collections.abc import Iterator

from kbtool.catalogue import Catalogue, State
from kbtool.catalogue.known import REDIRECTS
from kbtool.findings import Code, Finding
from kbtool.lint.files import Base
from kbtool.lint.registry import all_rules


def broken(base: Base, catalogue: Catalogue) -> Iterator[Finding]:
    """The redirects that the catalogue knows and that lead nowhere or in a circle, as findings in their file."""
    if Code.REDIRECT_BROKEN not in base.plan.codes:
        return
    severity = all_rules()[Code.REDIRECT_BROKEN].severity
    path, known = base.root / REDIRECTS, catalogue.known
    for article_id, message in _problems(catalogue):
        yield Finding(
            str(path),
            known.lines[article_id],
            1,
            Code.REDIRECT_BROKEN,
            severity,
            message,
            "Correct the new id, or remove the line.",
            source=f'"{article_id}": "{known.redirects[article_id]}"',
        )


def _problems(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    known = catalogue.known
    for article_id, target in known.redirects.items():
        if circle := known.circle(article_id):
            yield article_id, f"the redirects lead in a circle: {', '.join(circle)}."
        elif catalogue.resolve_id(article_id).state is State.MISSING:
            yield article_id, f"the redirect of {article_id} leads to {target}, and from there to no article."
