"""What is said of addresses that are mistyped: which scheme was meant, and what is taken for a file."""

import pytest

from kbtool.content.lines import Place
from kbtool.findings import Code
from kbtool.ids import IdForm
from kbtool.lint.schemes import meant
from tests.lint.helpers import hits, subject_of


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("bk:Q100002", "kb:Q100002"),
        ("k:Q100002", "kb:Q100002"),
        ("bk:q100002", "kb:Q100002"),
        ("kb;Q100002", "kb:Q100002"),
        ("kb://Q100002", "kb:Q100002"),
        ("bk:Q100002#cause", "kb:Q100002#cause"),
        ("kb:Q100002#cause", ""),
        ("http://Q100002", "kb:Q100002"),
        ("htp://example.org", "http://example.org"),
        ("htttps://example.org", "https://example.org"),
        ("HTP://example.org", "http://example.org"),
        ("http//example.org", "http://example.org"),
        ("http:/example.org", "http://example.org"),
        ("http:example.org", "http://example.org"),
        ("http;//example.org", "http://example.org"),
        ("http.//example.org", "http://example.org"),
        ("http:///example.org", "http://example.org"),
        ("http:\\\\example.org", "http://example.org"),
        ("HTTP:/example.org", "HTTP://example.org"),
        ("ftp//example.org", "ftp://example.org"),
        ("http://https://example.org", "https://example.org"),
        ("mialto:ringer@example.org", "mailto:ringer@example.org"),
        ("mailto;ringer@example.org", "mailto:ringer@example.org"),
        ("MAILTO://ringer@example.org", "MAILTO:ringer@example.org"),
        ("kb:Q100002", ""),
        ("kb:?q=bells", ""),
        ("KB:Q100002", ""),
        ("KB:q100002", ""),
        ("tower:100002", ""),
        ("http://example.org/http//x", ""),
        ("HTTPS://example.org", ""),
        ("mailto:ringer@example.org", ""),
        ("sftp://example.org", ""),
        ("ftps://example.org", ""),
        ("shttp://example.org", ""),
        ("tftp://example.org/boot", ""),
        ("httpu://example.org", ""),
        ("MAILTO:ringer@example.org", ""),
        ("MailTo:ringer@example.org", ""),
        ("tower:ring", ""),
        ("http/bell.html", ""),
        ("docs//bell.html", ""),
        ("http://", ""),
        ("", ""),
    ],
)
def test_the_scheme_that_was_meant(address: str, expected: str) -> None:
    assert meant(address, IdForm()) == expected


@pytest.mark.parametrize(
    ("address", "advice"),
    [
        ("www.example.org/bells", "Write https://www.example.org/bells."),
        ("ringer@example.org", "Write mailto:ringer@example.org."),
        ("bells.md", "Cite articles as [ID](kb:ID)."),
        ("ringer@2example.org", "Write mailto:ringer@2example.org."),
    ],
)
def test_what_is_no_file_is_told_from_one(address: str, advice: str) -> None:
    assert [hit.advice for hit in hits(Code.LINK_TO_FILE, f"[The bell]({address})\n")] == [advice]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("See <http://ines:secret@example.org/>.", ["<http://ines:secret@example.org/>"]),
        ("[http://a:b@c](http://a:b@c)", ["[http://a:b@c](http://a:b@c)"]),
        ("[The bell](http://a:b&amp;c@d)", ["[The bell](http://a:b&amp;c@d)"]),
        ("[The bell][1], [again][1].\n\n[1]: http://a:b@c", ["http://a:b@"]),
        ("[The bell](http://a:b@c), or http://a:b@c", ["[The bell](http://a:b@c)", "http://a:b@"]),
        ("`curl http://proxy/?http://a:b@c http://d:e@f`", ["http://a:b@", "http://d:e@"]),
    ],
)
def test_each_password_in_an_address_is_found_once(body: str, found: list[str]) -> None:
    text = subject_of(f"{body}\n").text
    places = [hit.place for hit in hits(Code.CREDENTIALS_IN_ADDRESS, f"{body}\n")]
    assert [text[place.start : place.end] for place in places if isinstance(place, Place)] == found
