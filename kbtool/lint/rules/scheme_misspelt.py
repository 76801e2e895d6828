"""The scheme of a link is mistyped."""

from collections.abc import Iterator

from kbtool.content.lines import Place
from kbtool.content.outline import Link
from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Change, Example, FixSafety, Hit, Options, Rule
from kbtool.lint.schemes import meant


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    for link in subject.outline.links:
        if right := meant(link.address, subject.ids):
            fix = tuple(Change(place, right) for place in _address(link))
            message = f"nothing opens '{link.address}'."
            yield Hit(Place(link.start, link.end), message, f"Did you mean {right}?", fix, f"Write {right}")


def _address(link: Link) -> Iterator[Place]:
    """Where the address stands, if that can be told."""
    if link.is_autolink:
        yield Place(link.start + 1, link.end - 1)
    elif link.target:
        yield link.target


RULE = Rule(
    code=Code.SCHEME_MISSPELT,
    severity=Severity.ERROR,
    since="0.1",
    fix=FixSafety.UNSAFE,
    summary="The scheme of a link is mistyped.",
    symptoms="Readers click, and nothing happens, or they come to a page that is not there.",
    cause="`kb:`, `http://`, `https://`, `ftp://` or `mailto:` was written with a slip of the fingers, or the signs behind it were.",
    resolution="Correct the beginning of the address. Schemes that kbtool does not know are left alone, and so are capitals: `KB:` is `kb:`.",
    bad=(
        Example(
            "See [Q100002](bk:Q100002).\n", others={"Q100002": "The Other Bell"}, mended="See [Q100002](kb:Q100002).\n"
        ),
        Example(
            "See [the other bell](bk:q100002#).\n",
            others={"Q100002": "The Other Bell"},
            mended="See [the other bell](kb:Q100002#).\n",
        ),
        Example(
            "See [Q100002](kb://Q100002).\n",
            others={"Q100002": "The Other Bell"},
            mended="See [Q100002](kb:Q100002).\n",
        ),
        Example("[The foundry](htp://example.org/bells)\n", mended="[The foundry](http://example.org/bells)\n"),
        Example("[The foundry](http//example.org/bells)\n", mended="[The foundry](http://example.org/bells)\n"),
        Example(
            "[The foundry](https:/example.org) and [the mill](http:\\\\\\\\example.org)\n",
            mended="[The foundry](https://example.org) and [the mill](http:\\\\\\\\example.org)\n",
        ),
        Example("[The foundry](http://http://example.org/)\n", mended="[The foundry](http://example.org/)\n"),
        Example(
            "[The ringer](mialto:ringer@example.org), <htpp://example.org/>\n",
            mended="[The ringer](mailto:ringer@example.org), <htpp://example.org/>\n",
        ),
    ),
    good=(
        Example(
            "See [Q100002](kb:Q100002), [it](KB:Q100002), [bells](Kb:?q=bells).\n", others={"Q100002": "The Other Bell"}
        ),
        Example(
            "[One](https://example.org/http//x), [two](sftp://example.org), [three](tower:ring), [four](HTTP://example.org)\n"
        ),
        Example("[One](docs//bell.html), [two](http/bell.html), [three](mailto:ringer@example.org), [four](#http:)\n"),
        Example("[One](MAILTO:ringer@example.org), <tftp://example.org/boot>\n"),
    ),
    precision="2 of 2",
    check=_check,
)
