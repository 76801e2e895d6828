"""What results show of an article, and the bytes of a shard of documents.

A shard is JSON: `[ids, titles, leads, addresses]`, three lists in the order of the articles, and the addresses of those whose own does not
follow from their id, by their place in the shard.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from kbtool import ids


class Document(NamedTuple):
    """What results show of an article; `url` is below the root of the site."""

    id: str
    title: str
    url: str
    lead: str


_Columns = tuple[list[str], list[str], list[str], dict[int, str]]


def page_name(documents: Iterable[Document]) -> str:
    """What most addresses have behind the folder that follows from the id: nothing, or the name of a file."""
    folders = ((document.url, ids.page_url(document.id)) for document in documents)
    found = Counter(url.removeprefix(folder) for url, folder in folders if url.startswith(folder))
    return found.most_common(1)[0][0] if found else ""


def encode(documents: Sequence[Document], page: str) -> tuple[bytes, ...]:
    """The bytes of a shard in parts that are alike; `page` is what addresses that follow from ids end in."""
    others = {at: one.url for at, one in enumerate(documents) if one.url != ids.page_url(one.id) + page}
    columns = ([one.id for one in documents], [one.title for one in documents], [one.lead for one in documents], others)
    first, *more = map(msgspec.json.encode, columns)
    return (b"[" + first, *(b"," + part for part in more), b"]")


def decode(data: bytes, page: str) -> list[Document]:
    """The documents of a shard; `page` as for `encode`.

    Raises:
        ValueError: the bytes are not a shard.
    """
    try:
        names, titles, leads, others = msgspec.json.decode(data, type=_Columns)
        return [
            Document(name, title, others.get(at) or ids.page_url(name) + page, lead)
            for at, (name, title, lead) in enumerate(zip(names, titles, leads, strict=True))
        ]
    except (msgspec.DecodeError, ValueError) as error:
        raise ValueError("the shard is damaged") from error
