"""A section is missing that articles of this kind have."""

from collections.abc import Iterator

import msgspec

from kbtool.content.subject import Subject
from kbtool.findings import Code, Severity, meant
from kbtool.lint.rule import Example, Hit, Options, Rule
from kbtool.model import SECTION_NAMES


class _Options(Options, frozen=True):
    """What articles of each issue type have."""

    required: dict[str, tuple[tuple[str, ...], ...]] = msgspec.field(
        default_factory=lambda: {
            "kbbug": (("SYMPTOMS",), ("STATUS",)),
            "kbprb": (("SYMPTOMS",), ("CAUSE", "RESOLUTION", "WORKAROUND", "STATUS")),
            "kbinfo": (("SUMMARY",),),
            "kbhowto": (("SUMMARY",),),
        }
    )
    """For each issue type the sections; of several that stand together one is enough."""

    def problems(self) -> Iterator[str]:
        for issue_type, sections in self.required.items():
            for names in sections:
                if not names:
                    yield f"'{issue_type}' requires one section of none; name those of which one is enough."
                yield from (problem for name in names if (problem := _slip(name)))


def _slip(name: str) -> str:
    """What to say of the name of a section that is nearly one that there is; "" for others: a base may have sections of its own."""
    near = meant(name, SECTION_NAMES)
    return f"no section is called '{name}'; did you mean '{near}'?" if near and near != name.upper() else ""


_OF_DOCUMENTATION = ("DOC:", "DOCERR:", "DOCFIX:")
"""Labels of mistakes in manuals, which have no symptoms."""


def _check(subject: Subject, options: _Options) -> Iterator[Hit]:
    types = subject.front.issue_type
    present = {heading.text.strip().upper() for heading in subject.sections}
    if len(types) != 1 or not present or subject.front.title.startswith(_OF_DOCUMENTATION):
        return
    required = (tuple(map(str.upper, names)) for names in options.required.get(types[0], ()))
    missing = [names for names in required if present.isdisjoint(names)]
    if missing:
        named = " and ".join(" or ".join(names) for names in missing)
        message = f"an article of the type {types[0]} has a section {named}; this one has {_listed(subject)}."
        yield Hit(subject.field("issue_type", 0), message, "Write it, or correct the issue type.")


def _listed(subject: Subject) -> str:
    return ", ".join(dict.fromkeys(heading.text.strip() for heading in subject.sections))


RULE = Rule(
    code=Code.SECTION_MISSING,
    severity=Severity.INFO,
    since="0.1",
    options=_Options,
    summary="A section is missing that articles of this kind have.",
    symptoms="Readers of an article about a bug do not learn what became of it, or where they would see it; lists by kind hold articles of another.",
    cause="The section was never written, or the article is of another kind than its issue type says.",
    resolution="Write the section, or correct the issue type.",
    bad=(
        Example(
            '---\nid: "Q100001"\ntitle: "The Bell Does Not Ring"\nissue_type:\n- "kbbug"\n---\n\n## SYMPTOMS\n\nIt is silent.\n\n## CAUSE\n\nRust.\n'
        ),
        Example(
            '---\nid: "Q100001"\ntitle: "How to Ring the Bell"\nissue_type:\n- "kbhowto"\n---\n\n## SYMPTOMS\n\nIt is silent.\n'
        ),
    ),
    good=(
        Example(
            '---\nid: "Q100001"\ntitle: "The Bell Does Not Ring"\nissue_type:\n- "kbprb"\n---\n\n## SYMPTOMS\n\nIt is silent.\n\n## WORKAROUND\n\nSing.\n'
        ),
        Example(
            '---\nid: "Q100001"\ntitle: "DOC: Page 7 Is Missing"\nissue_type:\n- "kbbug"\n---\n\n## SUMMARY\n\nIt is.\n'
        ),
    ),
    precision="50 of 50",
    check=_check,
)
