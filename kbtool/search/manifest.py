"""`index.json`: the one file of an index whose name is known, and which says where everything else lies.

Shards lie in folders that bear the hash of all their shards: `terms/<hash>/<number>.bin`, and so for the other kinds. So hosts may let
browsers keep them for ever, while `index.json` stays small and is asked for anew.
"""

from pathlib import Path

import msgspec

from kbtool.errors import UsageError
from kbtool.files import reason

FILE_NAME = "index.json"
FORMAT = "kbtool search index"
VERSION = 5
"""Goes up whenever an older reader would misunderstand a newer index."""
SITE_FOLDER = "search/index"
"""Where a site keeps its index."""

SHARDS_PER_FOLDER = 32
TERMS = "terms"
DOCUMENTS = "documents"
WORDS = "words"
PHRASES = "phrases"
FACETS = "facets"
KINDS = (TERMS, DOCUMENTS, WORDS, PHRASES, FACETS)
"""What shards hold, and the folders they lie in."""


class Manifest(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """What a reader needs before it can ask for shards."""

    format: str = FORMAT
    version: int = VERSION
    documents: int
    documents_per_shard: int
    shards_per_folder: int = SHARDS_PER_FOLDER
    page_name: str
    """What the addresses of articles end in behind the folder that follows from the id; nothing where hosts find it themselves."""
    prefixes: list[str]
    """The letters that may stand before the number of an id."""
    common: str
    """Words that a query is searched without where it has others, separated by spaces."""
    phrase_shards: int
    """How many shards the keys of phrases are spread over."""
    folders: dict[str, list[str]]
    """For each kind of shard the names of its folders, in the order of their shards."""
    first_terms: list[str]
    """For each shard of terms a string that no term of it comes before, and that every term of the shard before it comes before."""
    first_words: list[str]
    """The same for the shards of words by their beginning."""
    first_endings: list[str]
    """The same for the shards of words by their ending, spelled backwards; they follow the others in number."""


def encode(manifest: Manifest) -> bytes:
    """The bytes of `index.json`."""
    return msgspec.json.encode(manifest)


def load(directory: Path) -> Manifest:
    """The manifest of the index in `directory`.

    Raises:
        UsageError: there is no index, it cannot be read, or it is of another version.
    """
    path = directory / FILE_NAME
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise UsageError(
            f"{directory}: holds no search index ({FILE_NAME}). Name a built site, or its folder {SITE_FOLDER}."
        ) from None
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {reason(error)}.") from error
    return _decode(data, path)


class _Head(msgspec.Struct):
    format: str = ""
    version: int = 0


def _decode(data: bytes, path: Path) -> Manifest:
    try:
        head = msgspec.json.decode(data, type=_Head)
        if (head.format, head.version) == (FORMAT, VERSION):
            return msgspec.json.decode(data, type=Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError):
        head = _Head()
    if head.format == FORMAT:
        raise UsageError(
            f"{path}: the index has version {head.version} of the format, this kbtool reads version {VERSION}. Build the site again."
        )
    raise UsageError(f"{path}: is not the manifest of a kbtool search index.")


def shard(manifest: Manifest, kind: str, number: int) -> str:
    """The path of a shard below the index.

    Raises:
        IndexError: there is no such shard.
    """
    return f"{kind}/{manifest.folders[kind][number // manifest.shards_per_folder]}/{number}.bin"
