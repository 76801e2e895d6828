"""Rendering kbtool's own templates, and naming the line of a template that fails.

A fragment is the content of a page, without what a theme puts around it. Everything is escaped unless it was rendered from Markdown:
the text of an article can put no markup and no script on a page.
"""

import traceback
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

import jinja2

from kbtool import codes
from kbtool.errors import KbtoolError
from kbtool.site import addresses
from kbtool.site.context import FRAGMENTS, SiteContext

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class BrokenTemplateError(KbtoolError):
    """A template is wrong: the message names its file and line."""


def render(context: SiteContext, name: str, address: str, **values: Any) -> str:
    """Render the fragment `name` for the page at `address`.

    Raises:
        BrokenTemplateError: the template, most likely one that overrides the theme's, is wrong.
    """
    templates = environment(context.template_folders, context.templates_version)
    try:
        template = templates.get_template(f"{FRAGMENTS}/{name}")
        return template.render(site=context, link=context.view(address).to, **values)
    except Exception as error:
        problem = template_problem(error, context.template_folders)
        if problem is None:
            raise
        raise problem from error


def template_problem(error: BaseException, folders: Sequence[str]) -> BrokenTemplateError | None:
    """What is wrong with which line of which template; None when the error did not come from a template in `folders`."""
    place = _place(error, folders)
    if place is None:
        return None
    what = str(error) or type(error).__name__
    return BrokenTemplateError(
        f"{place}: the template cannot be rendered: {what.rstrip('.')}. "
        "Correct that line, or remove your copy of the template to return to the theme's own."
    )


def _place(error: BaseException, folders: Sequence[str]) -> str | None:
    if isinstance(error, jinja2.TemplateSyntaxError):
        return f"{error.filename or error.name or 'template'}:{error.lineno}"
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.startswith(tuple(folders))]
    frames = [f for f in frames if not f.filename.endswith(".py")]
    if frames:
        return f"{frames[-1].filename}:{frames[-1].lineno}"
    if isinstance(error, jinja2.TemplateNotFound):
        return str(error.name or "template")
    return None


@lru_cache(maxsize=2)
def environment(folders: tuple[str, ...], _version: str = "") -> jinja2.Environment:
    """The templates in `folders` with kbtool's filters; `_version` changes when one of them does."""
    templates = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folders),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters["words"] = codes.words
    templates.filters["versions"] = codes.versions
    templates.filters["day"] = _day
    templates.filters["count"] = lambda number: f"{number:,}"
    templates.globals["address"] = addresses
    return templates


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
