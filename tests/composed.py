"""Articles that Hypothesis composes of the parts that legacy articles have: of every kind, nested, wrapped and damaged as they are."""

import textwrap

from hypothesis import strategies as st

from tests import builders

Lines = list[str]

PLAIN = ["bell", "rope", "The", "harbour", "is", "of", "and", "lamp", "Pull", "twice", "a", "I", "3", "2.1", "keeper's"]
SIGNS = [
    "*.*",
    "*",
    "**bell**",
    "_rope_",
    "a_b_c",
    "`tick`",
    "``",
    "<lamp>",
    "</lamp>",
    "<BR/>",
    "<!--",
    "-->",
    "<?x?>",
    "<a.b@harbour.example>",
    '<LINK TYPE="ARTICLE" VALUE="Q1">Q1</LINK>',
    "&amp;",
    "&#65;",
    "&lt",
    "[x]",
    "[!NOTE]",
    "[bell]:",
    "[bell](rope)",
    "![bell](rope)",
    "(a)",
    "|",
    "a|b",
    "\\",
    "\\*",
    "C:\\BELL\\ROPE.TXT",
    "\\\\TOWER\\BELL$",
    "HKEY_BELL\\Rope",
    "http://harbour.example/bell",
    "(http://harbour.example/a_(b)?c=d&e=f%20g)",
    "<http://harbour.example/>",
    "ftp://a.b,",
    "http://",
    "mailto:bell@harbour.example",
    "Q700001",
    "Q700001:",
    "ARTICLE-ID:",
    "TITLE",
    "DownloadDownload",
    "#",
    "## x",
    "~~",
    "~~x~~",
    "~ Bell.exe",
    "$x$",
    "{{x}}",
    "{% raw %}",
    "=",
    "==",
    "---",
    "--",
    "-",
    "+",
    "o",
    "\N{MIDDLE DOT}",
    "1.",
    "01.",
    "999.",
    "a.",
    "z)",
    "(1)",
    "-or-",
    "NOTE:",
    "NOTE: x",
    "WARNING:",
    "Note 2:",
    "For example:",
    "message:",
    "Method 1",
    "KBCategory: x",
    "Additional query words:",
    "self-",
    "well-known",
    "x=1;",
    "/* bell */",
    "bell()",
    "!",
    "?",
    "...",
    '"quoted"',
    "schön",
    "\xa0",
    "\x7f",
    "\x1b",
    "\x81",
    "\t",
    "0123",
    "1e3",
]
WORD = st.sampled_from(PLAIN) | st.sampled_from(PLAIN) | st.sampled_from(SIGNS)
TEXT = st.lists(WORD, min_size=1, max_size=6).map(" ".join)
LONG_TEXT = st.lists(WORD, min_size=8, max_size=40).map(" ".join)
NUMBER = st.integers(0, 12).map(str) | st.sampled_from(["01", "100", "999"])
LETTER = st.sampled_from("abcdixzABC")
SIGN = (
    st.sampled_from(["-", "*", "o", "\N{MIDDLE DOT}"])
    | st.builds("{}{}".format, NUMBER, st.sampled_from(".)"))
    | st.builds("{}{}".format, LETTER, st.sampled_from(".)"))
)


def wrapped(text: str, width: int) -> Lines:
    """The text as the archive's export wrapped it."""
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False) or [text]


PROSE = st.builds(wrapped, LONG_TEXT | TEXT, st.sampled_from([50, 70, 79, 80, 81]))


@st.composite
def heading(draw: st.DrawFn) -> Lines:
    title = draw(st.sampled_from(["SYMPTOMS", "MORE INFORMATION", "Sample Code"]) | TEXT)
    rule = draw(st.sampled_from("=-~*_")) * max(0, len(title) + draw(st.sampled_from([0, 0, 0, 1, -3, 9])))
    form = draw(st.integers(0, 4))
    if form == 0:
        return [rule, title, rule]
    if form == 1:
        return [*title.partition(" ")[::2], rule]
    if form == 2:
        return [title + ":"]
    return [title, rule]


@st.composite
def listing(draw: st.DrawFn, depth: int) -> Lines:
    lines: Lines = []
    column = draw(st.integers(0, 4))
    number = draw(st.integers(0, 30))
    kind = draw(st.sampled_from(["number", "letter", "bullet", "any"]))
    for i in range(draw(st.integers(1, 4))):
        sign = {
            "number": f"{number + i}.",
            "letter": f"{'abcdefgh'[(number + i) % 8]}.",
            "bullet": "-",
            "any": draw(SIGN),
        }[kind]
        inside = draw(st.just([]) | PROSE if not depth else blocks(depth - 1))
        text = draw(PROSE | st.just([""]))
        hanging = " " * (column + len(sign) + draw(st.integers(0, 3)))
        lines.append(" " * column + f"{sign}{' ' * draw(st.integers(1, 3))}{text[0]}")
        lines += [hanging + line for line in text[1:]]
        if inside:
            lines += ["", *(hanging + line if line else "" for line in inside)]
        lines += [""] * draw(st.integers(0, 1))
        if draw(st.integers(0, 9)) == 0:
            lines += [draw(st.sampled_from(["-or-", "   -or-", "- or -", "--and--"])), ""]
    return lines


@st.composite
def table(draw: st.DrawFn) -> Lines:
    columns = draw(st.integers(2, 4))
    cell = st.sampled_from(["", "-"]) | TEXT
    rows = [[draw(cell) for _ in range(columns)] for _ in range(draw(st.integers(2, 5)))]
    widths = [max(3, *(len(row[i]) for row in rows)) for i in range(columns)]
    form = draw(st.sampled_from(["grid", "ruled", "segmented", "aligned"]))
    if form == "grid":
        rule = "+".join(["", *("-" * (width + 2) for width in widths), ""])
        body = ["|".join(["", *(f" {c.ljust(w)} " for c, w in zip(row, widths, strict=True)), ""]) for row in rows]
        return [rule, body[0], rule, *body[1:], rule]
    gap = " " * draw(st.integers(1, 4))
    body = [gap.join(c.ljust(w) for c, w in zip(row, widths, strict=True)) for row in rows]
    if form == "aligned":
        return body
    rule = gap.join("-" * w for w in widths) if form == "segmented" else "-" * len(body[0])
    return [body[0], rule, *body[1:]]


BANNER = st.builds(
    lambda text, width: ["*" * width, *(f"* {line.ljust(width - 4)} *" for line in text), "*" * width],
    PROSE,
    st.integers(5, 80),
)
NOTE = st.builds(
    lambda word, text: [f"{word} {text[0]}", *text[1:]],
    st.sampled_from(["NOTE:", "WARNING:", "IMPORTANT:", "Tip:", "NOTES:", "IMPORTANT NOTE:", "NOTE -", "NOTE"]),
    PROSE,
)
CITATION = st.lists(
    st.builds(
        "{}{}{}".format,
        st.sampled_from(["Q700001", "[Q1]", "- Q12", "QQ193059", "q1"]),
        st.sampled_from([" ", ": ", "  ", ""]),
        TEXT,
    ),
    min_size=1,
    max_size=4,
)
CITATION_FIELDS = st.builds(lambda text: ["ARTICLE-ID: Q700001", *wrapped(f"TITLE     : {text}", 79)], LONG_TEXT | TEXT)
ECHO = st.builds(lambda text: [text, "(http://harbour.example/a%20b)"], TEXT)
LITERAL = st.lists(
    st.builds("{}{}".format, st.sampled_from(["", "  ", "\t", "   \t ", "      "]), TEXT), min_size=1, max_size=5
)
RULE = st.builds(lambda sign, length: [sign * length], st.sampled_from("-=_*~+"), st.sampled_from([1, 2, 3, 4, 60, 79]))
DEFINITION = st.builds(
    lambda term, text: [f"{term.ljust(14)} {text[0]}", *(" " * 15 + line for line in text[1:])], TEXT, PROSE
)
ODDITY = st.sampled_from(
    [
        ["The information in this article applies to:", "", " - Bell"],
        ["KBCategory: bell", "KBSubcategory: rope"],
        ["Additional query words: bell"],
        ["Question:", "", "Why?", "", "Response:", "", "So."],
        ["~~~"],
        ["```"],
        ["<pre>"],
        ["    ", "\t", ""],
        [""],
    ]
)


def blocks(depth: int = 2) -> st.SearchStrategy[Lines]:
    """Some constructs one below the other, indented and parted in any way."""
    kinds = st.one_of(
        PROSE,
        PROSE,
        heading(),
        NOTE,
        CITATION,
        CITATION_FIELDS,
        ECHO,
        LITERAL,
        RULE,
        DEFINITION,
        BANNER,
        table(),
        ODDITY,
    )
    if depth:
        kinds |= st.deferred(lambda: listing(depth - 1))
        kinds |= st.deferred(lambda: listing(depth - 1))
    piece = st.builds(
        lambda lines, indent, blanks: [" " * indent + line if line else "" for line in lines] + [""] * blanks,
        kinds,
        st.sampled_from([0, 0, 0, 1, 2, 3, 3, 4, 6, 8]),
        st.sampled_from([0, 1, 1, 1, 2]),
    )
    return st.lists(piece, min_size=1, max_size=6).map(lambda pieces: [line for piece in pieces for line in piece])


@st.composite
def damaged(draw: st.DrawFn, lines: Lines) -> Lines:
    """The lines with a few dropped, doubled, shifted or joined."""
    lines = list(lines)
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        harm = draw(st.integers(0, 4))
        if harm == 0 and len(lines) > 1:
            del lines[at]
        elif harm == 1:
            lines.insert(at, lines[draw(st.integers(0, len(lines) - 1))])
        elif harm == 2:
            lines[at] = " " * draw(st.integers(1, 9)) + lines[at]
        elif harm == 3:
            lines[at] = lines[at].lstrip()
        else:
            lines[at] = lines[at][draw(st.integers(0, 9)) :]
    return lines


BODY = blocks().flatmap(damaged)
FIELD = st.sampled_from(["", ":", "::5.0", "WINDOWS:95", "kbbell kbrope", "kbusagekbfaq"]) | TEXT
PRODUCT = st.builds("{}- {} ".format, st.sampled_from([" ", "    ", "       "]), TEXT)


def _one_line(text: str) -> str:
    return text.replace("\t", " ")


@st.composite
def articles(draw: st.DrawFn) -> bytes:
    """A legacy article in one of its three forms."""
    body = "\n".join(draw(BODY)).strip("\n")
    if not body.strip("=- \n\t\xa0\x7f"):
        body += "\nbell"
    form = draw(st.sampled_from(["text", "text", "text", "page", "mspl"]))
    title = _one_line(draw(TEXT)).strip("\xa0\x7f ") or "Bell"
    if form == "mspl":
        return builders.mspl(body=body.replace("\x81", "").replace("\x7f", ""), title=title)
    text = builders.text(
        body=body.replace("\x81", "ü"),
        title=title.replace("\x81", "ü"),
        header={
            "KEYWORDS": _one_line(draw(FIELD)).replace("\x81", ""),
            "PROD/VER": _one_line(draw(FIELD)).replace("\x81", ""),
        },
        applies=draw(st.none() | st.lists(PRODUCT.map(lambda line: line.replace("\x81", "")), max_size=4)),
        residue=draw(st.sampled_from([[], [], ["3.00 3.10", "WINDOWS", ""], ["Bell notice."]])),
        query=draw(
            st.none() | st.builds("Additional query words: {}".format, TEXT.map(lambda line: line.replace("\x81", "")))
        ),
        footer=draw(
            st.none()
            | st.just({})
            | st.builds(lambda value: {"Keywords": value}, FIELD.map(lambda line: _one_line(line).replace("\x81", "")))
        ),
    )
    return text if form == "text" else builders.page_of(text)
