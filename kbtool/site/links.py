"""`kb:` links in pages that are no articles: MkDocs renders those, and knows nothing of ids."""

import re
from html import escape, unescape

from kbtool.content import dialect
from kbtool.content.dialect import SCHEME, searched_words
from kbtool.content.markdown import Linker, SearchLinker

_LINK = re.compile(rf'<a href="((?i:{SCHEME})[^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)


def resolve(html: str, link: Linker, search: SearchLinker) -> str:
    """Give every `kb:` link its address; where `link` knows none, the words stay, marked as missing, and lead nowhere."""

    def replace(match: re.Match[str]) -> str:
        href, attributes, words = match.groups()
        searched = searched_words(unescape(href))
        cited, fragment = dialect.cited(href)
        address = link(cited) if searched is None else search(searched)
        if address is None:
            return f'<span class="kb-missing" title="{cited} is not in this knowledge base">{words}</span>'
        target = escape(address) + ("" if "#" in address else fragment)
        return f'<a class="kb-link" href="{target}"{attributes}>{words}</a>'

    return _LINK.sub(replace, html)
