"""Fixes are applied until there is nothing left to mend, and none that brings something new to find."""

from kbtool.findings import Code, Edit, Finding, Fix, Severity
from kbtool.lint.fixes import Mended, Withheld, mended

MANY = 40


def _check(data: bytes) -> list[Finding]:
    """Doubled words are `x`, mended by `.`; misspelt ones `y`, whose fix `!` is a finding of a kind that there was not."""
    kinds = {"x": (Code.WORD_DOUBLED, "."), "y": (Code.WORD_MISSPELT, "!"), "!": (Code.ENTITY_SHOWN, "")}
    return [
        _finding(line, column, *kinds[sign])
        for line, text in enumerate(data.decode().split("\n"), 1)
        for column, sign in enumerate(text, 1)
        if sign in kinds
    ]


def _finding(line: int, column: int, code: Code, meant: str) -> Finding:
    fix = Fix("Mend it", (Edit(line, column, line, column + 1, meant),), is_safe=True) if meant else None
    return Finding("a.md", line, column, code, Severity.WARNING, "wrong", fix=fix)


LEFT = tuple(
    Withheld(_finding(line, 3, Code.WORD_MISSPELT, "!"), _finding(line, 3, Code.ENTITY_SHOWN, ""))
    for line in range(1, MANY + 1)
)


def test_one_fix_that_brings_a_finding_keeps_no_other_back() -> None:
    assert mended(b"xxyx\n" * MANY, _check, unsafe=False) == Mended(b"..y.\n" * MANY, 3 * MANY, left=LEFT)


def test_mending_what_was_mended_changes_nothing() -> None:
    once = mended(b"xxyx\n" * MANY, _check, unsafe=False).data
    assert mended(once, _check, unsafe=False) == Mended(once, 0, left=LEFT)


def test_what_a_fix_brings_that_has_a_fix_itself_is_mended_with_it() -> None:
    kinds = {"x": (Code.WORD_DOUBLED, "yz"), "y": (Code.WORD_MISSPELT, "."), "!": (Code.ENTITY_SHOWN, "")}

    def check(data: bytes) -> list[Finding]:
        return [_finding(1, at, *kinds[sign]) for at, sign in enumerate(data.decode(), 1) if sign in kinds]

    assert mended(b"x x!", check, unsafe=False) == Mended(b".z .z!", 2)
    withheld = Withheld(_finding(1, 1, Code.WORD_DOUBLED, "yz"), _finding(1, 1, Code.WORD_MISSPELT, "."))
    only_x = mended(b"x", check, unsafe=False, choose=lambda found: [f for f in found if f.code is Code.WORD_DOUBLED])
    assert only_x == Mended(b"x", 0, left=(withheld,))


def test_what_is_no_text_stays_as_it_is() -> None:
    unreadable = Finding("a.md", 1, 0, Code.UNREADABLE, Severity.ERROR, "is not UTF-8 text.")
    assert mended(b"\xff\xfe", lambda _: [unreadable], unsafe=True) == Mended(b"\xff\xfe", 0)


def test_of_two_fixes_of_one_place_the_second_waits_for_the_first() -> None:
    def check(data: bytes) -> list[Finding]:
        at = data.decode().find("b") + 1
        edits = {Code.WORD_DOUBLED: Edit(1, 1, 1, 3, "b")} if data.startswith(b"ab") else {}
        edits |= {Code.WORD_MISSPELT: Edit(1, at, 1, at + 1, "c")} if at else {}
        fixes = {code: Fix("Mend it", (edit,), is_safe=True) for code, edit in edits.items()}
        return [Finding("a.md", 1, 1, code, Severity.INFO, "wrong", fix=fix) for code, fix in fixes.items()]

    assert mended(b"ab", check, unsafe=False) == Mended(b"c", 2)


def test_fixes_that_the_same_change_carries_out_are_all_done() -> None:
    fix = Fix("Mend it", (Edit(1, 1, 1, 3, ""),), is_safe=True)
    found = [Finding("a.md", 1, 1, code, Severity.INFO, "x", fix=fix) for code in (Code.TITLE_CUT, Code.FIELD_CUT)]
    assert mended(b"abc", lambda data: found if data == b"abc" else [], unsafe=False) == Mended(b"c", 2)


def test_fixes_that_come_up_again_and_again_wait() -> None:
    def check(data: bytes) -> list[Finding]:
        return [one for one in _check(data)[:2] if one.code is Code.WORD_DOUBLED]

    assert mended(b"x" * MANY, check, unsafe=False) == Mended(b"." * 20 + b"x" * (MANY - 20), 20, waiting=2)
