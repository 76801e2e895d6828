"""Headings, with and without underline, and rules that underline nothing."""

import re
from collections.abc import Iterator, Sequence

from kbtool.legacy import lines as text
from kbtool.legacy.blocks.running import SENTENCE_END
from kbtool.legacy.blocks.scene import Read, Scene, dedent, line_before, next_line
from kbtool.legacy.blocks.signs import CHAPTER, CORRECTION, ITEM_TEXT, LITERAL_INDENT, MARKER, STANDS_ALONE
from kbtool.model import SECTION_NAMES, Heading, Separator, Verbatim

CAPTION_RULE = "caption-heading"

OVER_RULES = frozenset(["underlined-heading", "enclosed-heading", "banner-heading"])
"""The readers whose headings have a rule."""

_UNDERLINE_TOLERANCE = 3

_TITLE_WITHIN = 8  # lines of its rule, blank ones counted

_MOST_LINES = 2  # of the title of a chapter

_MOST_TITLE_LINES = 3

_SHORTEST_BANNER = 20

_SHORTEST_SENTENCE = 40  # characters of a line with which a text begins

_SHORTEST_RULE = 3  # under a title that goes on behind a gap

_LONGEST_CHAPTER = 75

_LONGEST_SCREEN = 60  # lines

_LEAST_CHAPTERS = 2

_LONGEST_CAPTION = 60

_LONGEST_TITLE = 120  # with a colon behind it

SMALL_WORDS = frozenset(
    ["a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "vs", "with"]
)

LEADING_IN = frozenset(
    ["In", "On", "From", "If", "When", "With", "Where", "Then", "Or", "And", "Both", "Either", "Neither"]
)

QUOTED = re.compile(r'"[^"]*"')

_PATH = re.compile(r"\\(?!\d)")
"""A backslash, but that between versions, which stands for a slash: `16\\32-Bit`."""

REMARK = re.compile(r" \([^()]+\)\Z")
"""Ends a title."""

PARTS = frozenset(
    [
        "Answer",
        "Cause",
        "Problem",
        "Problems",
        "Question",
        "Reference",
        "Reference(s)",
        "References",
        "Resolution",
        "Response",
        "Sample Code",
        "Solution",
        "Symptom",
        "Symptoms",
    ]
)
"""Words that alone on their line name a part of an article."""

_CAPTION = re.compile(r"[A-Z][\w.]{2,}(?: [A-Z\d][\w.]*){0,4}:\Z")

_EMPTY_FIELD = "Release Date:"  # of what can be downloaded

LEADS_IN = re.compile(r"(?:Examples?|Results?|Output|Syntax|Usage):\Z")

_SIBLINGS_WITHIN = 60  # lines

_LIKE_WITHIN = 150  # lines

_LEAST_HEADLINE = 3  # words

_BANNER = re.compile(r"([-=*])\1{2,}[<\[( ] *(?P<title>[A-Za-z0-9].*?) *[>\]) ]\1{3,}\Z")

_CAPITALS = re.compile(r"(?=.{8})[A-Z][A-Z'-]+(?: (?:[A-Z][A-Z'-]*|&))+(?:(?<=[A-Z]{4}) \d+(?:\.\d+)?)?\Z")
"""Words in capitals, and perhaps the number of a version behind them."""

_CAPITALS_WITH_NAMES = re.compile(r"(?=.{8})[A-Z]{4}[A-Z'-]*(?: (?:[A-Z][A-Z\d'/-]*|&|\d+(?:\.\d+)*))+\Z")
"""Words in capitals, and names with digits."""

_NOTES = re.compile(r"(?:NOTES?|Notes?)\Z")

_STEP_HEADING = re.compile(
    r"Steps to [Rr]eproduce\b|(?:Method|Step|Option|Workaround|Resolution|Solution|Case|Scenario|Part|Example|Problem|Issue) (?:\d{1,2}|[A-Z])\b(?!\.\w)"
)

_STEP_SENTENCE = re.compile(r"(?P<name>\w+) (?P<number>\d{1,2}|[A-Z])(?P<verb> [a-z]+)\b.*:")
"""Such a name goes on with a verb and announces something."""


def underlined_heading(scene: Scene) -> Read | None:
    """A title over a rule of its length; the title may stand on several lines, with blank lines between them."""
    rule = scene.next_rules[scene.at + 1]
    if rule >= min(scene.at + _TITLE_WITHIN, len(scene.lines)) or not text.rule_sign(scene.lines[rule]):
        return None
    if text.rule_sign(scene.line):
        return None
    if not scene.lines[rule - 1]:
        is_title = _is_over_distant_rule(scene, rule)
        return _heading(scene, scene.line, scene.lines[rule][0], rule + 1, "underlined-heading") if is_title else None
    titles = [line.strip() for line in scene.lines[scene.at : rule] if line]
    single_run = rule < scene.end
    length, written = len(" ".join(titles)), len(scene.lines[rule].strip())
    exact = length == written or (single_run and _is_over_rule_of_its_beginning(titles, written))
    if single_run and scene.follows_blank and _is_chapter(titles, written):
        exact = True
    if len(titles) == _MOST_LINES and not single_run and scene.follows_blank and _are_at_one_column(scene, rule):
        exact = exact or _is_over_rule_of_its_end(titles, written)
    near = scene.follows_blank and (
        _fits(titles[0], written) or _is_like_others(scene, rule) or _is_title_by_itself(scene, rule)
        if len(titles) == 1
        else _are_title_of_several_lines(scene, titles, rule)
    )
    if not (exact or near) or (not single_run and not exact) or _is_table_head(scene, rule):
        return None
    if titles[0].startswith(("- ", "|")) or (scene.indent and not scene.follows_blank) or _is_in_display(scene, rule):
        return None
    title = titles[0] if len(titles) == 1 else text.joined(titles)
    return _heading(scene, title, scene.lines[rule].strip()[0], rule + 1, "underlined-heading")


def _are_at_one_column(scene: Scene, rule: int) -> bool:
    """Whether the line right over the rule stands as far in as the first of its title."""
    return text.indent_of(scene.lines[rule - 1]) == scene.indent


def _is_over_distant_rule(scene: Scene, rule: int) -> bool:
    """Whether a line at the margin, no heads of columns, and the rule of its length below a blank line stand by themselves."""
    is_by_itself = scene.follows_blank and rule == scene.at + 2 and not any(scene.lines[rule + 1 : rule + 2])
    fits = len(scene.line) == len(scene.lines[rule]) and scene.lines[rule][0] in "-="
    return is_by_itself and fits and not scene.indent and "  " not in scene.line


def _is_over_rule_of_its_beginning(titles: Sequence[str], rule: int) -> bool:
    """Whether the rule is as long as the first line, or what of it stands before a gap; a paragraph may be so by chance."""
    is_paragraph = len(titles) > 1 and titles[-1].endswith(".")
    return not is_paragraph and len(titles[0].split("  ")[0]) == rule > _SHORTEST_RULE


def _is_over_rule_of_its_end(titles: Sequence[str], rule: int) -> bool:
    """Whether the rule is as long as the second of two lines, and that goes on with the words of the first, which is long."""
    beginning, end = titles
    if len(end) != rule or len(beginning) < _SHORTEST_SENTENCE:
        return False
    goes_on = end[0].islower() or beginning.split()[-1] in SMALL_WORDS
    return goes_on and beginning[0].isalnum() and not beginning.endswith(SENTENCE_END) and not text.gaps(beginning)


def _are_title_of_several_lines(scene: Scene, titles: Sequence[str], rule: int) -> bool:
    """Whether two lines and their rule stand between blank lines, the rule nearly as long as both together."""
    if len(titles) > _MOST_LINES or titles[-1].endswith((".", ":")) or rule + 1 != scene.end:
        return False
    return _fits(" ".join(titles), len(scene.lines[rule].strip()))


def _fits(title: str, rule: int) -> bool:
    return abs(len(title) - rule) <= _UNDERLINE_TOLERANCE


def _is_title_by_itself(scene: Scene, rule: int) -> bool:
    """Whether a title at the margin and its rule, which is of another length, stand between blank lines."""
    if scene.indent or rule != scene.at + 1 or rule + 1 != scene.end or scene.lines[rule][0] not in "-=":
        return False
    words = [word for word in scene.line.split() if word.lower() not in SMALL_WORDS]
    are_titled = sum(map(is_title_word, words)) * 2 > len(words)
    return are_titled and not scene.line.endswith((".", ":", ",", ";")) and not text.gaps(scene.line)


def _is_like_others(scene: Scene, rule: int) -> bool:
    """Whether a line in title case at the margin is a title over too long a rule: others stand near over fitting ones of this sign."""
    return rule == scene.at + 1 and _is_headline(scene.line) and _has_fitting_rules(scene, scene.lines[rule])


def _is_headline(line: str) -> bool:
    words = line.split()
    return (
        line[0].isupper()
        and len(line) <= _LONGEST_CAPTION
        and len(words) >= _LEAST_HEADLINE
        and (line[-1].isalnum() or line[-1] == ")")
        and "  " not in line
        and all(map(is_title_word, words))
    )


def _has_fitting_rules(scene: Scene, rule: str) -> bool:
    near = range(max(1, scene.at - _LIKE_WITHIN), min(len(scene.lines), scene.at + _LIKE_WITHIN))
    return len(rule) <= text.EXPORT_WIDTH - _UNDERLINE_TOLERANCE and any(
        scene.lines[i][:1] == rule[0]
        and text.rule_sign(scene.lines[i])
        and _is_headline(scene.lines[i - 1] or " ")
        and _fits(scene.lines[i - 1], len(scene.lines[i]))
        for i in near
    )


def _is_chapter(titles: Sequence[str], rule: int) -> bool:
    """Whether a title of one line or two begins with the number of a chapter; a long rule below it may have any length."""
    return len(titles) <= _MOST_LINES and bool(CHAPTER.match(titles[0])) and rule > _SHORTEST_BANNER


def _is_in_display(scene: Scene, rule: int) -> bool:
    """Whether title and rule are part of displayed text, which goes on right below them."""
    return scene.indent - scene.base >= ITEM_TEXT and rule + 1 < scene.end


def banner_heading(scene: Scene) -> Read | None:
    """A title within its rule: `=====< Part 1 >=====`."""
    found = _BANNER.match(scene.line) if scene.line.startswith(("===", "---", "***")) else None
    if not found or scene.end > scene.at + 1:
        return None
    return _heading(scene, found["title"], scene.line[0], scene.end, "banner-heading")


def enclosed_heading(scene: Scene) -> Read | None:
    """A title between two rules of one length."""
    over = scene.line.strip()
    sign = text.rule_sign(over)
    within = range(scene.at + 2, min(scene.at + 2 + _MOST_TITLE_LINES, scene.end))
    under = next((i for i in within if text.rule_sign(scene.lines[i]) == sign), None)
    if (
        sign not in ("-", "=")
        or under is None
        or abs(len(scene.lines[under].strip()) - len(over)) > _UNDERLINE_TOLERANCE
    ):
        return None
    titles = scene.stripped(scene.at + 1, under)
    fits = len(titles) == 1 and abs(len(titles[0]) - len(over)) <= _UNDERLINE_TOLERANCE
    if any(text.is_rule(title) or text.gaps(title) or title.startswith("|") for title in titles) or not (
        fits or _is_banner(scene, titles, under)
    ):
        return None
    return _heading(scene, text.joined(titles), sign, under + 1, "enclosed-heading")


def _is_banner(scene: Scene, titles: Sequence[str], under: int) -> bool:
    """Whether the lines between two rules are a title though they are not as long: capitalised, without a full stop, over text.

    They may only be longer where both rules are of one length.
    """
    rule = scene.line.strip()
    if not scene.follows_blank or len(rule) <= _SHORTEST_BANNER or not _stands_over_text(scene, under):
        return False
    are_equal = len(scene.lines[under].strip()) == len(rule)
    fits = max(map(len, titles)) <= _LONGEST_CHAPTER if are_equal else all(len(title) < len(rule) for title in titles)
    begins = titles[0][0].isupper() or titles[0][0].isdecimal()
    return fits and begins and not titles[-1].endswith((".", ":", ",", ";"))


def _stands_over_text(scene: Scene, rule: int) -> bool:
    """Whether nothing stands right below the rule, or a text begins there; over a rule of `=` it may be anything."""
    if rule + 1 == scene.end or scene.line.strip()[0] == "=":
        return True
    below = scene.lines[rule + 1]
    is_sentence = below[0].isupper() and len(below) >= _SHORTEST_SENTENCE and not text.gaps(below)
    return is_sentence or bool(MARKER.match(below))


def step_heading(scene: Scene) -> Read | None:
    """A line of its own, not underlined, that names a method, step or option by number."""
    line = scene.line
    alone = scene.end == scene.at + 1 and scene.follows_blank
    if not alone or scene.indent or len(line) > 75 or line.endswith((".", ",")) or not _STEP_HEADING.match(line):
        return None
    sentence = _STEP_SENTENCE.match(line)
    if sentence and not _is_said_of_others(scene, sentence):
        return None
    return _heading(scene, line, "-", scene.end, "step-heading")


def _is_said_of_others(scene: Scene, sentence: re.Match[str]) -> bool:
    """Whether a line alone says of the next number, below, or of the one before, above, what the sentence says: `Method 2 uses`."""
    if not sentence["number"].isdecimal():
        return False
    number = int(sentence["number"])
    lines = list(_lines_behind_blanks(scene, _LIKE_WITHIN))
    here = lines.index(scene.line)
    above, below = (re.compile(rf"{sentence['name']} {k}{sentence['verb']}\b.*:\Z") for k in (number - 1, number + 1))
    return any(map(above.match, lines[:here])) or any(map(below.match, lines[here:]))


def _lines_behind_blanks(scene: Scene, within: int) -> Iterator[str]:
    near = range(max(0, scene.at - within), min(len(scene.lines), scene.at + within))
    return (scene.lines[i] for i in near if scene.lines[i] and (i == 0 or not scene.lines[i - 1]))


def caption_heading(scene: Scene) -> Read | None:
    """A short line, in capitals or in title case with a colon, as over the part for each product: `Windows NT 4.0:`."""
    alone = scene.end == scene.at + 1 or scene.line[:-1].strip() in PARTS
    if not alone or not scene.follows_blank or scene.indent or len(scene.line) > _LONGEST_TITLE:
        return None
    if _is_name(scene):
        return _heading(scene, scene.line, "-", scene.end, CAPTION_RULE)
    is_title = scene.line.endswith(":") and _is_title_with_colon(scene)
    return _heading(scene, scene.line, "-", scene.at + 1, CAPTION_RULE) if is_title else None


def _is_name(scene: Scene) -> bool:
    """Whether the line is words in capitals, or bears the name of a section, and nothing announces it."""
    if len(scene.line) > _LONGEST_CAPTION:
        return False
    is_name = (
        _CAPITALS.match(scene.line)
        or scene.line in SECTION_NAMES
        or (_CAPITALS_WITH_NAMES.match(scene.line) and not any(scene.lines[max(scene.at - 2, 0) : scene.at]))
    )
    return bool(is_name) and not line_before(scene.lines, scene.at).endswith(":")


def _is_title_with_colon(scene: Scene) -> bool:
    """Whether a line that ends with a colon is a title. A long one names what stands at the address below it."""
    title = QUOTED.sub("Title", scene.line[:-1])
    words = title.split()
    if CORRECTION.match(scene.line) or scene.line == _EMPTY_FIELD or ":" in scene.line[:-1] or _PATH.search(title):
        return False
    if not words or words[0] in LEADING_IN or not all(map(is_title_word, REMARK.sub("", title).split())):
        return False
    if len(words) == 1:
        return words[0] in PARTS or _has_siblings(scene)
    if (remark := REMARK.search(title)) and not _are_titles_with(scene, f"{remark[0]}:"):
        return False
    return len(scene.line) <= _LONGEST_CAPTION or not STANDS_ALONE.match(next_line(scene.lines, scene.end))


def chapter_heading(scene: Scene) -> Read | None:
    """A numbered title alone on its line, without a rule, in a text that has several such; not an entry of its contents."""
    if scene.indent or not scene.follows_blank or scene.end > scene.at + 1 or not CHAPTER.match(scene.line):
        return None
    beside = (line_before(scene.lines, scene.at), next_line(scene.lines, scene.end))
    if len(scene.line) > _LONGEST_CHAPTER or scene.line.endswith((".", ":", ",")) or any(map(CHAPTER.match, beside)):
        return None
    alone = sum(
        bool(CHAPTER.match(line))
        for line in scene.lines[max(0, scene.at - _SIBLINGS_WITHIN) : scene.at + _SIBLINGS_WITHIN]
    )
    return _heading(scene, scene.line, "-", scene.end, "chapter-heading") if alone >= _LEAST_CHAPTERS else None


def _has_siblings(scene: Scene) -> bool:
    """Whether other single words stand near as this one does, each a caption of its part: `Server:`, `Workstation:`."""
    alone = (REMARK.sub("", line[:-1]) + line[-1] for line in _lines_behind_blanks(scene, _SIBLINGS_WITHIN))
    captions = {line for line in alone if _CAPTION.match(line) and not LEADS_IN.match(line)}
    return not LEADS_IN.match(scene.line) and len({scene.line, *captions}) > 1


def _are_titles_with(scene: Scene, remark: str) -> bool:
    """Whether all lines near that stand as this one and end with its remark are written as titles."""
    alike = (line for line in _lines_behind_blanks(scene, _SIBLINGS_WITHIN) if line.endswith(remark))
    return all(is_title_word(word) for line in alike for word in line.removesuffix(remark).split())


def is_title_word(word: str) -> bool:
    """Whether the word is written as in a title: capitalised, no word at all, or one of those that are small there too."""
    return word.lower() in SMALL_WORDS or word[:2] != word[:2].lower() or not word[:1].isalpha()


def notes_heading(scene: Scene) -> Read | None:
    """The word NOTES over a list, without a colon that announces it."""
    if not _NOTES.match(scene.line) or not scene.follows_blank:
        return None
    if scene.end != scene.at + 1 or not MARKER.match(next_line(scene.lines, scene.end)):
        return None
    return _heading(scene, scene.line, "-", scene.end, "notes-heading")


def _heading(scene: Scene, title: str, sign: str, end: int, rule: str) -> Read:
    level = (1 if title in SECTION_NAMES else 2) if sign == "=" else 3
    goes_on = text.indent_of(next_line(scene.lines, end)) >= min(scene.base - 1, scene.indent)
    items = scene.items if scene.indent and goes_on else ()
    block = Heading(span=scene.span(end), rule=rule, level=level, text=title, depth=len(items))
    return Read(block, end, items)


def _is_table_head(scene: Scene, rule: int) -> bool:
    head = scene.lines[rule - 1]
    return text.gaps(head) >= 2 or (
        text.gaps(head) == 1 and rule + 1 < len(scene.lines) and text.gaps(scene.lines[rule + 1]) > 0
    )


def separator(scene: Scene) -> Read | None:
    """A rule that underlines nothing; one within something displayed is a line of that."""
    if not text.rule_sign(scene.line) or (scene.end > scene.at + 1 and scene.indent):
        return None
    if scene.indent and (end := _end_of_screen(scene)):
        screen = dedent(scene.lines[scene.at : end])
        return Read(Verbatim(span=scene.span(end), rule="screen", depth=scene.depth, lines=screen), end)
    span, depth = scene.span(scene.at + 1), scene.depth
    if scene.indent >= LITERAL_INDENT and _is_in_display_by_itself(scene):
        return Read(Verbatim(span=span, rule="separator", depth=depth, lines=(scene.line.strip(),)), scene.at + 1)
    return Read(Separator(span=span, rule="separator", depth=depth), scene.at + 1)


def _is_in_display_by_itself(scene: Scene) -> bool:
    """Whether literal text stands above the rule, and what stands below it is set in at least as far."""
    below = next_line(scene.lines, scene.at + 1)
    return isinstance(scene.before, Verbatim) and text.indent_of(below) >= scene.indent


def _end_of_screen(scene: Scene) -> int:
    """The line after what begins with the rule read now and ends with another such, nothing standing left of them; otherwise 0."""
    for i in range(scene.at + 1, min(scene.at + _LONGEST_SCREEN, len(scene.lines))):
        line = scene.lines[i]
        if line == scene.line:
            return i + 1
        if line and text.indent_of(line) < scene.indent:
            return 0
    return 0
