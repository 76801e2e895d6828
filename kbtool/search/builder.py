"""From search documents to the files of an index.

Documents are numbered by product and id, terms are sorted, and both are packed into shards of a few kilobytes. The same documents give
the same bytes, in whatever order and through whatever executor they came.
"""

import shutil
from array import array
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from hashlib import sha256
from itertools import batched, count
from pathlib import Path
