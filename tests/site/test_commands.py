"""The commands that make, build and preview a base, as people run them."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kbtool.catalogue import FOLDER
from tests.site import dom
from tests.site.bases import CUSTOM_THEME, Base

PATIENCE = 60.0


def kbtool(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kbtool", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


class TestInit:
    def test_a_new_base_works_as_it_stands(self, tmp_path: Path) -> None:
        made = kbtool("init", "lamps", "--title", 'The "Lamp" Room', cwd=tmp_path)
        assert made.returncode == 0, made.stderr
        folder = tmp_path / "lamps"
        assert {path.name for path in folder.iterdir()} == {".gitignore", "content", "kbtool.toml", "mkdocs.yml"}
        built = kbtool("build", "--strict", cwd=folder)
        assert built.returncode == 0, built.stderr
        assert built.stdout.startswith("1 articles")
        page = dom.read(folder / "site/kb/100/Q100001/index.html")
        assert page.one("title").text == 'How to Write an Article \N{EN DASH} The "Lamp" Room'

    def test_in_a_new_base_there_is_nothing_to_find(self, tmp_path: Path) -> None:
        kbtool("init", ".", cwd=tmp_path)
        assert kbtool("lint", "--threshold", "info", cwd=tmp_path).stdout == "1 article checked: no findings.\n"

    def test_its_first_article_shows_every_construct(self, tmp_path: Path) -> None:
        kbtool("init", ".", cwd=tmp_path)
        kbtool("build", cwd=tmp_path)
        body = dom.read(tmp_path / "site/kb/100/Q100001/index.html").one(".kb-body")
        for selector in ("table", "ol", "ul", "pre", "blockquote", ".note", ".warning", "a.kb-link", "[type=a]", "h3"):
            assert body.all(selector), selector

    def test_it_overwrites_nothing(self, tmp_path: Path) -> None:
        (tmp_path / "mkdocs.yml").write_text("mine")
        refused = kbtool("init", ".", cwd=tmp_path)
        assert refused.returncode == 2
        assert "mkdocs.yml: there already" in refused.stderr
        assert (tmp_path / "mkdocs.yml").read_text() == "mine"
        assert [path.name for path in tmp_path.iterdir()] == ["mkdocs.yml"]

    def test_a_folder_that_cannot_be_written_is_explained(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        failed = kbtool("init", "file/base", cwd=tmp_path)
        assert failed.returncode == 1
        assert "Not a directory" in failed.stderr
        assert "Traceback" not in failed.stderr


class TestBuild:
    def test_it_says_what_was_built_and_where_to_look(self, base: Base) -> None:
        base.article("Q1")
        built = kbtool("build", "--site-dir", "public")
        assert built.returncode == 0
        assert built.stdout.startswith("1 articles, 6 pages in all (")
        assert str(base.folder / "public") in built.stdout

    def test_quiet_says_nothing(self, base: Base) -> None:
        base.article("Q1")
        built = kbtool("build", "--quiet")
        assert (built.stdout, built.stderr) == ("", "")

    def test_an_article_that_cannot_be_read_makes_it_fail_after_building(self, base: Base) -> None:
        base.article("Q1")
        base.write("000/Q2.md", "broken\n")
        built = kbtool("build")
        assert built.returncode == 1
        assert "content/000/Q2.md:1: error KB401" in built.stderr
        base.shown("Q1")

    @pytest.mark.parametrize(("options", "settings"), [(["--strict"], {}), ([], {"strict": True})])
    def test_a_strict_build_shows_what_it_fails_for(
        self, base: Base, options: list[str], settings: dict[str, bool]
    ) -> None:
        base.configure(**settings)
        base.article("Q1")
        base.write("000/Q2.md", "broken\n")
        failed = kbtool("build", *options)
        assert failed.returncode == 1
        assert "content/000/Q2.md:1: error KB401 front-matter-missing: " in failed.stderr
        assert "strict" in failed.stderr
        assert not base.site.exists()

    def test_it_works_from_elsewhere(self, base: Base, tmp_path: Path) -> None:
        base.article("Q1")
        built = kbtool("build", "--config-file", "base/mkdocs.yml", cwd=tmp_path)
        assert built.returncode == 0
        base.shown("Q1")

    @pytest.mark.parametrize(
        ("arguments", "status", "message"),
        [
            (["--config-file", "nowhere.yml"], 2, "nowhere.yml"),
            (["--nonsense"], 2, "--nonsense"),
            (["--site-dir", "content"], 2, "content"),
            (["--site-dir", "mkdocs.yml/site"], 1, "Not a directory"),
        ],
    )
    def test_misuse_is_2_and_failure_1_and_neither_a_traceback(
        self, base: Base, arguments: list[str], status: int, message: str
    ) -> None:
        base.article("Q1")
        failed = kbtool("build", *arguments)
        assert failed.returncode == status
        assert message in failed.stderr
        assert "Traceback" not in failed.stderr

    def test_an_error_in_a_template_is_shown_without_a_traceback(self, base: Base) -> None:
        base.configure(theme=CUSTOM_THEME)
        base.template("main.html", "{{ page.nonsense.more }}")
        base.article("Q1")
        failed = kbtool("build")
        assert failed.returncode == 1
        assert "overrides/main.html:1" in failed.stderr
        assert "Traceback" not in failed.stderr

    @pytest.mark.parametrize("phase", ["Reading the references", "Preparing"])
    def test_ctrl_c_ends_it_with_130_and_leaves_nothing_half_built(self, base: Base, phase: str) -> None:
        for n in range(3000):
            base.article(f"Q{n}")
        with subprocess.Popen(
            [sys.executable, "-m", "kbtool", "build"], stderr=subprocess.PIPE, text=True, start_new_session=True
        ) as process:
            assert process.stderr
            assert any(phase in line for line in iter(process.stderr.readline, ""))
            os.killpg(process.pid, signal.SIGINT)
            _, errors = process.communicate(timeout=PATIENCE)
        assert process.returncode == 130
        assert "Traceback" not in errors
        assert {path.name for path in base.folder.iterdir()} - {FOLDER} == {"content", "mkdocs.yml"}


class TestMkdocs:
    def mkdocs(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "mkdocs", *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    def test_mkdocs_alone_builds_the_same_site(self, base: Base) -> None:
        base.article("Q1", product="Lamps")
        base.article("Q2", "See Q1.")
        assert kbtool("build", "--site-dir", "one").returncode == 0
        assert self.mkdocs("build", "--site-dir", "other").returncode == 0
        one, other = (
            {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
            for folder in (base.folder / "one", base.folder / "other")
        )
        assert one == other

    def test_mkdocs_names_what_cannot_be_read_and_fails_when_strict(self, base: Base) -> None:
        base.write("000/Q2.md", "broken\n")
        built = self.mkdocs("build")
        assert built.returncode == 0
        assert "content/000/Q2.md:1: error KB401" in built.stderr
        assert self.mkdocs("build", "--strict").returncode == 1

    def test_mkdocs_shows_an_error_in_a_template_without_a_traceback(self, base: Base) -> None:
        base.configure(theme=CUSTOM_THEME)
        base.template("kbtool/article.html", "\n{{ nonsense }}")
        base.article("Q1")
        failed = self.mkdocs("build")
        assert failed.returncode == 1
        assert "overrides/kbtool/article.html:2" in failed.stdout + failed.stderr
        assert "Traceback" not in failed.stderr


class TestServe:
    @pytest.fixture
    def preview(self, base: Base) -> Iterator[Callable[[str], str]]:
        """Start a preview; gives a function that fetches a page from it."""
        base.configure(theme=CUSTOM_THEME)
        (base.folder / "overrides").mkdir()
        base.article("Q1", "The first text.")
        base.article("Q2", "See Q1.")
        (base.folder / "kbtool.toml").write_text("")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            address = f"127.0.0.1:{free.getsockname()[1]}"
        with subprocess.Popen(
            [sys.executable, "-m", "kbtool", "serve", "--dev-addr", address], stderr=subprocess.DEVNULL
        ) as process:
            yield lambda path: self.fetch(f"http://{address}/{path}")
            process.send_signal(signal.SIGINT)
            assert process.wait(PATIENCE) == 0
        assert not base.site.exists()

    @staticmethod
    def fetch(url: str) -> str:
        try:
            with urllib.request.urlopen(url, timeout=PATIENCE) as answer:  # noqa: S310 - our own server
                return str(answer.read().decode())
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return ""

    @staticmethod
    def wait_for(text: str, fetch: Callable[[], str]) -> None:
        end = time.monotonic() + PATIENCE
        while text not in fetch():
            assert time.monotonic() < end, f"'{text}' never came"
            time.sleep(0.1)

    def test_it_follows_edits_of_articles_templates_and_settings(
        self, base: Base, preview: Callable[[str], str]
    ) -> None:
        self.wait_for("The first text.", lambda: preview("kb/000/Q1/"))
        base.article("Q1", "The second text.")
        self.wait_for("The second text.", lambda: preview("kb/000/Q1/"))
        base.article("Q3", "The third text.")
        self.wait_for("The third text.", lambda: preview("kb/000/Q3/"))
        base.template("kbtool/article.html", "Another template: {{ body }}")
        self.wait_for("Another template: <p>See", lambda: preview("kb/000/Q2/"))
        (base.folder / "kbtool.toml").write_text('id-pattern = "[KQ][0-9]+"\n')
        base.article("K9", "The fourth text.")
        self.wait_for("The fourth text.", lambda: preview("kb/000/K9/"))

    def test_a_mistake_made_meanwhile_does_not_end_it(self, base: Base, preview: Callable[[str], str]) -> None:
        self.wait_for("The first text.", lambda: preview("kb/000/Q1/"))
        path = base.article("Q1")
        path.write_text("---\nbroken")
        self.wait_for("There is no such page", lambda: self.missing(preview, "kb/000/Q1/"))
        base.article("Q1", "Mended.")
        self.wait_for("Mended.", lambda: preview("kb/000/Q1/"))

    @staticmethod
    def missing(preview: Callable[[str], str], path: str) -> str:
        return preview(path) or "There is no such page"

    def test_it_shows_what_is_wrong_with_articles(self, base: Base) -> None:
        base.configure(strict=True)
        base.write("000/Q2.md", "broken\n")
        failed = kbtool("serve", "--dev-addr", "127.0.0.1:1")
        assert failed.returncode == 1
        assert "content/000/Q2.md:1: error KB401 front-matter-missing: " in failed.stderr

    def test_an_address_in_use_is_explained(self, base: Base) -> None:
        with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as taken:
            failed = kbtool("serve", "--dev-addr", f"127.0.0.1:{taken.getsockname()[1]}", cwd=base.folder)
        assert failed.returncode == 1
        assert "Address already in use" in failed.stderr
        assert "Traceback" not in failed.stderr

    def test_a_wrong_configuration_is_explained(self, base: Base) -> None:
        base.configure(plugins=[])
        failed = kbtool("serve")
        assert failed.returncode == 2
        assert "plugin kbtool" in failed.stderr
