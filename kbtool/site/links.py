"""`kb:` links in pages that are no articles: MkDocs renders those, and knows nothing of ids."""

import re
from collections.abc import Callable

from kbtool.content.markdown import SCHEME

_LINK = re.compile(rf'<a href="{SCHEME}([^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)


def resolve(html: str, link: Callable[[str], str | None]) -> str:
    """Give every `kb:` link its address; where `link` knows none, the words stay, marked as missing, and lead nowhere."""

    def replace(match: re.Match[str]) -> str:
        cited, attributes, words = match.groups()
        address = link(cited)
        if address is None:
            return f'<span class="kb-missing" title="{cited} is not in this knowledge base">{words}</span>'
        return f'<a class="kb-link" href="{address}"{attributes}>{words}</a>'

    return _LINK.sub(replace, html)
