"""Search without a server: an index in small static files, written with the site and read in the browser and by `kbtool search`."""

from kbtool.search.builder import IndexStats, write_index
from kbtool.search.document import SearchDocument, extract
from kbtool.search.index import Answer, Correction, Index, Result
from kbtool.search.manifest import SITE_FOLDER
from kbtool.search.store import DamagedIndexError

__all__ = [
    "SITE_FOLDER",
    "Answer",
    "Correction",
    "DamagedIndexError",
    "Index",
    "IndexStats",
    "Result",
    "SearchDocument",
    "extract",
    "write_index",
]
