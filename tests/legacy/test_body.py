"""What stands around the text of an article: residue of older headers, the applies-to block, the query words."""

from collections.abc import Iterable, Iterator

import pytest

from kbtool import legacy
from kbtool.findings import Code
from kbtool.ids import IdForm
from kbtool.model import AppliesEntry, AppliesTo, Label, Paragraph, line_label
from tests import builders
from tests.legacy.helpers import document, fields


def shown(data: bytes) -> str:
    """The words of the text proper."""
    return " ".join(" ".join(block.lines) for block in document(data).blocks if isinstance(block, Paragraph))


def test_products_stand_in_their_order_without_their_closing_blank() -> None:
    found = fields(builders.text(applies=[" - Bell, version 1.0 ", " - Rope for Bells, versions 2.0, 2.1 "]))
    assert found.applies_to == ("Bell, version 1.0", "Rope for Bells, versions 2.0, 2.1")


def test_products_nest_as_deep_as_they_are_written() -> None:
    applies = [
        " - The Rope Classes, used with: ",
        "    - Bell, on platform(s): ",
        "       - the operating system: Tide ",
        "          - the hardware: x86 ",
        "    - Small Bell ",
        " - Lamp ",
    ]
    assert fields(builders.text(applies=applies)).applies_to == (
        AppliesTo(
            "The Rope Classes, used with:",
            (
                AppliesTo("Bell, on platform(s):", (AppliesTo("the operating system: Tide", ("the hardware: x86",)),)),
                "Small Bell",
            ),
        ),
        "Lamp",
    )


def test_blank_lines_between_products_change_nothing() -> None:
    applies = [" - Bell", "", " - Lamp"]
    assert fields(builders.text(applies=applies)).applies_to == ("Bell", "Lamp")


def test_a_wrapped_product_is_one_product() -> None:
    applies = [" - Bell with a Rope of the Length That the Handbook", "   Calls For, version 1.0"]
    assert fields(builders.text(applies=applies)).applies_to == (
        "Bell with a Rope of the Length That the Handbook Calls For, version 1.0",
    )


def test_the_list_of_products_may_be_empty() -> None:
    data = builders.text(applies=[])
    assert fields(data).applies_to == ()
    assert Label.APPLIES in {line_label(block) for block in document(data).blocks}


def test_below_an_empty_list_a_second_block_holds_the_products() -> None:
    second = [
        builders.RULE,
        "",
        builders.RULE,
        "The information in this article applies to the following:",
        "",
        " - Lamp",
    ]
    data = builders.text(applies=second)
    assert fields(data).applies_to == ("Lamp",)


NOTE_TO_EDITORS = "*EDITOR Please leave this product alone*Bell 32-bit* use 241, 265, 225"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (f"{NOTE_TO_EDITORS}, versions 1.0, 2.x", "Bell 32-bit, versions 1.0, 2.x"),
        (NOTE_TO_EDITORS, "Bell 32-bit"),
        ("*EDITOR Please leave this product alone*Bell* use 1699 1.0", "Bell 1.0"),
        ("Bell, versions *DO_NOT_USE* 3.0 (all SP), 3.0", "Bell, versions 3.0 (all SP), 3.0"),
    ],
)
def test_notes_to_editors_are_left_out_of_products(written: str, shown: str) -> None:
    found = fields(builders.text(applies=[f" - {written} ", " - Lamp"]))
    assert found.applies_to == (shown, "Lamp")
    assert found.cleaned == (written,)


@pytest.mark.parametrize("product", ["Bell * 2", "*Bell*", "Bell *EDITOR* 1.0", "*EDITOR of Bells*, version 1.0"])
def test_other_stars_in_products_stay(product: str) -> None:
    found = fields(builders.text(applies=[f" - {product}"]))
    assert (found.applies_to, found.cleaned) == ((product,), ())


def test_an_article_may_have_no_applies_to_block() -> None:
    data = builders.text(applies=None)
    assert fields(data).applies_to == ()
    assert shown(data) == shown(builders.text())


@pytest.mark.parametrize("length", [60, 67, 69, 75, 79])
def test_the_rules_around_the_products_have_many_lengths(length: int) -> None:
    data = builders.text().replace(b"-" * 79, b"-" * length)
    assert fields(data).applies_to == ("Tideworks Harbour Bell, version 2.1",)


@pytest.mark.parametrize("intro", ["applies to the following:", "applies to"])
def test_the_sentence_above_the_products_varies(intro: str) -> None:
    data = builders.text().replace(b"applies to:", intro.encode())
    assert fields(data).applies_to == ("Tideworks Harbour Bell, version 2.1",)


def test_the_products_need_no_closing_rule() -> None:
    data = builders.text(applies=[" - Bell", "", "The text begins."]).replace(b"-" * 79 + b"\r\n\r\n", b"", 1)
    assert fields(data).applies_to == ("Bell",)
    assert shown(data).startswith("The text begins.")


def test_without_a_closing_rule_the_products_end_at_their_blank_line() -> None:
    applies = [" - Bell", " - Lamp, version 2", "", " - This bullet is text.", "", "So is this line."]
    data = builders.text(applies=applies, body="").replace(b"-" * 79 + b"\r\n\r\n", b"", 1)
    found = document(data)
    assert found.fields.applies_to == ("Bell", "Lamp, version 2")
    assert shown(data) == "This bullet is text. So is this line."


def test_products_deeper_than_any_list_of_the_archive_are_all_kept() -> None:
    names = [f"Bell {n}" for n in range(1500)]
    data = builders.text(applies=[f"{' ' * n} - {name}" for n, name in enumerate(names)])
    assert list(flat(fields(data).applies_to)) == names


def flat(entries: Iterable[AppliesEntry]) -> Iterator[str]:
    for entry in entries:
        if isinstance(entry, AppliesTo):
            yield entry.name
            yield from flat(entry.includes)
        else:
            yield entry


def test_two_such_sentences_with_a_rule_between_them_give_the_products_of_the_second() -> None:
    sentence = "The information in this article applies to:"
    data = builders.text(applies=["", builders.RULE, sentence, "", " - Lamp", " - Rope"])
    assert fields(data).applies_to == ("Lamp", "Rope")


def test_two_such_sentences_one_below_the_other_give_the_products_of_the_second() -> None:
    sentence = "The information in this article applies to:"
    data = builders.text(applies=[sentence, "", " - Lamp"])
    assert fields(data).applies_to == ("Lamp",)


def test_a_line_that_parts_the_list_has_what_stands_below_it() -> None:
    applies = [" - The Bell Wizard ", " - The Rope Wizard ", "", "as they apply to:", "", " - Lamp, version 4.0 "]
    assert fields(builders.text(applies=applies)).applies_to == (
        "The Bell Wizard",
        "The Rope Wizard",
        AppliesTo("as they apply to:", ("Lamp, version 4.0",)),
    )


def test_only_the_first_such_sentence_counts() -> None:
    sentence = "The information in this article applies to:"
    data = builders.text(body=f"{builders.BODY}\n{sentence}\n\n - Another Bell\n")
    found = document(data)
    assert found.fields.applies_to == ("Tideworks Harbour Bell, version 2.1",)
    assert sentence in shown(data)


NO_FIELDS = {"PROD/VER": "", "OPER/SYS": "", "KEYWORDS": ""}


@pytest.mark.parametrize(
    ("residue", "version", "system", "keywords"),
    [
        (["3.00 3.10", "WINDOWS", "kbprg kbref"], "3.00 3.10", "WINDOWS", ("kbprg", "kbref")),
        (["3.00", "", "MS-DOS   | WINDOWS", "", "kbref", ""], "3.00", "MS-DOS | WINDOWS", ("kbref",)),
        (["3.10", "Windows", "kbprint kbbug3.10"], "3.10", "Windows", ("kbprint", "kbbug3.10")),
        (["'96-'97", "OS/2"], "'96-'97", "OS/2", ()),
        (["pump kbref"], "", "", ("pump", "kbref")),
    ],
)
def test_values_below_a_header_whose_fields_are_empty_are_those_of_its_fields(
    residue: list[str], version: str, system: str, keywords: tuple[str, ...]
) -> None:
    found = fields(builders.text(residue=[*residue, ""], header=NO_FIELDS, footer={}))
    assert (found.version, found.operating_system, found.keywords) == (version, system, keywords)
    assert found.prologue == ()
    assert found.applies_to == ("Tideworks Harbour Bell, version 2.1",)


def test_such_values_are_kept_as_prologue_where_their_field_has_another() -> None:
    found = fields(builders.text(residue=["3.00 3.10", "WINDOWS", ""]))
    assert (found.version, found.operating_system) == ("WINDOWS:2.1", "WINDOWS")
    assert found.prologue == ("3.00 3.10",)


def test_a_platform_without_a_version_is_no_other_value_of_the_field() -> None:
    data = builders.text(
        residue=["3.00 | 3.10", "WINDOWS", ""], header={"PROD/VER": "winnt:"}, footer={"Version": "winnt:"}
    )
    found = fields(data)
    assert (found.version, found.operating_system, found.prologue) == ("3.00 | 3.10", "WINDOWS", ())
    assert found.superseded == {"PROD/VER": "winnt:"}


@pytest.mark.parametrize(
    ("header", "footer"), [({"PROD/VER": "winnt:"}, {}), (NO_FIELDS, {"Version": "winnt:"}), (NO_FIELDS, {})]
)
def test_a_platform_that_a_displaced_version_corrects_is_kept_and_remarked_upon(
    header: dict[str, str], footer: dict[str, str]
) -> None:
    data = builders.text(residue=["3.00 | 3.10", "WINDOWS", ""], header=header, footer=footer)
    found = legacy.understand(data, "a.txt", IdForm())
    assert isinstance(found, legacy.Understood)
    lost = [value for value in (header.get("PROD/VER"), footer.get("Version")) if value]
    assert list(found.document.fields.superseded.values()) == lost
    remarks = [finding.message for finding in found.remarks if finding.code is Code.FIELDS_DISAGREE]
    assert len(remarks) == len(lost)
    assert all("'winnt:'" in remark and "'3.00 | 3.10'" in remark for remark in remarks)


def test_a_platform_that_the_system_names_too_says_nothing_of_its_own() -> None:
    data = builders.text(
        residue=["3.10", "WINDOWS", ""], header={"PROD/VER": "WINDOWS:"}, footer={"Version": "WINDOWS:"}
    )
    assert (fields(data).version, fields(data).superseded) == ("3.10", {})


def test_a_platform_without_a_version_is_the_version_where_nothing_else_is() -> None:
    assert fields(builders.text(header={"PROD/VER": "winnt:"}, footer={"Version": "winnt:"})).version == "winnt:"


def test_keywords_of_the_prologue_join_those_of_the_footer() -> None:
    found = fields(builders.text(residue=["kbref kbbell kbropekbknot pump", ""]))
    assert found.keywords == ("kbbell", "kbref", "pump")
    assert found.prologue == ("kbref kbbell kbropekbknot pump",)


@pytest.mark.parametrize("residue", [["kbref", "3.00"], ["3.00", "the lamp", "kbref"], ["3.00 of the lamp"]])
def test_other_lines_below_the_header_are_kept_as_prologue(residue: list[str]) -> None:
    found = fields(builders.text(residue=[*residue, ""], header=NO_FIELDS, footer={}))
    assert found.prologue == tuple(residue)
    assert (found.version, found.keywords) == ("", ())


@pytest.mark.parametrize("footer", [{}, {"Version": ":"}])
def test_a_colon_alone_is_no_version(footer: dict[str, str]) -> None:
    assert fields(builders.text(header={"PROD/VER": ":"}, footer=footer)).version == ""


def test_a_notice_above_the_products_is_text_of_the_article() -> None:
    notice = [
        "IMPORTANT: This article tells you to touch the bell. Before you do, make sure that",
        "somebody knows where you are.",
        "",
    ]
    data = builders.text(residue=notice)
    found = document(data)
    assert found.fields.prologue == ()
    assert found.fields.applies_to == ("Tideworks Harbour Bell, version 2.1",)
    assert "note" in [str(line_label(block)) for block in found.blocks]


def test_query_words_are_a_field() -> None:
    data = builders.text(query="Additional query words: bell, rope  (signal) 1.0")
    assert fields(data).query_words == "bell, rope  (signal) 1.0"


def test_query_words_may_be_none() -> None:
    data = builders.text(query="Additional query words: ")
    assert fields(data).query_words == ""
    assert Label.QUERY in {line_label(block) for block in document(data).blocks}


def test_query_words_may_be_wrapped() -> None:
    data = builders.text(query="Additional query words: bell rope\r\nsignal lamp")
    assert fields(data).query_words == "bell rope signal lamp"


@pytest.mark.parametrize(
    "label",
    [
        "Additional reference words",
        "Additional querey words",
        "Additional qeury words",
        "Additional query word",
        "query word",
        "Reference words",
        "ADDITIONAL QUERY WORDS",
    ],
)
def test_the_label_of_the_query_words_varies(label: str) -> None:
    assert fields(builders.text(query=f"{label}: bell rope")).query_words == "bell rope"


def test_lines_of_older_classification_may_follow_the_query_words() -> None:
    data = builders.text(query="Additional query words: bell\r\nKBCategory: kbbell\r\nKBSubcategory: rope")
    found = document(data)
    assert found.fields.query_words == "bell"
    assert found.fields.closing == ("KBCategory: kbbell", "KBSubcategory: rope")
    assert [block.rule for block in found.blocks if line_label(block) is Label.FOOTER] == ["category-lines", "footer"]


def test_the_category_lines_below_the_query_words_name_keywords() -> None:
    query = "Additional query words: bell\r\n\r\nKBCategory: kbbell kbrope\r\nKBSubcategory: rope"
    found = document(builders.text(query=query))
    assert found.fields.query_words == "bell"
    assert found.fields.closing == ("KBCategory: kbbell kbrope", "KBSubcategory: rope")
    assert found.fields.keywords == ("kbbell", "kbrope", "rope")
    assert [block.rule for block in found.blocks if line_label(block) is Label.FOOTER] == ["category-lines", "footer"]


@pytest.mark.parametrize("below", ["\r\n\r\nAdditional query words: bell", ""])
def test_the_category_lines_that_end_the_text_name_keywords_too(below: str) -> None:
    found = document(builders.text(query=f"KBCategory: kbrope\r\nKBSubcategory: knot KBSubcategory: hemp{below}"))
    assert found.fields.keywords == ("kbbell", "kbrope", "knot", "hemp")
    assert found.fields.closing == ()


def test_the_label_in_the_middle_of_the_text_is_text() -> None:
    body = "SUMMARY\n=======\n\nAdditional query words: are explained here.\n\n" + "More text.\n\n" * 8
    data = builders.text(body=body, query=None)
    assert fields(data).query_words == ""
    assert "are explained here." in shown(data)


@pytest.mark.parametrize(("last", "words"), [("lamp", "3.00 bell rope lamp"), ("", "3.00 bell rope")])
def test_query_words_that_stand_in_two_lines_are_one_field(last: str, words: str) -> None:
    body = "Text.\n\nAdditional reference words: 3.00 bell\nrope\n"
    found = document(builders.text(body=body, query=f"Additional query words: {last}"))
    assert found.fields.query_words == words
    assert found.fields.closing == ("Additional reference words: 3.00 bell", "rope")
    assert [block for block in found.blocks if isinstance(block, Paragraph)][-1].lines == ("Text.",)


def test_a_text_that_speaks_of_query_words_further_up_is_text() -> None:
    body = "Additional query words: these are looked for too.\n\nMore text.\n"
    assert "looked for" in shown(builders.text(body=body, query="Additional query words: lamp"))
