"""Ids are the addresses of articles: their form, and the paths and URLs that follow from it."""

import re
from collections.abc import Iterator
from functools import lru_cache
from string import digits

import msgspec

DEFAULT_PATTERN = "Q[0-9]{1,6}"
_SAFE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?")


@lru_cache(maxsize=16)
def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{pattern})\Z")


@lru_cache(maxsize=16)
def _mention(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w/=&\\-])(?:{pattern})(?!-*\w|\.[A-Za-z][A-Za-z0-9]{{1,3}}\b)")


@lru_cache(maxsize=16)
def _anywhere(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


class IdForm(msgspec.Struct, frozen=True):
    """The form of the ids of one knowledge base: a regular expression over letters, digits, `-` and `_`."""

    pattern: str = DEFAULT_PATTERN

    def matches(self, text: str) -> bool:
        """Whether the whole text is an id; never true for text that could leave its folder or break a URL."""
        return bool(_SAFE.fullmatch(text) and _whole(self.pattern).match(text))

    def occurs_in(self, text: str) -> bool:
        """Whether there is anything of this form in a text, be it free or part of a word; this takes less time than to look for mentions."""
        return bool(_anywhere(self.pattern).search(text))

    def mentions(self, text: str) -> Iterator[re.Match[str]]:
        """Ids that stand free in running text, left to right; an id before a file's extension is part of a name."""
        return _mention(self.pattern).finditer(text)


def bucket(article_id: str) -> str:
    """The folder of an id: its trailing number divided by 1000, three digits at least (`Q193819` -> `193`)."""
    _, number = parted(article_id)
    return number[:-3].lstrip("0").zfill(3)


def parted(article_id: str) -> tuple[str, str]:
    """What stands before the number at the end of an id, and the number; "" where there is none."""
    letters = article_id.rstrip(digits)
    return letters, article_id[len(letters) :]


def source_path(article_id: str) -> str:
    """Where the article's Markdown lies below the content folder, with `/` between the parts."""
    return f"{bucket(article_id)}/{article_id}.md"


def page_url(article_id: str) -> str:
    """The address of the article's page below the root of the site. Other people's links depend on this form."""
    return f"kb/{bucket(article_id)}/{article_id}/"
