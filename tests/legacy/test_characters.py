"""From bytes to text: one character for each that meant something."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbtool.legacy import characters


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"plain\r\nlines\n", "plain\nlines\n"),
        (b"caf\xe9 \xa7 5 \xb6 3\xb0", "caf\u00e9 \u00a7 5 \u00b6 3\u00b0"),
        (b"\x91a\x92 \x93b\x94", "\u2018a\u2019 \u201cb\u201d"),
        (b"f\x81r", "f\u00fcr"),  # code page 437, the one byte of it that the archive holds
        (b"a\xa0b", "a b"),
        (b"end\x7f", "end"),
        (b"\x1b[31mred", "\u241b[31mred"),
        (b"a\x07b\x0c", "a\u2407b\u240c"),
        (b"\tx", "\tx"),
        (b"\x8d\x8f\x90\x9d", "\ufffd\ufffd\ufffd\ufffd"),
        ("\u250c\u2500\u2510 f\u00fcr".encode(), "\u250c\u2500\u2510 f\u00fcr"),
    ],
)
def test_bytes_become_characters(data: bytes, text: str) -> None:
    assert characters.decode(data) == text


def test_a_lone_carriage_return_is_visible_and_ends_no_line() -> None:
    assert characters.decode(b"a\rb\n") == "a\u240db\n"


def test_where_no_line_feed_is_carriage_returns_end_lines() -> None:
    assert characters.decode(b"a\rb\r") == "a\nb\n"


def test_a_byte_order_mark_is_no_text() -> None:
    assert characters.decode(b"\xef\xbb\xbfDOCUMENT:") == "DOCUMENT:"


@given(st.binary(max_size=300))
def test_any_bytes_become_text_that_acts_on_nobody(data: bytes) -> None:
    text = characters.decode(data)
    assert not {chr(code) for code in range(32)} & set(text) - {"\t", "\n"}
    assert "\x7f" not in text


@given(st.binary(max_size=300))
def test_no_line_is_lost_or_made(data: bytes) -> None:
    assert characters.decode(data).count("\n") == data.count(b"\n")


@pytest.mark.parametrize("data", [b"\x00", b"text \x00 text", bytes(range(1, 32)) * 4, b"\x7fELF\x02\x01\x01\x00"])
def test_binary_is_told_from_text(data: bytes) -> None:
    assert characters.looks_binary(data)


@pytest.mark.parametrize("data", [b"text", b"\x1b some \x1b", b"tab\tline\r\n", b"caf\xe9 \x81", b"page\x0c"])
def test_text_with_odd_bytes_is_text(data: bytes) -> None:
    assert not characters.looks_binary(data)


def test_control_characters_beyond_ascii_are_visible_too() -> None:
    text = characters.decode("a\u009b31mb\u0085c".encode())
    assert all(char.isprintable() or char in "\n\t" for char in text)


def test_what_is_dropped_or_smoothed_can_be_made_visible() -> None:
    data = b"a\x7fb\xa0c\x1bd\r\n\te"
    assert characters.decode(data) == "ab c\u241bd\n\te"
    assert characters.visible(data) == "a\u2421b\u237dc\u241bd\n\te"
