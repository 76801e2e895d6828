"""Search without a server: an index in small static files, written with the site and read in the browser and by `kbtool search`.

What writes it is in `kbtool.search.builder`; who only reads shall not wait for NumPy.
"""

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
    "Result",
    "SearchDocument",
    "extract",
]
