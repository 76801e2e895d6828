"""Addresses depend on nothing but the thing addressed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbtool.site import addresses
from kbtool.site.addresses import Viewpoint, fold, slug


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Windows NT", "windows-nt"),
        ("kbsetup", "kbsetup"),
        ("  Windows   NT ", "windows-nt"),
        ("WINDOWS NT", "windows-nt"),
    ],
)
def test_a_plain_name_keeps_its_words(name: str, expected: str) -> None:
    assert slug(name) == expected


@pytest.mark.parametrize("name", ["C++", "C", "C#", "c/c", "c c", "Ç", "c-c", "c_c"])
def test_names_that_differ_by_their_signs_have_addresses_of_their_own(name: str) -> None:
    others = {"C++", "C", "C#", "c/c", "c c", "Ç", "c-c", "c_c"} - {name}
    assert slug(name) not in {slug(other) for other in others}


def test_tens_of_thousands_of_names_without_plain_letters_have_addresses_of_their_own() -> None:
    names = [chr(0x4E00 + n // 200) + chr(0x4E00 + n % 200) for n in range(40_000)]
    assert len({slug(name) for name in names}) == len(names)


@pytest.mark.parametrize("name", ["con", "NUL", "aux", "PRN", "COM1", "com9", "lpt1", "LPT9"])
def test_no_folder_bears_a_name_that_windows_keeps_for_itself(name: str) -> None:
    assert re.fullmatch(rf"{name.lower()}_[0-9a-f]{{12}}", slug(name))
    assert slug(f"{name} port") == f"{name.lower()}-port"


@given(st.text())
def test_no_name_leaves_its_folder_or_needs_escaping(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*(_[0-9a-f]{12})?", slug(name))
    assert len(slug(name)) < 100


@given(st.text(), st.text())
def test_two_names_share_an_address_only_if_they_are_one(one: str, other: str) -> None:
    assert (slug(one) == slug(other)) == (fold(one) == fold(other))


def test_links_are_relative_so_that_a_site_works_below_any_path() -> None:
    view = Viewpoint(addresses.article("Q193819"))
    assert view.to(addresses.article("Q160513")) == "../../../kb/160/Q160513/"
    assert view.to("") == "../../../"
    assert Viewpoint("").to("") == "./"


def test_links_name_files_where_the_host_knows_no_folders() -> None:
    view = Viewpoint(addresses.article("Q193819"), directory_urls=False)
    assert view.to(addresses.article("Q160513")) == "../../../kb/160/Q160513/index.html"
    assert view.to("css/kbtool.css") == "../../../css/kbtool.css"
    assert Viewpoint("", directory_urls=False).to("") == "index.html"
