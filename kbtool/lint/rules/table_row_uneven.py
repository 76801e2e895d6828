"""A row of a table has more cells than its head: readers do not see the rest."""

from collections.abc import Iterator

from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity
from kbtool.lint.rule import Example, Hit, Options, Rule
from kbtool.lint.tables import cells


def _check(subject: Subject, _options: Options) -> Iterator[Hit]:
    for table in subject.outline.tables:
        first = subject.lines.position(table.start)[0]
        rows = subject.text[table.start : table.end].rstrip("\n").split("\n")
        for number, row in enumerate(rows):
            number_of_cells = cells(row)
            if number > 1 and number_of_cells > table.columns:
                message = f"the row has {number_of_cells} cells, the head {table.columns}: readers do not see the rest."
                yield Hit(subject.lines.place(first + number), message, "Write a bar within a cell as \\|.")


RULE = Rule(
    code=Code.TABLE_ROW_UNEVEN,
    severity=Severity.ERROR,
    since="0.1",
    summary="A row of a table has more cells than its head: readers do not see the rest.",
    symptoms="Words of the article are missing on the page.",
    cause="A bar in the text of a cell was taken for the end of the cell, or a column was added without a head.",
    resolution="Write a bar within a cell as `\\|`, or give the column a head.",
    bad=(Example("| a | b |\n| --- | --- |\n| 1 | 2 | 3 |\n"),),
    good=(Example("| a | b |\n| --- | --- |\n| 1 | 2 \\| 3 |\n| 1 |\n"),),
    check=_check,
)
