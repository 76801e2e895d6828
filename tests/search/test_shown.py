"""What results show of articles."""

import msgspec
import pytest

from kbtool.ids import page_url
from kbtool.search import shown
from kbtool.search.shown import Document
from tests.search.conftest import RunClient

IDS = ["Q1", "Q999", "Q1000", "Q193819", "Q0001234", "1234567", "start", "AB-12", "a9b"]


def _document(name: str, url: str) -> Document:
    return Document(name, f"Title of {name}", url, f"The beginning of \u201c{name}\u201d")


@pytest.mark.parametrize("page_name", ["", "index.html"])
def test_only_addresses_that_do_not_follow_from_ids_are_kept(page_name: str, run_client: RunClient) -> None:
    documents = [*(_document(name, page_url(name) + page_name) for name in IDS), _document("Q7", "old/7.htm")]
    assert shown.page_name(documents) == page_name
    data = b"".join(shown.encode(documents, page_name))
    assert msgspec.json.decode(data)[3] == {str(len(IDS)): "old/7.htm"}
    assert shown.decode(data, page_name) == documents
    code = "return m.shown(Uint8Array.from(input.bytes), input.pageName)"
    given = {"bytes": list(data), "pageName": page_name}
    assert run_client("search-shown.js", code, given) == [document._asdict() for document in documents]


def test_addresses_without_any_rule_are_kept() -> None:
    documents = [_document("Q1", "one"), _document("Q2", "two")]
    assert shown.page_name(documents) == ""
    assert shown.decode(b"".join(shown.encode(documents, "")), "") == documents


@pytest.mark.parametrize("data", [b"", b"[]", b'[["Q1"],[],[],{}]', b'[["Q1"],["A"],["B"],[]]', b"\xff"])
def test_what_is_no_shard_is_damaged(data: bytes) -> None:
    with pytest.raises(ValueError, match="the shard is damaged"):
        shown.decode(data, "")
