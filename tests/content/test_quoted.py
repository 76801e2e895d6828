"""The quick reader of front matter: it reads what kbtool writes, and never says anything else than the YAML parser."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbtool.content import frontmatter, quoted
from kbtool.model import FrontMatter

PLAIN = 'id: "Q1"\ntitle: "The \\"great\\" bell, C:\\\\BELLS"\nkeywords:\n- "kbbug"\n- "bells # ropes: \'"\nsource:\n  form: "text"\n'
OTHERWISE = {
    "nothing": "",
    "a value without quotes": 'id: Q1\ntitle: "Bell"\n',
    "another escape": 'id: "Q1"\ntitle: "Bell\\n"\n',
    "a value over two lines": 'id: "Q1"\ntitle: "The\n  bell"\n',
    "a break that only YAML knows": 'id: "Q1"\ntitle: "The\u2028bell"\n',
    "a field twice": 'id: "Q1"\ntitle: "Bell"\ntitle: "Rope"\n',
    "a field within a field twice": 'id: "Q1"\ntitle: "Bell"\nsource:\n  form: "text"\n  form: "page"\n',
    "an unknown field": 'id: "Q1"\ntitle: "Bell"\ntitel: "Rope"\n',
    "an unknown field within a field": 'id: "Q1"\ntitle: "Bell"\nsource:\n  form: "text"\n  "no": "x"\n',
    "a field without a value": 'id: "Q1"\ntitle: "Bell"\nkeywords:\n',
    "a list within a list": 'id: "Q1"\ntitle: "Bell"\napplies_to:\n- name: "Tower"\n  includes:\n  - "Bell"\n',
    "text for a list": 'id: "Q1"\ntitle: "Bell"\nkeywords: "kbbug"\n',
    "no title": 'id: "Q1"\n',
    "a comment": 'id: "Q1"\ntitle: "Bell" # small\n',
}


def test_it_reads_what_kbtool_writes() -> None:
    assert quoted.read(PLAIN) == frontmatter.load(PLAIN, "")[0]
    assert quoted.read(PLAIN) is not None


@pytest.mark.parametrize("text", OTHERWISE.values(), ids=OTHERWISE)
def test_what_is_written_otherwise_is_left_to_the_yaml_parser(text: str) -> None:
    assert quoted.read(text) is None


@given(
    st.builds(
        FrontMatter,
        id=st.just("Q1"),
        title=st.text(min_size=1),
        keywords=st.lists(st.text(), max_size=3).map(tuple),
    )
)
def test_it_never_says_anything_else_of_what_is_written(front: FrontMatter) -> None:
    assert quoted.read(frontmatter.dump(front)) in (None, frontmatter.load(frontmatter.dump(front), "")[0])


@given(
    at=st.integers(0, len(PLAIN)),
    length=st.integers(0, 3),
    text=st.text("\"\\\n\t :-#{}[]&*!|>'%@`,?ab\x85\ufeff\u2028", max_size=4)
    | st.sampled_from(['\n- "x"', 'id: "Q1"\n', '<<: "x"\n', "...\n", "---\n", '  form: "x"\n']),
)
def test_it_never_says_anything_else_of_what_editors_make_of_it(at: int, length: int, text: str) -> None:
    changed = PLAIN[:at] + text + PLAIN[at + length :]
    read = quoted.read(changed)
    assert read is None or (read, []) == frontmatter.load(changed, "")
