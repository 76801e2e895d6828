"""One set of fields from an article's header and footer.

Precedence: the footer is complete where it has the field; the header's values are cut at 87 characters and sometimes glued together,
and serve only where the footer is silent. A header value that is a beginning of the footer's says nothing of its own; any other
that loses is kept under its legacy name in `superseded`.
"""

from kbtool.legacy.body import Ends
from kbtool.legacy.envelope import Opened
from kbtool.model import Fields

_HEADER_AND_FOOTER = (("PROD/VER", "Version"), ("KEYWORDS", "Keywords"))


def reconcile(opened: Opened, ends: Ends) -> Fields:
    """The fields of an opened article, with those that stand at the ends of its body."""
    footer, header = opened.footer, opened.header
    return Fields(
        title=opened.title,
        revised=opened.identity.revised,
        product=opened.product,
        product_code=opened.product_code,
        applies_to=ends.applies_to,
        cleaned=ends.cleaned,
        version=footer.get("Version") or header.get("PROD/VER", ""),
        operating_system=header.get("OPER/SYS", ""),
        keywords=_tokens(footer.get("Keywords") or header.get("KEYWORDS", "")),
        component=footer.get("Component", ""),
        technology=_tokens(footer.get("Technology", "")),
        platform=footer.get("Platform", ""),
        hardware=_tokens(footer.get("Hardware", "")),
        issue_type=_tokens(footer.get("Issue type", "")),
        solution_type=_tokens(footer.get("Solution Type", "")),
        query_words=ends.query_words,
        prologue=ends.prologue,
        closing=ends.closing,
        superseded={
            name: header[name]
            for name, footer_name in _HEADER_AND_FOOTER
            if _says_something_else(header.get(name, ""), footer.get(footer_name, ""))
        },
    )


def _tokens(value: str) -> tuple[str, ...]:
    return tuple(value.split())


def _says_something_else(header: str, footer: str) -> bool:
    if not footer:
        return False
    return not _bare(footer).startswith(_bare(header))


def _bare(value: str) -> str:
    return "".join(value.split()).lstrip(":")
