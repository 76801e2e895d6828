"""What is set apart together is one thing: a listing with blank lines, a message of several paragraphs, alternatives of one kind."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, zip_longest
from typing import cast

import msgspec

from kbtool.legacy import lines as text
from kbtool.legacy.blocks.asides import lead_in, with_asides
from kbtool.legacy.blocks.running import SENTENCE_END, is_dump, is_evenly_wrapped, is_record
from kbtool.legacy.blocks.scene import dedent
from kbtool.legacy.blocks.signs import CODE, FURTHER_MESSAGE, KEY, LEADS_ON, LITERAL_INDENT, MEANS, MESSAGE_ANNOUNCED
from kbtool.model import Block, Citations, Links, Note, Paragraph, Quote, Separator, Span, Table, Verbatim

SetApart = Verbatim | Quote

_COMMENT = re.compile(r"\*{1,4}\W? ?\S|//|;|'(?![^']*')|REM\b|rem\b|&&|#\w")
_SIGN_OF_CODE = re.compile(rf"--+>|<--+|==+>|<==+|{CODE.pattern}")
_SEVERAL = re.compile(r"\b(?:messages|errors|warnings|events|prompts|examples)\b", re.IGNORECASE)
_TO_EXPLAIN = ("where", "where:", "Where", "Where:")
_EXPLANATION = re.compile(rf"\S+ {MEANS} ")
_TELLS_TO_TYPE = re.compile(r"\b[Pp]rompt,? (?:[Tt]ype|[Rr]un|[Ee]nter|[Ii]ssue|[Uu]se)\b")
_CHOICE = re.compile(r"\b(?:one|any|either) (?:or more )?of\b", re.IGNORECASE)
_FEW_LINES = 2
_LONG_QUOTE = 3  # lines
_LEAST_SAID = 6  # words
_MOST_LABELS = 4  # lines of a message that are no sentences
_DETAIL = re.compile(r"[A-Z][\w+]*(?: [\w+]+){0,3} ?[:=] ?(?:\S.{0,50})?\Z")
"""A label of a message and its value."""
_LITERAL_LINE = re.compile(rf"{KEY.pattern}|\w+=|(?:\w+ )+\w+\((?:\w+ \w+(?:, \w+ \w+)*)?\)")
"""A key, a setting or the head of a function."""
_PLACEHOLDER_IN_PATH = re.compile(r"<[^<>]+>\\|\\<")
_WORD_AT_END = re.compile(r" [a-z]+\Z")
_TITLE = re.compile(r"[A-Z][\w,()/'-]*:?(?: [\w,()/.'-]+)+:?\Z")
_ADDRESS = re.compile(r"(?:https?|ftp)://\S+\Z")
_CONNECTS = re.compile(
    r"(?:[Tt]o|[Ww]ith|[Bb]y|[Ii]nto|[Aa]s|[Ff]rom|[Tt]hen|but|[Bb]ecomes|[Ii]nstead of|(?:and|or) then(?: [a-z]+){1,3}|(?:to|with|by|as|use|not|then)(?: [a-z]+){1,5}"
    r"|(?:should|must) be [a-z ]+|[a-z]+(?: [a-z]+)* (?:this|these|the following)[a-z ]*):?\Z|-{1,2} ?(?:to|with|then|becomes) ?-{1,2}\Z"
)
"""Stands between what is to be replaced and what replaces it."""

_INTRODUCES = re.compile(
    r"These [a-z]+ (?:are|were|will be|must be) [a-z]+:\Z|(?:Select|Use|Change|Replace|Choose|Click|Type|Enter|Add|Run)\b.* .*[a-z]:\Z"
    r"|[A-Z].*\b(?:looks? (?:like|as)\b.*|(?:changed|modified) to|replaced (?:by|with)):\Z"
)
"""Tells the reader what to do with what stands below, or what becomes of it."""


def told_together(blocks: Sequence[Block], lines: Sequence[str], first_line: int) -> list[Block]:
    """The blocks, neighbours that are set apart at one depth being treated alike, and joined where they are one text."""
    found: list[Block] = []
    blocks = _with_rules(_with_comments(blocks), lines, first_line)
    for run in _runs(_with_titles(_with_listings(blocks))):
        if len(run) > 1 and is_set_apart(run[0]):
            above = found[-1] if found else None
            found += _told(run, above, lines, first_line)
        else:
            found += run
    return found


def _with_comments(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks, lines between literal texts at one depth that bear the sign of a comment being literal as well.

    Some of them may have lost it where the export wrapped what was wrapped already.
    """
    found = list(blocks)
    for i in range(1, len(found) - 1):
        above, block, below = found[i - 1 : i + 2]
        if not above.depth == block.depth == below.depth or not _is_literal(above):
            continue
        if isinstance(block, Paragraph | Quote) and _is_comment(block) and (_is_literal(below) or _is_comment(below)):
            found[i] = Verbatim(span=block.span, rule="comment", depth=block.depth, lines=tuple(block.lines))
    return found


def _with_rules(blocks: Sequence[Block], lines: Sequence[str], first_line: int) -> Sequence[Block]:
    """The blocks, a rule that is set in between literal texts at one depth being a line of theirs."""
    if not any(type(block) is Separator for block in blocks):
        return blocks
    found = list(blocks)
    for i in range(1, len(found) - 1):
        above, block, below = found[i - 1 : i + 2]
        line = lines[block.span.start - first_line]
        if (
            type(block) is Separator
            and text.indent_of(line) >= LITERAL_INDENT
            and above.depth == block.depth == below.depth
            and _is_literal(above)
            and _is_literal(below)
        ):
            found[i] = Verbatim(span=block.span, rule="separator", depth=block.depth, lines=(line.strip(),))
    return found


def _is_literal(block: Block) -> bool:
    return type(block) is Verbatim and not block.marker


def _is_comment(block: Block) -> bool:
    if not isinstance(block, Paragraph | Quote) or block.marker or not block.lines:
        return False
    signs = sum(bool(_COMMENT.match(line)) for line in block.lines)
    return signs == len(block.lines) or (signs * 2 > len(block.lines) and block.lines[0].startswith(";"))


def _with_listings(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks, rows without certain columns being part of a listing that goes on above or below them."""
    if not any(type(block) is Table for block in blocks):
        return blocks
    found: list[Block] = []
    for _, run in groupby(blocks, key=lambda block: block.depth if _is_listed(block) else -1):
        members = list(run)
        is_listing = any(isinstance(block, Verbatim) for block in members)
        found += map(_listed, members) if is_listing else members
    return found


def _with_titles(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks, a few words right over a table, a list, links, citations or typed words being their title, which is prose."""
    found = list(blocks)
    apart = [(i, block) for i, block in enumerate(blocks[:-1]) if type(block) is Verbatim or type(block) is Quote]
    for i, block in apart:
        found[i] = _title(block, found[i - 1] if i else None, found[i + 1])
    return found


def _title(block: SetApart, above: Block | None, below: Block) -> Block:
    """The block, as prose if it is the title of what stands below it; over a list that stands further out it is no part of what is above."""
    is_over_list = opens_numbered_list(below)
    if block.marker or "" in block.lines or not (is_over_list or _may_be_titled(below)):
        return block
    if block.lines[-1].endswith(":") and (isinstance(below, Citations) or (is_over_list and isinstance(block, Quote))):
        return lead_in(block) if _leads_to(block, above, below) else block
    if not _is_title(block, above, is_over_list=is_over_list):
        return block
    if is_over_list and block.depth > below.depth and not _announcement(above).endswith(":"):
        return msgspec.structs.replace(lead_in(block), depth=below.depth)
    return lead_in(block) if below.depth == block.depth else block


def _leads_to(block: SetApart, above: Block | None, below: Block) -> bool:
    """Whether text that ends with a colon speaks of the citations or the list below it alone, and not what stands above of that text."""
    if isinstance(below, Citations):
        return not _is_beside_its_like(block, above)
    return not isinstance(above, SetApart) and not _announcement(above).endswith(":")


def _is_title(block: SetApart, above: Block | None, *, is_over_list: bool) -> bool:
    """Whether the block is a few words, no message, and not the end of the listing above a list."""
    if len(block.lines) > 1 or not _TITLE.match(block.lines[0]) or MESSAGE_ANNOUNCED.search(_announcement(above)):
        return False
    return block.lines[0].endswith(":") or not (is_over_list and isinstance(above, Verbatim))


def _is_beside_its_like(block: SetApart, above: Block | None) -> bool:
    """Whether the block says more than what it leads to, and stands below what is set apart as it is."""
    says_more = text.last_sentence(block.lines) != " ".join(block.lines)
    return says_more and isinstance(above, SetApart) and above.depth == block.depth and not above.marker


def _may_be_titled(block: Block) -> bool:
    if isinstance(block, Table):
        return block.cells is not None
    return isinstance(block, Links | Citations) or block.rule == "quoted-phrase"


def opens_numbered_list(block: Block) -> bool:
    """Whether the block is the first item of a list with numbers."""
    return block.marker is not None and block.marker.text == "1"


def _announcement(above: Block | None) -> str:
    """The end of the prose above what is set apart."""
    return " ".join(above.lines[-2:]) if isinstance(above, Paragraph | Note) else ""


def _is_listed(block: Block) -> bool:
    return (isinstance(block, Verbatim) and block.marker is None) or (isinstance(block, Table) and block.cells is None)


def _listed(block: Block) -> Block:
    if not isinstance(block, Table):
        return block
    return Verbatim(span=block.span, rule="listing", depth=block.depth, lines=block.lines)


def _runs(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """The blocks in runs: such as are set apart at one depth without a marker, and such as are not."""
    for _, run in groupby(blocks, key=lambda block: block.depth if is_set_apart(block) else -1):
        yield list(run)


def is_set_apart(block: Block) -> bool:
    """Whether the block is literal or running text that stands apart from what surrounds it, and opens no item."""
    return block.marker is None and type(block) in (Verbatim, Quote)


def _told(run: Sequence[Block], above: Block | None, lines: Sequence[str], first_line: int) -> list[Block]:
    announced = _announcement(above)
    is_choice, is_several = bool(_CHOICE.search(announced)), bool(_SEVERAL.search(announced))
    run = _with_lead_ins(with_asides(run, above, lines, first_line))
    run = _joined(run, lines, first_line, is_choice=is_choice)
    are_apart = is_choice or is_several
    if announced.endswith(_TO_EXPLAIN) and all(map(_explains, run)):
        return [_one_passage([quoted(block) for block in run])]
    is_message = bool(MESSAGE_ANNOUNCED.search(announced)) and not are_apart and not _TELLS_TO_TYPE.search(announced)
    return _with_whole_messages(run, lines, first_line, are_apart=are_apart, is_message=is_message)


def _explains(block: Block) -> bool:
    """Whether the block is a sentence that says what something above stands for."""
    return isinstance(block, SetApart) and block.lines[-1].endswith(".") and bool(_EXPLANATION.match(block.lines[0]))


def _may_be_of_message(block: Block) -> bool:
    """Whether the block is running text, short enough for a name, a title or the buttons of a message, or the details of one."""
    if not isinstance(block, Verbatim):
        return isinstance(block, Quote)
    lines = [line for line in block.lines if line]
    return (len(lines) <= _MOST_LABELS or all(map(_DETAIL.match, lines))) and not any(map(is_dump, lines))


def _with_lead_ins(run: Sequence[Block]) -> list[Block]:
    """The run, a line in it that leads on to what stands below being prose, and a sentence that announces a further message."""
    return [
        lead_in(block) if n < len(run) and isinstance(block, SetApart) and _is_lead_in(block, n) else block
        for n, block in enumerate(run, 1)
    ]


def _is_lead_in(block: SetApart, place: int) -> bool:
    if isinstance(block, Quote):
        return place > 1 and bool(FURTHER_MESSAGE.match(" ".join(block.lines)))
    return len(block.lines) == 1 and _leads_on(block.lines[0], place)


def _leads_on(line: str, place: int) -> bool:
    """Whether a line, so far from the beginning of what is set apart, speaks of what stands below it, or above and below."""
    if place > 1 and (_CONNECTS.match(line) or FURTHER_MESSAGE.match(line)):
        return True
    return bool(LEADS_ON.match(line) or _INTRODUCES.match(line))


def _joined(blocks: Sequence[Block], lines: Sequence[str], first_line: int, *, is_choice: bool) -> list[Block]:
    """Verbatim blocks that follow each other are one block, with the blank lines and the indentation they have.

    Of several things, one of which is meant, those on one line stay by themselves.
    """
    joined: list[Block] = []
    run: list[Verbatim] = []
    for block in blocks:
        if run and not (
            isinstance(block, Verbatim) and _belongs_with(run, block, lines, first_line, is_choice=is_choice)
        ):
            joined.append(_one(run, lines, first_line))
            run = []
        if isinstance(block, Verbatim):
            run.append(block)
        else:
            joined.append(block)
    if run:
        joined.append(_one(run, lines, first_line))
    return _with_openings(joined, lines, first_line)


def _with_openings(blocks: Sequence[Block], lines: Sequence[str], first_line: int) -> list[Block]:
    """The blocks, a line being part of the listing below it that begins further in and comes back to the line's column."""
    found: list[Block] = []
    for block in blocks:
        if found and _opens(found[-1], block, lines, first_line):
            found[-1] = _one([found[-1], block], lines, first_line)
        else:
            found.append(block)
    return found


def _opens(above: Block, below: Block, lines: Sequence[str], first_line: int) -> bool:
    if not isinstance(above, Verbatim) or not isinstance(below, Verbatim) or len(above.lines) > 1:
        return False
    column = text.indent_of(lines[above.span.start - first_line])
    first, *further = lines[below.span.start - first_line : below.span.end - first_line + 1]
    return text.indent_of(first) > column == min(map(text.indent_of, filter(None, further)), default=-1)


def _one(run: Sequence[Block], lines: Sequence[str], first_line: int) -> Block:
    if len(run) == 1:
        return run[0]
    span = Span(run[0].span.start, run[-1].span.end)
    written = dedent(lines[span.start - first_line : span.end - first_line + 1])
    return msgspec.structs.replace(run[0], span=span, lines=written)


def _belongs_with(
    run: Sequence[Verbatim], block: Verbatim, lines: Sequence[str], first_line: int, *, is_choice: bool
) -> bool:
    """Whether a block goes on with those before it; of things of which one is meant, single lines at one column do not."""
    if len(run) > 1 or len(run[-1].lines) > 1 or len(block.lines) > 1:
        return True
    above, below = run[-1].lines[-1], block.lines[0]
    if _ADDRESS.match(above) or _ADDRESS.match(below):
        return False
    if (
        run[-1].span.end + 1 == block.span.start
        or above.endswith(":")
        or below.startswith("{")
        or all(text.gaps(line) or _SIGN_OF_CODE.search(line) for line in (above, below))
    ):
        return True
    columns = {text.indent_of(lines[one.span.start - first_line]) for one in (run[-1], block)}
    if len(columns) == 1:
        return not is_choice
    return not any(map(_is_said, (above, below)))


def _is_said(line: str) -> bool:
    """Whether a line is words that end a sentence, or so many that they are one."""
    return _is_worded(line) and (line.endswith((".", ":", "?")) or len(line.split()) >= _LEAST_SAID)


def _with_whole_messages(
    run: Sequence[Block], lines: Sequence[str], first_line: int, *, are_apart: bool, is_message: bool
) -> list[Block]:
    """The run, its texts at one column being paragraphs of one; where several are announced, short ones stay by themselves."""
    if not any(isinstance(block, Quote) for block in run):
        return list(run)
    found: list[Block] = []
    for _, group in groupby(run, key=lambda block: text.indent_of(lines[block.span.start - first_line])):
        found += _with_whole_texts(list(group), lines, first_line, are_apart=are_apart, is_message=is_message)
    return found


def _with_whole_texts(
    run: Sequence[Block], lines: Sequence[str], first_line: int, *, are_apart: bool, is_message: bool
) -> Sequence[Block]:
    """The run, all of it at one column: below a record everything is part of it, texts are paragraphs of one, and a message is one."""
    first = run[0]
    if len(run) > 1 and isinstance(first, Verbatim) and is_record(next(_paragraphs(first.lines))):
        return [_one(run, lines, first_line)]
    is_one = is_message or (not are_apart and _is_whole_text(first) and not any(map(_holds_code, run)))
    if is_one and any(isinstance(block, Quote) for block in run) and all(map(_may_be_of_message, run)):
        return [_one_passage([quoted(block) for block in run])]
    run = _with_cut_texts(run, lines, first_line)
    found: list[Block] = []
    for are_texts, group in groupby(run, key=is_text):
        members = list(group)
        if len(members) == 1 or not are_texts:
            found += members
        elif isinstance(members[0], Verbatim) and not _is_running(members[0]):
            found.append(_one(members, lines, first_line))
        else:
            quotes = [quoted(block) for block in members]
            found += quotes if are_apart and not all(map(_is_long, quotes)) else [_one_passage(quotes)]
    return found


def _with_cut_texts(run: Sequence[Block], lines: Sequence[str], first_line: int) -> list[Block]:
    """The run, text that ends within a sentence right above literal lines being one with them, and with those above it."""
    wholes: list[list[Block]] = []
    goes_on = False
    for block, below in zip_longest(run, run[1:]):
        is_cut = isinstance(block, Quote) and isinstance(below, Verbatim) and _ends_in_word(block.lines[-1])
        if goes_on or (is_cut and wholes and isinstance(wholes[-1][0], Verbatim)):
            wholes[-1].append(block)
        elif isinstance(block, Quote) and is_cut:
            wholes.append([Verbatim(span=block.span, rule="verbatim", depth=block.depth, lines=block.lines)])
        else:
            wholes.append([block])
        goes_on = is_cut
    return [_one(whole, lines, first_line) for whole in wholes]


def _ends_in_word(line: str) -> bool:
    """Whether a line of words ends in one in small letters, as in the middle of a sentence."""
    return _is_worded(line) and bool(_WORD_AT_END.search(line))


def _holds_code(block: Block) -> bool:
    return isinstance(block, Verbatim) and any(map(_is_code, filter(None, block.lines)))


def _is_code(line: str) -> bool:
    """Whether a line of literal text has a sign of code, and is neither an address, a sentence nor a detail of a message."""
    if _ADDRESS.match(line) or line.endswith((".", "!", "?")) or " = " in line:
        return False
    return bool(_LITERAL_LINE.match(line) or (CODE.search(line) and not _DETAIL.match(line)))


def _is_whole_text(block: Block) -> bool:
    """Whether the block is running text that announces nothing, so that what follows it is said with it."""
    return isinstance(block, Quote) and block.lines[-1].endswith(SENTENCE_END) and not block.lines[-1].endswith(":")


def is_text(block: Block) -> bool:
    """Whether the block is running text, or literal only because it has no line to wrap."""
    if isinstance(block, Quote):
        return True
    if not isinstance(block, Verbatim):
        return False
    *above, last = filter(None, block.lines)
    ends_in_word = bool(above) and last[:-1].isalpha() and last.endswith(".")
    return all(map(_is_worded, above)) and (ends_in_word or _is_worded(last))


def _is_worded(line: str) -> bool:
    if line[0] == " " or CODE.search(line) or text.gaps(line) or _PLACEHOLDER_IN_PATH.search(line):
        return False
    words = [word for word in line.split() if len(word) > 1]
    in_small_letters = sum(word[1:].islower() for word in words)
    return (len(words) > 1 or line.endswith("!")) and 0 < in_small_letters >= sum(word.isupper() for word in words)


def _is_running(block: Verbatim) -> bool:
    """Whether the lines of the block are sentences or wrapped text, and none of them a record."""
    return all(text.is_wrapped(paragraph, own_width=True) for paragraph in _paragraphs(block.lines))


def _paragraphs(lines: Sequence[str]) -> Iterator[list[str]]:
    return (list(group) for is_blank, group in groupby(lines, key=lambda line: not line) if not is_blank)


def _is_long(quote: Quote) -> bool:
    return len(quote.lines) >= _LONG_QUOTE


def quoted(block: Block) -> Quote:
    """The block as running text; the lines of paragraphs that were not wrapped stay apart."""
    if not isinstance(block, Verbatim):
        return cast("Quote", block)
    apart = tuple(n for n, lines in enumerate(_paragraphs(block.lines)) if not _runs_on(lines))
    return Quote(span=block.span, rule="quote", depth=block.depth, lines=block.lines, apart=apart)


def _runs_on(lines: Sequence[str]) -> bool:
    """Whether the lines of a paragraph were wrapped, be it unevenly by hand: none of them but the last ends a sentence then."""
    if text.is_wrapped(lines, own_width=True):
        return True
    *above, _ = lines
    return (
        len(lines) > _FEW_LINES and is_evenly_wrapped(lines) and not any(line.endswith(SENTENCE_END) for line in above)
    )


def _one_passage(quotes: Sequence[Quote]) -> Quote:
    body: list[str] = []
    apart: list[int] = []
    passed = 0
    for quote in quotes:
        body += ("", *quote.lines) if body else quote.lines
        apart += (passed + n for n in quote.apart)
        passed += sum(1 for _ in _paragraphs(quote.lines))
    span = Span(quotes[0].span.start, quotes[-1].span.end)
    return msgspec.structs.replace(quotes[0], span=span, lines=tuple(body), apart=tuple(apart))
