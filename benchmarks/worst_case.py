"""Conversion of hostile articles of 1 MB and of ten times that: worst_case.py [--only WORD] [--megabytes N].

Exit 1 when one takes over ten times as long as its tenth part.

Each is read, written and checked, as `kbtool convert` does it, but for the files.
"""

import argparse
import gc
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from measure import machine, table

from kbtool import legacy
from kbtool.convert import faithful
from kbtool.findings import Finding
from kbtool.ids import IdForm

MB = 10**6
MOST = 10.0
_NOISE = 1.15  # of a machine on which other things run
_LIMIT = 600  # seconds for one conversion
_IDS = IdForm()


def repeated(unit: str) -> Callable[[int], str]:
    """A text of one unit over and over, as the body of an article."""
    return lambda size: _article(unit * (size // len(unit)))


def _article(body: str = "Text.\n", *, applies: str = "", keywords: str = "", query: str = "", title: str = "A") -> str:
    intro = f"{'-' * 79}\nThe information in this article applies to:\n\n{applies}{'-' * 79}\n\n" if applies else ""
    return (
        f"DOCUMENT:Q700001  09-AUG-2001  [winnt]\nTITLE   :{title}\nPRODUCT :Microsoft Windows NT\nPROD/VER:\nOPER/SYS:\n"
        f"KEYWORDS:{keywords}\n\n{'=' * 70}\n{intro}{body}\n{query}\n{'=' * 70}\nKeywords          : {keywords}\n\n{'=' * 77}\n\n"
        "THE INFORMATION PROVIDED IN THE MICROSOFT KNOWLEDGE BASE IS\n"
    )


def _counted(form: str) -> Callable[[int], str]:
    return lambda size: _article("\n".join(form.format(i) for i in range(size // len(form))))


def _stairs(size: int) -> str:
    """Lists in lists, each one column further in, as deep as a line is wide; then again."""
    stair = "".join(f"{' ' * (3 * depth)}{'-' if depth % 2 else '1.'} rope\n\n" for depth in range(100))
    return _article(stair * (size // len(stair)))


def _page(size: int) -> str:
    body = "\t<A0>bell <F1> {{ rope\n" * (size // 24)
    return (
        '---\nlayout: page\ntitle: "Q700001: A"\n---\n\n## Q700001: A\n\n\tArticle: Q700001\n\tProduct(s): A\n\tVersion(s): \n'
        f"\tOperating System(s): \n\tKeyword(s): \n\tLast Modified: 09-AUG-2001\n\t\n{body}"
    )


HOSTILE: dict[str, Callable[[int], str]] = {
    "prose": repeated("The bell of the harbour is rung twice, and the lamp answers when the rope is\npulled.\n\n"),
    "one word": lambda size: _article("a" * size),
    "one line of words": lambda size: _article("bell " * (size // 5)),
    "one line of marks": lambda size: _article("*_`<&[~\\|" * (size // 9)),
    "one line of ticks": lambda size: _article("` `` " * (size // 5)),
    "one line of brackets": lambda size: _article("[" * (size // 2) + "](" * (size // 4)),
    "one line of angle brackets": lambda size: _article("<BR<LINK </" * (size // 11)),
    "one line of addresses": lambda size: _article("http://a.b/(c)? <http://" * (size // 24)),
    "one line of ids": lambda size: _article("Q123456, " * (size // 9)),
    "one line of underscores": lambda size: _article("_" * size),
    "one line of digits": lambda size: _article("1" * size),
    "lines of digits": repeated("1" * 70 + "\n"),
    "all spaces": lambda size: _article("bell" + " " * size + "rope"),
    "lines of spaces": repeated(" " * 79 + "\n"),
    "spaces between words": repeated("a" + " " * 78 + "b\n"),
    "all tabs": lambda size: _article("bell" + "\t" * (size // 8) + "rope"),
    "lines of tabs": repeated("\t" * 9 + "a\n"),
    "all blank": repeated("\n"),
    "one word a line": repeated("bell\n"),
    "one word a paragraph": repeated("bell\n\n"),
    "one letter a line": repeated("a\n"),
    "markers": repeated("- - - -\n"),
    "markers on one line": lambda size: _article("- " * (size // 2)),
    "empty bullets": repeated(" -\n"),
    "bullets": repeated(" - bell\n"),
    "stars": repeated("* bell\n"),
    "bullets that are letters": repeated("o bell\n\n"),
    "ones": repeated("1. bell\n"),
    "ones apart": repeated("1. bell\n\n"),
    "numbers": _counted("{}. bell\n"),
    "empty numbers": repeated("1.\n\n"),
    "letters": repeated("a.\n"),
    "letters with text": repeated("a. bell\n"),
    "letters apart": repeated("a. bell\n\nb. rope\n\n"),
    "letters and numbers": repeated("1. bell\n\n   a. rope\n\n      - lamp\n\n"),
    "deep nesting": _stairs,
    "deeper and deeper": lambda size: _article("\n".join(" " * i + "- a" for i in range(int((2 * size) ** 0.5)))),
    "deeper and deeper, apart": lambda size: _article(
        "\n\n".join(" " * (3 * i) + "1. a" for i in range(int((2 * size / 3) ** 0.5)))
    ),
    "indents by turns": repeated("bell\n   rope\n"),
    "indents of all sizes": repeated("".join(" " * (i * 7 % 40) + "bell\n" for i in range(40))),
    "rules": repeated("-" * 79 + "\n"),
    "short rules": repeated("---\n"),
    "rules apart": repeated("====\n\n"),
    "one entry of contents": lambda size: _article(
        "   1.1 Bell\n" + "       rope of the bell\n" * (size // 24) + "   1.2 Bell\n   1.3 Bell\n   1.4 Bell\n"
    ),
    "texts cut by literal lines": repeated(
        "   Bells and lamps of the harbour are rung and lit at night, and so is the rope of the\n"
        "   boat that nobody saw from the bridge of the\n\n   C:\\BELL\\LAMP\n   C:\\BELL\\ROPE\n\n"
    ),
    "headings": repeated("BELL\n====\n\n"),
    "headings without text": repeated("BELL\n====\n"),
    "the same heading a number of times": repeated("Method 1:\n\n"),
    "rules of stars": repeated("*" * 60 + "\n"),
    "stars in boxes": repeated("*****\n* a *\n"),
    "bars": repeated("|" * 70 + "\n"),
    "rows between bars": repeated("| a | b |\n"),
    "grids": repeated("+---+---+\n| a | b |\n"),
    "grid rules": repeated("+---+\n"),
    "grids over text": repeated("+---+\n| a |\n+---+\nText below it.\n"),
    "grids apart": repeated("+---+\n| a |\n\n"),
    "tables": repeated("A    B\n---  ---\n1    2\n\n"),
    "one table": lambda size: _article("A    B\n---  ---\n" + "1    2\n" * (size // 7)),
    "one table with gaps": lambda size: _article("A    B\n---  ---\n" + "1    2\n\n" * (size // 8)),
    "one table with cells that go on": lambda size: _article("A    B\n---  ---\n1    2\n" + "     2\n" * (size // 7)),
    "one long row": lambda size: _article("A    B\n---  ---\n" + "1    2\n" * (size // 14) + "x" * (size // 2)),
    "aligned columns": repeated("bell      rope      lamp\n"),
    "columns by turns": repeated("bell      rope\n bell       rope\n"),
    "wide table": lambda size: _article("\n".join(["a   " * (size // 40)] * 10)),
    "citations": repeated("Q123456 Bell\n"),
    "citations apart": repeated("Q123456 Bell\n\n"),
    "citations without titles": repeated("Q123456\n"),
    "one citation that goes on": lambda size: _article("Q123456 " + ("bell " * 15 + "\n") * (size // 76)),
    "citation fields": repeated("ARTICLE-ID: Q123456\nTITLE: Bell\n"),
    "NOTE:": repeated("NOTE:\n"),
    "notes": repeated("NOTE: Bell.\n"),
    "notes apart": repeated("NOTE: Bell.\n\n"),
    "alternatives": repeated("-or-\n"),
    "alternatives apart": repeated("- bell\n\n-or-\n\n"),
    "questions": repeated("?\n"),
    "question and response": repeated("Question:\n\nWhy?\n\nResponse:\n\nSo.\n\n"),
    "colons": repeated("Bell:\n"),
    "captions": repeated("The Bell:\n\n"),
    "messages": repeated("1. The message is:\n\n   Bell rope.\n\n"),
    "hyphens at line ends": repeated("bell-\n"),
    "addresses": repeated("http://a.b/c\n"),
    "echoed addresses": repeated("bell.exe\n(http://a.b/c)\n"),
    "paths": repeated("C:\\BELL\n"),
    "code": repeated("if (a) { b(); }\n"),
    "code in items": repeated("1. a:\n\n      b = c;\n\n"),
    "definitions": repeated("bell      The bell of\n          the harbour\n"),
    "passages": repeated(("   " + " ".join(["bells"] * 13) + "\n") * 3 + "\n"),
    "category lines": repeated("KBCategory: a\n"),
    "query lines": repeated("Additional query words: a\n"),
    "leaked tags": repeated("a <BR/>\n"),
    "leaked links": repeated('<LINK TYPE="ARTICLE" VALUE="Q1">Q1\n'),
    "captions that leaked": lambda size: _article("DownloadDownload" * (size // 16)),
    "control characters": lambda size: _article("\x1b bell\x7f\n" * (size // 8)),
    "question marks in words": repeated("bell?s rope\n"),
    "ticks": repeated("```\n"),
    "quotes": repeated(">\n"),
    "backslashes": repeated("\\" * 79 + "\n"),
    "sums of rules": repeated("a\n\n---\n"),
    "first lines of the products": repeated("The information in this article applies to:\n"),
    "products": lambda size: _article(applies=" - Bell\n" * (size // 8)),
    "products in products": lambda size: _article(
        applies="".join(" " * (i % 1000) + "- Bell\n" for i in range(size // 507))
    ),
    "products that go on": lambda size: _article(applies=" - Bell\n" + "   rope\n" * (size // 8)),
    "products apart": lambda size: _article(applies=" - Bell\n\n" * (size // 9)),
    "products without end": lambda size: _article(
        "The information in this article applies to:\n\n" + " - Bell\n\n" * (size // 9)
    ),
    "keywords": lambda size: _article(keywords="kbbell " * (size // 14)),
    "one keyword": lambda size: _article(keywords="kb" * (size // 4)),
    "title": lambda size: _article(title="bell " * (size // 5)),
    "query words": lambda size: _article(query="\nAdditional query words: " + "bell " * (size // 5)),
    "query words on many lines": lambda size: _article(query="\nAdditional query words: a\n" + "bell\n" * (size // 5)),
    "pages": _page,
    "legal text over and over": repeated("THE INFORMATION PROVIDED IN THE MICROSOFT KNOWLEDGE BASE IS\n"),
    "footers": repeated(f"{'=' * 70}\nKeywords          : a\n"),
    "no ASCII": repeated("schöne Glocke\n"),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="only kinds whose name holds this word")
    parser.add_argument("--megabytes", type=float, default=1.0, help="of the smaller of the two [1.0]")
    arguments = parser.parse_args()
    size = int(arguments.megabytes * MB)
    gc.disable()
    print(f"{machine()}\n")
    rows, failed = [], False
    for name, article in HOSTILE.items():
        if arguments.only not in name:
            continue
        small, large = measure(article(size), runs=2), measure(article(10 * size), runs=1)
        if large > MOST * small:
            small, large = measure(article(size), runs=3), min(large, measure(article(10 * size), runs=1))
        ratio = large / small
        is_bad = ratio > MOST * _NOISE
        failed = failed or is_bad
        rows.append([name, f"{small:.2f}", f"{large:.2f}", f"{ratio:.1f}" + (" !" if is_bad else "")])
        print(*rows[-1], sep="\t", file=sys.stderr, flush=True)
    print(table(["article", f"{size / MB:g} MB, seconds", f"{size / MB * 10:g} MB, seconds", "ratio"], rows))
    return int(failed)


def measure(text: str, runs: int) -> float:
    """Seconds of processor time for the conversion of an article, the best of some runs; endless where it takes too long."""
    data = text.encode("cp1252")
    best = float("inf")
    for _ in range(runs):
        began = time.process_time()
        try:
            with limited(_LIMIT):
                convert(data)
        except TimeoutError:
            return best
        best = min(best, time.process_time() - began)
        gc.collect()
    return best


def convert(data: bytes) -> None:
    found = legacy.understand(data, "a", _IDS)
    if isinstance(found, Finding):
        print(f"refused: {found}", file=sys.stderr)
        return
    for finding in faithful.keep(found.document, found.opened, data, "a").findings:
        print(finding, file=sys.stderr)


@contextmanager
def limited(seconds: int) -> Iterator[None]:
    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)


if __name__ == "__main__":
    sys.exit(main())
