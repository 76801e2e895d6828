"""Search libraries that run on a server, SQLite FTS5 and bm25s: search_libraries.py fts5|bm25s index DOCUMENTS DIR, or query DIR.

Runs with the Python of an environment that has them. DOCUMENTS has a JSON object a line (`id`, `title`, `query_words`, `about`, `body`).
`query` answers each line of standard input with a JSON list of the ids found, best first. Both match any of the words but the
commonest, by their stems. Their weights are those that found most of the queries to tune by (readers' and symptoms, all articles).
"""

import argparse
import json
import re
import sqlite3
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

MOST_RESULTS = 10
FIELDS = ("title", "query_words", "about", "body")
FTS5_WEIGHTS = dict(zip(FIELDS, (6.0, 3.0, 0.5, 1.0), strict=True))
BM25S_REPEATS = dict(zip(FIELDS, (4, 2, 1, 1), strict=True))
BM25S_DILUTION = 0.9
_WORD = re.compile(r"\w+(?:[^\w\s\"]+\w+)*")

Search = Callable[[str], list[str]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("library", choices=["fts5", "bm25s"])
    commands = parser.add_subparsers(dest="command", required=True)
    index = commands.add_parser("index")
    index.add_argument("documents", type=Path)
    for command in (index, commands.add_parser("query")):
        command.add_argument("directory", type=Path)
    arguments = parser.parse_args()
    write, opened = {"fts5": (write_fts5, open_fts5), "bm25s": (write_bm25s, open_bm25s)}[arguments.library]
    if arguments.command == "index":
        arguments.directory.mkdir(parents=True, exist_ok=True)
        write(_documents(arguments.documents), arguments.directory)
    else:
        _answer(opened(arguments.directory))


def write_fts5(documents: Iterator[dict[str, str]], directory: Path) -> None:
    database = sqlite3.connect(directory / "fts5.db")
    columns = ", ".join(FTS5_WEIGHTS)
    database.execute(f"CREATE VIRTUAL TABLE text USING fts5({columns}, content='', tokenize='porter unicode61')")
    database.execute("CREATE TABLE article (number INTEGER PRIMARY KEY, id TEXT)")
    marks = ", ".join("?" * len(FTS5_WEIGHTS))
    for number, document in enumerate(documents):
        fields = [document[field] for field in FTS5_WEIGHTS]
        database.execute(f"INSERT INTO text(rowid, {columns}) VALUES (?, {marks})", (number, *fields))  # noqa: S608 - names of fields
        database.execute("INSERT INTO article VALUES (?, ?)", (number, document["id"]))
    database.execute("INSERT INTO text(text) VALUES ('optimize')")
    database.commit()
    database.execute("VACUUM")
    database.close()


def open_fts5(directory: Path) -> Search:
    from bm25s.stopwords import STOPWORDS_EN  # noqa: PLC0415

    database = sqlite3.connect(directory / "fts5.db")
    weights = ", ".join(map(str, FTS5_WEIGHTS.values()))
    found = f"SELECT rowid FROM text WHERE text MATCH ? ORDER BY bm25(text, {weights}) LIMIT {MOST_RESULTS}"  # noqa: S608 - numbers

    def search(query: str) -> list[str]:
        words = _WORD.findall(query)
        wanted = " OR ".join(f'"{word}"' for word in words if word.lower() not in STOPWORDS_EN)
        numbers = database.execute(found, (wanted,)).fetchall() if wanted else []
        return [database.execute("SELECT id FROM article WHERE number = ?", row).fetchone()[0] for row in numbers]

    return search


def write_bm25s(documents: Iterator[dict[str, str]], directory: Path) -> None:
    import bm25s  # noqa: PLC0415 - FTS5 indexes without
    import Stemmer  # noqa: PLC0415

    ids, texts = [], []
    for document in documents:
        ids.append(document["id"])
        texts.append("\n".join(document[field] for field, times in BM25S_REPEATS.items() for _ in range(times)))
    retriever = bm25s.BM25(b=BM25S_DILUTION)
    tokens = bm25s.tokenize(texts, stopwords="en", stemmer=Stemmer.Stemmer("english"), show_progress=False)
    retriever.index(tokens, show_progress=False)
    retriever.save(directory)
    (directory / "ids.json").write_text(json.dumps(ids))


def open_bm25s(directory: Path) -> Search:
    import bm25s  # noqa: PLC0415
    import Stemmer  # noqa: PLC0415

    retriever = bm25s.BM25.load(directory, mmap=True)
    stemmer = Stemmer.Stemmer("english")
    ids = json.loads((directory / "ids.json").read_text())

    def search(query: str) -> list[str]:
        tokens = bm25s.tokenize([query], stopwords="en", stemmer=stemmer, return_ids=False, show_progress=False)
        if not any(tokens):
            return []
        numbers, scores = retriever.retrieve(tokens, k=min(MOST_RESULTS, len(ids)), show_progress=False)
        return [ids[number] for number, score in zip(numbers[0], scores[0], strict=True) if score > 0]

    return search


def _documents(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _answer(search: Search) -> None:
    for line in sys.stdin:
        print(json.dumps(search(line.strip())), flush=True)


if __name__ == "__main__":
    main()
