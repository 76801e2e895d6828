"""What is meant as a link is not written as one."""

import re
from collections.abc import Callable, Iterator

from kbtool.content.dialect import SCHEME
from kbtool.content.lines import Place
from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.ids import IdForm
from kbtool.lint.rule import Change, Example, FixSafety, Hit, Options, Rule

_ADDRESS = rf"<?(?i:{SCHEME}|https?://|ftp://|mailto:)[^\s()<>\[\]]*+>?+"
_WORDS = r"\[(?P<words>[^\[\]\n]+)(?<!\\)\]"
_BEHIND_NOTHING = r"(?<![\w\\)\]])"
"""Brackets behind a word or others are signs of their own: `a[i][j]`, `ring(a)[b]`."""

_APART = re.compile(rf"(?<!\\){_WORDS}(?P<joint>[ \t]+|[ \t]*\n)\((?P<address>{_ADDRESS})\)")
_UNCLOSED = re.compile(rf"(?<!\\){_WORDS}(?P<joint>\()(?P<address>{_ADDRESS})(?!\))")
_SWAPPED = re.compile(rf"{_BEHIND_NOTHING}\((?P<words>[^()\[\]\n]+)\)(?P<joint>\[)(?P<address>{_ADDRESS})\]")
_UNDEFINED = re.compile(rf"{_BEHIND_NOTHING}{_WORDS}(?P<joint>\[)(?P<address>[^\[\]\n]*)(?<!\\)\](?![\[(])")

_ENDS_SENTENCE = ".,;:!?"
_GOES_ON = re.compile(r"""\s+["'(]|[^)]{0,200}\)""")
"""Behind an address that nothing closes: a tip, or a parenthesis that may close it further on."""


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    for pattern, hit in _SLIPS.items():
        for found in pattern.finditer(subject.text, subject.body):
            if subject.is_text(Place(found.start("joint") - 1, found.end("joint"))):
                yield hit(found, subject.ids)


def _hit(found: re.Match[str], what: str, advice: str, *fix: Change) -> Hit:
    return Hit(Place(*found.span()), f"this is no link: {what}.", advice, fix, "Make it a link")


def _apart(found: re.Match[str], _ids: IdForm) -> Hit:
    gap = Change(Place(*found.span("joint")), "")
    return _hit(found, "a blank or the end of a line stands between its words and its address", "Remove it.", gap)


def _unclosed(found: re.Match[str], _ids: IdForm) -> Hit:
    end = found.start("address") + len(found["address"].rstrip(_ENDS_SENTENCE))
    fix = () if _GOES_ON.match(found.string, found.end()) else (Change(Place(end, end), ")"),)
    return _hit(found, "its address has no end, or a blank in it", "Write the whole address, and ) behind it.", *fix)


def _swapped(found: re.Match[str], _ids: IdForm) -> Hit:
    right = f"[{found['words']}]({found['address']})"
    what = "words stand in brackets, addresses in parentheses"
    return _hit(found, what, f"Write {right}.", Change(Place(*found.span()), right))


def _undefined(found: re.Match[str], ids: IdForm) -> Hit:
    label = found["address"]
    address = f"{SCHEME}{label}" if ids.matches(label) else label if _WHOLE.fullmatch(label) else ""
    change = Change(Place(found.start("joint"), found.end()), f"({address})")
    what = f"nothing says where [{label or found['words']}] leads"
    return _hit(found, what, f"Write [{found['words']}]({address or 'address'}).", *((change,) if address else ()))


_WHOLE = re.compile(_ADDRESS)
_SLIPS: dict[re.Pattern[str], Callable[[re.Match[str], IdForm], Hit]] = {
    _APART: _apart,
    _UNCLOSED: _unclosed,
    _SWAPPED: _swapped,
    _UNDEFINED: _undefined,
}


RULE = Rule(
    code=Code.LINK_MISWRITTEN,
    severity=Severity.ERROR,
    since="0.1",
    fix=FixSafety.UNSAFE,
    summary="What is meant as a link is not written as one.",
    symptoms="Readers see brackets and an address, and have nothing to click on.",
    cause="""A blank stands between the words and the address, or in the address; a parenthesis is missing; brackets and parentheses are
        swapped; or the words are followed by a name in brackets, and no line `[name]: address` says where it leads.""",
    resolution="""Write the words in brackets and, right behind, the address in parentheses. Where brackets are meant, write a backslash before
        them, `\\[a]\\[b]`, or show them as code. Brackets behind a word are left alone: `a[i][j]`.""",
    bad=(
        Example(
            "See [Q100002] (kb:Q100002).\n", others={"Q100002": "The Other Bell"}, mended="See [Q100002](kb:Q100002).\n"
        ),
        Example("See [the foundry]\n(https://example.org/a).\n", mended="See [the foundry](https://example.org/a).\n"),
        Example(
            "See [the bell](kb:Q100002.\n\nRing [`it`](kb:Q100002 twice.\n",
            others={"Q100002": "The Other Bell"},
            mended="See [the bell](kb:Q100002).\n\nRing [`it`](kb:Q100002) twice.\n",
        ),
        Example('See [one](kb:Q100002 #cause), [two](kb:Q100002 "Bell".\n', others={"Q100002": "The Other Bell"}),
        Example(
            "See (the *other* bell)[KB:Q100002].\n",
            others={"Q100002": "The Other Bell"},
            mended="See [the *other* bell](KB:Q100002).\n",
        ),
        Example("See [the bell][bell], [the tower][].\n\n[tower-1]: https://example.org/\n"),
        Example(
            "See [the bell][Q100002] of [the foundry][https://example.org/].\n",
            others={"Q100002": "The Other Bell"},
            mended="See [the bell](kb:Q100002) of [the foundry](https://example.org/).\n",
        ),
    ),
    good=(
        Example("See [the bell](kb:Q100002) (kb:Q100002).\n", others={"Q100002": "The Other Bell"}),
        Example(
            "See [one](<https://example.org/a b>), [two](https://example.org/a_(b)), [three](#text 'tip').\n\n## Text\n\nText.\n"
        ),
        Example("See [the bell][b], [b][], [b].\n\n[b]: https://example.org/\n"),
        Example("Set a[i][j], ring(a)[b], a[i](x), [i] (see below), \\[a][b], [a\\][b] and `[a][b]`.\n"),
        Example("```\n[a](kb:Q1\n```\n"),
        Example("Ring \\[Q100002] (kb:Q100002).\n", others={"Q100002": "The Other Bell"}),
    ),
    check=_check,
)
