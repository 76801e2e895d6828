"""Derives queries with one right article each from the articles themselves: queries.py CONTENT TO [--size N] [--seed N] [--held-out DIR].

CONTENT is a folder of converted articles, TO a folder outside the repository. Three sets, each in a part to tune by and a part to test
by, as files of JSON lines `{"id": ..., "type": ..., "query": ...}`:

    citing-tune.jsonl    citing-test.jsonl    the title by which another article cites the article, reworded from its own
    withheld-tune.jsonl  withheld-test.jsonl  the query words of the article
    symptom-tune.jsonl   symptom-test.jsonl   a sentence of its symptoms, two words of it replaced by others as frequent

The first two ask for what the articles say, so they are fair only on a copy of the articles that does not say it: `--held-out` writes one
(see `held_out.py`). An article is in the same part of every set, by a hash of its id. The same articles and seed give the same queries.
"""

import argparse
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import held_out
import msgspec

from kbtool.catalogue import Agreement, Catalogue, Entry, article_files
from kbtool.catalogue.entry import entry_of
from kbtool.catalogue.sentences import SENTENCE_END
from kbtool.catalogue.titles import key
from kbtool.content.subject import SECTION_LEVEL, Subject
from kbtool.ids import IdForm
from kbtool.lint.engine import read_subject
from kbtool.parallel import executor_for, map_batches

PARTS = ("tune", "test")
HELD_OUT = frozenset({"citing", "withheld"})
"""The types of queries that are to be asked of a base without what they ask for."""
_WORD = re.compile(r"[^\W_]+(?:[.+'-][^\W_]+)*")
_REPLACED = 2
_SENTENCE_WORDS = range(6, 17)
_FEWEST_QUERY_WORDS = 3
_MOST_QUERY_WORDS = 8
_COMMON_SHARE = 0.1
"""A word that more of all articles have is not worth replacing."""


class Query(msgspec.Struct, frozen=True):
    """What a reader types, and the id of the article that is the right answer."""

    id: str
    type: str
    query: str


class _Read(NamedTuple):
    """Of an article: what the catalogue knows, its query words, the sentences of its symptoms, and each of its words once."""

    entry: Entry
    query_words: str
    symptoms: list[str]
    words: set[str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("content", type=Path, help="a folder of converted articles")
    parser.add_argument("to", type=Path, help="the folder for the queries")
    parser.add_argument("--size", type=int, default=300, help="queries in each part of each set [300]")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, help="processes, one for each processor unless given")
    parser.add_argument("--held-out", type=Path, help="write the articles there without what two of the sets ask for")
    arguments = parser.parse_args()
    arguments.to.mkdir(parents=True, exist_ok=True)
    queries = derive(arguments.content, arguments.size, arguments.seed, arguments.jobs)
    for name, found in queries.items():
        path = arguments.to / f"{name}.jsonl"
        path.write_bytes(b"".join(msgspec.json.encode(query) + b"\n" for query in found))
        print(f"{path}: {len(found)} queries")
    if arguments.held_out:
        cited = [(query.id, query.query) for found in queries.values() for query in found if query.type == "citing"]
        print(f"{arguments.held_out}: {held_out.copy(arguments.content, arguments.held_out, cited)} articles")


def load(paths: Iterable[Path]) -> list[Query]:
    """The queries of some files of JSON lines."""
    return [msgspec.json.decode(line, type=Query) for path in paths for line in path.read_bytes().splitlines()]


def part_of(article_id: str) -> str:
    """The part that queries for this article belong to, whatever the set and the seed."""
    return PARTS[sha256(article_id.encode()).digest()[0] % len(PARTS)]


def derive(folder: Path, size: int, seed: int, jobs: int | None = None) -> dict[str, list[Query]]:
    """All sets by name and part (`citing-tune`), at most `size` queries each."""
    articles = list(_articles(folder, jobs))
    words = Counter(word for article in articles for word in article.words)
    sets: dict[str, Iterable[Query]] = {
        "citing": _citing(Catalogue(article.entry for article in articles)),
        "withheld": _withheld(articles, words),
        "symptom": _symptoms(articles, words, seed),
    }
    return {
        name: found for kind, queries in sets.items() for name, found in _parts(kind, list(queries), size, seed).items()
    }


def _articles(folder: Path, jobs: int | None) -> Iterator[_Read]:
    ids = IdForm()
    paths = list(article_files(folder, ids))
    with executor_for(len(paths), jobs) as executor:
        yield from filter(None, map_batches(partial(_read, folder, ids), paths, executor))


def _read(folder: Path, ids: IdForm, path: Path) -> _Read | None:
    subject = read_subject(path.read_bytes(), ids)
    if subject is None:
        return None
    texts = [subject.front.title, *(passage.text for passage in subject.outline.passages)]
    texts += (code.text for code in subject.outline.codes)
    words = {word.lower() for text in texts for word in _WORD.findall(text)}
    entry = entry_of(subject, path.relative_to(folder).as_posix())
    return _Read(entry, subject.front.query_words, list(_sentences(subject)), words)


def _sentences(subject: Subject) -> Iterator[str]:
    """The whole sentences of the symptoms that are of a length in which readers ask."""
    section = ""
    for passage in subject.outline.passages:
        if passage.level and passage.level <= SECTION_LEVEL:
            section = passage.text.strip().upper()
        elif section == "SYMPTOMS" and passage.kind == "paragraph":
            start = 0
            for end in [*(found.end() for found in SENTENCE_END.finditer(passage.text)), len(passage.text)]:
                sentence = " ".join(passage.text[start:end].split())
                if sentence.endswith(".") and len(_WORD.findall(sentence)) in _SENTENCE_WORDS:
                    yield sentence.removesuffix(".")
                start = end


def _citing(catalogue: Catalogue) -> Iterator[Query]:
    """The titles by which articles are cited that bear others; of titles that any other article bears it is not known which is meant."""
    for entry in catalogue.entries:
        for reference in entry.references:
            found = catalogue.resolve(reference, entry.id)
            is_reworded = found.agreement in (Agreement.REWORDED, Agreement.OTHER) and not found.suggestions
            if is_reworded and found.target != entry.id and not catalogue.titles.bearers(reference.title):
                yield Query(found.target, "citing", " ".join(reference.title.split()))


def _withheld(articles: Sequence[_Read], words: Counter[str]) -> Iterator[Query]:
    """The query words of articles, without the codes among them: words that stand more often among query words than in texts."""
    written = [(article, list(dict.fromkeys(_WORD.findall(article.query_words.lower())))) for article in articles]
    as_query_words = Counter(word for _, found in written for word in found)
    for article, found in written:
        kept = [word for word in found if words[word] >= as_query_words[word]][:_MOST_QUERY_WORDS]
        if sum(map(str.isalpha, kept)) >= _FEWEST_QUERY_WORDS:
            yield Query(article.entry.id, "withheld", " ".join(kept))


def _symptoms(articles: Sequence[_Read], words: Counter[str], seed: int) -> Iterator[Query]:
    """Sentences that no other article has, each with words replaced."""
    said = Counter(key(sentence) for article in articles for sentence in article.symptoms)
    replace = _replacer(words, len(articles))
    for article in articles:
        for sentence in article.symptoms:
            chance = random.Random(f"{seed} {article.entry.id} {sentence}")  # noqa: S311 - no secret
            replaced = replace(sentence, chance) if said[key(sentence)] == 1 else None
            if replaced:
                yield Query(article.entry.id, "symptom", replaced)


def _replacer(words: Counter[str], articles: int) -> Callable[[str, random.Random], str | None]:
    """Puts others of like frequency in the place of two words of a sentence; None where it would have too few words left."""
    alike: defaultdict[int, list[str]] = defaultdict(list)
    for word in sorted(words):
        if word.isalpha():
            alike[words[word].bit_length()].append(word)

    def replace(sentence: str, chance: random.Random) -> str | None:
        parts = sentence.split(" ")
        places = [
            at for at, part in enumerate(parts) if part.isalpha() and words[part.lower()] < _COMMON_SHARE * articles
        ]
        if len(places) < 2 * _REPLACED:
            return None
        for at in chance.sample(places, _REPLACED):
            parts[at] = chance.choice(alike[words[parts[at].lower()].bit_length()])
        return " ".join(parts)

    return replace


def _parts(kind: str, queries: Sequence[Query], size: int, seed: int) -> dict[str, list[Query]]:
    """The first queries of each part in an order that a hash decides, one an article."""
    ordered = sorted(queries, key=lambda query: sha256(f"{seed} {kind} {query.id} {query.query}".encode()).digest())
    single = list({query.id: query for query in reversed(ordered)}.values())[::-1]
    return {f"{kind}-{part}": [query for query in single if part_of(query.id) == part][:size] for part in PARTS}


if __name__ == "__main__":
    main()
