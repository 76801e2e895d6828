"""Bad input: each is named with file, line, reason and what to do; the other files are done; nothing half-written is left."""

import bz2
import errno
import gzip
import lzma
import os
import signal
import subprocess
import sys
import tarfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import nullcontext
from pathlib import Path
from typing import ParamSpec, TypeVar

import pytest

from kbtool.content import writer
from kbtool.convert import Plan, convert, record
from kbtool.convert.inventory import Source
from kbtool.errors import KbtoolError
from kbtool.executors import SerialExecutor
from kbtool.ids import IdForm
from kbtool.legacy import envelope
from kbtool.legacy.envelope import Identity, Opened
from kbtool.model import Article
from tests import builders
from tests.builders import numbered, save, tar, text
from tests.conftest import Kbtool, Run
from tests.convert.helpers import articles, assert_whole
from tests.processes import environment, in_process

P = ParamSpec("P")
R = TypeVar("R")
OTHER = "700/Q700009.md"


@pytest.fixture
def among_others(tmp_path: Path) -> Iterator[Path]:
    """A folder `in` with a sound article, which must be converted whatever else the test puts there."""
    save(tmp_path, "in/Q700009.TXT", numbered(700009))
    yield tmp_path / "in"
    assert_whole(tmp_path / "out")
    assert OTHER in articles(tmp_path / "out")


def only_line(run: Run) -> str:
    assert run.code == 1
    assert "could not be converted" in run.out
    (line,) = run.lines
    return line


@pytest.mark.parametrize(
    ("data", "place", "message"),
    [
        (b"", ": error KB103 file-empty", "is empty"),
        (b" \r\n\r\n", ": error KB103 file-empty", "is empty"),
        (b"\x00\x01\x02" * 100, ": error KB108 file-binary", "is no text"),
        (bytes(range(256)) * 100, ": error KB108 file-binary", "is no text"),
        (b"Dear reader,\r\n", ":1: error KB101 not-an-article", "is no legacy article"),
        (b"\xff\xfeD\x00O\x00C\x00", ": error KB108 file-binary", "is no text"),
        (text()[: text().index(b"\r\n\r\n")], ":6: error KB107 body-missing", "ends after its header"),
        (text()[:12], ":1: error KB102 header-broken", "id and date"),
        (text()[:20], ":1: error KB102 header-broken", "'09' is no date"),
        (text()[:49], ":2: error KB102 header-broken", "no field of the header: 'TITL"),
        (text()[:60], ":2: error KB107 body-missing", "ends after its header"),
        (text()[: text().index(b"/VER")], ":4: error KB102 header-broken", "no field of the header: 'PROD'"),
        (text("../../etc/x"), ":1: error KB109 id-invalid", "'../../etc/x' is no id"),
        (text("Q1/../Q2"), ":1: error KB109 id-invalid", "is no id"),
        (
            text("Q700002"),
            ":1: error KB106 id-differs-from-name",
            "the article says it is Q700002, its file is named Q700001",
        ),
        (text(date="99-XXX-2001"), ":1: error KB102 header-broken", "'99-XXX-2001' is no date"),
        (builders.page("Q700001", "x", date="?"), ":16: error KB102 header-broken", "'?' is no date"),
    ],
)
def test_a_file_that_is_no_sound_article(
    kbtool: Kbtool, among_others: Path, data: bytes, place: str, message: str
) -> None:
    save(among_others, "Q700001.TXT", data)
    said = only_line(kbtool("convert", "in", "--to", "out"))
    assert said.startswith(f"in/Q700001.TXT{place}: ")
    assert message in said
    assert said.rstrip().endswith("."), "what to do ends the line"


def test_an_id_with_path_characters_writes_nothing_elsewhere(kbtool: Kbtool, tmp_path: Path) -> None:
    save(tmp_path, "deep/in/a.txt", text("../../etc/x"))
    save(tmp_path, "deep/in/b.txt", text("/tmp/kbtool-x"))  # noqa: S108 - the point of the test
    save(tmp_path, "deep/in/c.txt", text("Q1\\..\\x"))
    run = kbtool("convert", "deep/in", "--to", "deep/out")
    assert run.code == 1
    assert articles(tmp_path / "deep" / "out") == {}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["deep"]


def test_names_that_a_terminal_would_act_on_are_shown_safely(kbtool: Kbtool, among_others: Path) -> None:
    save(among_others, "\x1b[31mred.txt", text("\x1b[31mQ1"))
    assert "\x1b" not in only_line(kbtool("convert", "in", "--to", "out"))


def test_a_file_of_100_mb_is_not_even_read(kbtool: Kbtool, among_others: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    large = save(among_others, "Q700001.TXT", text())
    os.truncate(large, 100 * 2**20)
    monkeypatch.setattr("kbtool.convert.job.legacy.MAX_BYTES", 16 * 2**20)
    said = only_line(kbtool("convert", "in", "--to", "out"))
    assert said.startswith("in/Q700001.TXT: error KB104 file-too-large: has 100 MiB")


def test_a_member_of_100_mb_is_not_even_read(kbtool: Kbtool, among_others: Path) -> None:
    member = tarfile.TarInfo("Q700001.TXT")
    member.size = 100 * 2**20
    rest = tar(among_others.parent / "rest.tar", [("Q700008.TXT", numbered(700008))]).read_bytes()
    with (among_others.parent / "a.tar").open("wb") as archive:
        archive.write(member.tobuf())
        archive.seek(member.size, os.SEEK_CUR)  # a hole in the file: nothing is there, and nobody should look
        archive.write(rest)
    said = only_line(kbtool("convert", "in", "a.tar", "--to", "out"))
    assert said.startswith("a.tar:Q700001.TXT: error KB104 file-too-large")
    assert "700/Q700008.md" in articles(among_others.parent / "out")


# --- What cannot be read -----------------------------------------------------------------------------------------------------


def test_a_dangling_link(kbtool: Kbtool, among_others: Path) -> None:
    (among_others / "Q700001.TXT").symlink_to("nowhere")
    said = only_line(kbtool("convert", "in", "--to", "out"))
    assert said == (
        "in/Q700001.TXT: error KB105 unreadable: cannot be read: No such file or directory."
        " Check that it exists and that you may read it."
    )


def test_a_link_in_a_circle(kbtool: Kbtool, among_others: Path) -> None:
    (among_others / "Q700001.TXT").symlink_to("Q700001.TXT")
    (among_others / "loop").symlink_to(".")
    assert "KB105" in only_line(kbtool("convert", "in", "--to", "out"))


def test_a_folder_named_like_an_article_is_a_folder(kbtool: Kbtool, among_others: Path) -> None:
    save(among_others, "Q700001.TXT/Q700002.TXT", numbered(700002))
    assert kbtool("convert", "in", "--to", "out").code == 0


def test_a_named_pipe_does_not_stop_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(tmp_path, "in/Q700009.TXT", numbered(700009))
    os.mkfifo(tmp_path / "in/Q700001.TXT")
    monkeypatch.setenv("TMPDIR", str(tmp_path))  # a process that is killed leaves its spool file
    run = in_process("convert", "in", "--to", "out", cwd=tmp_path, timeout=60)
    assert "Traceback" not in run.stderr
    assert OTHER in articles(tmp_path / "out")


@pytest.mark.usefixtures("among_others")
def test_a_path_below_a_file_and_a_missing_path_are_named_beside_a_sound_one(kbtool: Kbtool) -> None:
    run = kbtool("convert", "in", "missing", "in/Q700009.TXT/below", "--to", "out")
    assert run.code == 1
    assert [line.split(": ")[0] for line in run.lines] == ["in/Q700009.TXT/below", "missing"]
    assert all("KB105 unreadable" in line for line in run.lines)


def test_a_file_that_vanishes_while_the_run_goes_on(
    kbtool: Kbtool, among_others: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(among_others, "Q700001.TXT", text())
    read = Source.read

    def vanish(source: Source, limit: int = -1) -> bytes:
        if source.name == "in/Q700001.TXT":
            raise OSError(errno.EIO, "Input/output error")
        return read(source, limit)

    monkeypatch.setattr(Source, "read", vanish)
    assert "KB105 unreadable: cannot be read: Input/output error" in only_line(kbtool("convert", "in", "--to", "out"))


def test_a_fault_of_kbtool_itself_is_a_finding_of_one_article(
    kbtool: Kbtool, among_others: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(among_others, "Q700001.TXT", text())
    dumps = writer.dumps

    def fail(article: Article) -> str:
        if article.front.id == "Q700001":
            raise ZeroDivisionError("division by zero")
        return dumps(article)

    monkeypatch.setattr("kbtool.convert.faithful.writer.dumps", fail)
    said = only_line(kbtool("convert", "in", "--to", "out"))
    assert said.startswith("in/Q700001.TXT: error KB600 internal-error: kbtool failed on this file: ZeroDivisionError")


class FaultyEnvelope:
    """An envelope from outside that knows its files and fails on each."""

    form = "faulty"

    def recognises(self, head: str) -> bool:
        return head.startswith("FAULTY")

    def identify(self, lines: Sequence[str]) -> Identity:
        raise LookupError(f"no bell in {len(lines)} lines")

    def open(self, lines: Sequence[str]) -> Opened:
        raise NotImplementedError


def test_a_fault_of_an_envelope_is_a_finding_of_one_file(
    kbtool: Kbtool, among_others: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    envelopes = (*envelope.envelopes(), FaultyEnvelope())
    monkeypatch.setattr(envelope, "envelopes", lambda: envelopes)
    save(among_others, "rope.txt", b"FAULTY\n\nText.\n")
    said = only_line(kbtool("convert", "in", "--to", "out"))
    assert said.startswith("in/rope.txt: error KB600 internal-error: kbtool failed on this file: LookupError: no bell")


def test_a_date_of_no_calendar_is_a_finding_of_one_file(kbtool: Kbtool, among_others: Path) -> None:
    save(among_others, "rope.txt", text(date="09-AUG-99999999999999999999"))
    said = only_line(kbtool("convert", "in", "--to", "out"))
    assert said.startswith("in/rope.txt:1: error KB102 header-broken: '09-AUG-99999999999999999999' is no date")


class DyingExecutor(SerialExecutor):
    """Does its work; but the results from the `dies`-th on never come, as when a worker process is killed."""

    def __init__(self, dies: int) -> None:
        self.left = dies

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        done = super().submit(fn, *args, **kwargs)
        self.left -= 1
        if self.left >= 0:
            return done
        broken: Future[R] = Future()
        broken.set_exception(BrokenProcessPool("A process in the process pool was terminated abruptly"))
        return broken


def test_a_killed_worker_ends_the_run_with_a_word_and_what_was_written_is_recorded(
    kbtool: Kbtool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(700001, 700010):
        save(tmp_path, f"in/Q{n}.TXT", numbered(n))
    monkeypatch.setattr("kbtool.convert.run.map_batches.__defaults__", (1,))
    with monkeypatch.context() as dying:
        dying.setattr("kbtool.cli.convert.executor_for", lambda *_items, **_workers: nullcontext(DyingExecutor(dies=4)))
        run = kbtool("convert", "in", "--to", "out")
    assert run.code != 0
    assert "A worker process was killed" in run.err
    assert "--jobs 1" in run.err
    assert sorted(record.load(tmp_path / "out").articles) == [f"Q70000{n}" for n in (1, 2, 3, 4)]
    assert_whole(tmp_path / "out")
    again = kbtool("convert", "in", "--to", "out")
    assert again.code == 0
    assert len(articles(tmp_path / "out")) == 9
    assert len(record.load(tmp_path / "out").articles) == 9


def test_a_killed_worker_is_an_error_of_kbtool_to_whoever_calls_it(tmp_path: Path) -> None:
    save(tmp_path, "in/Q700001.TXT", numbered(700001))
    plan = Plan(sources=(tmp_path / "in",), to=tmp_path / "out", ids=IdForm())
    with pytest.raises(KbtoolError, match="A worker process was killed"):
        convert(plan, lambda _items: nullcontext(DyingExecutor(dies=0)))
    assert record.load(tmp_path / "out").articles == {}


# --- Archives ----------------------------------------------------------------------------------------------------------------


def test_members_are_never_written_where_their_names_say(kbtool: Kbtool, tmp_path: Path) -> None:
    names = ["../../Q700001.TXT", "/abs/Q700002.TXT", "a/../../Q700003.TXT", "..\\Q700004.TXT"]
    (tmp_path / "deep").mkdir()
    tar(tmp_path / "deep/a.tar", [(name, numbered(700001 + i)) for i, name in enumerate(names)])
    run = kbtool("convert", "deep/a.tar", "--to", "deep/out")
    assert run.code == 0
    assert sorted(articles(tmp_path / "deep/out")) == [f"700/Q70000{n}.md" for n in (1, 2, 3, 4)]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["deep"]


def test_links_and_devices_in_an_archive_are_passed_over(kbtool: Kbtool, tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        for name, kind in [
            ("Q700001.TXT", tarfile.SYMTYPE),
            ("Q700002.TXT", tarfile.LNKTYPE),
            ("Q700003.TXT", tarfile.CHRTYPE),
        ]:
            member = tarfile.TarInfo(name)
            member.type = kind
            member.linkname = "/etc/passwd"
            archive.addfile(member)
    run = kbtool("convert", "a.tar", "--to", "out")
    assert run.code == 0
    assert articles(tmp_path / "out") == {}


MEMBERS = [(f"Q{n}.TXT", numbered(n)) for n in range(700101, 700150)]
PACKED: dict[str, Callable[[bytes], bytes]] = {
    "a.tar": bytes,
    "a.tar.gz": gzip.compress,
    "a.tar.bz2": bz2.compress,
    "a.tar.xz": lzma.compress,
}


def assert_named(run: Run, name: str) -> None:
    assert run.code == 1
    (line,) = [line for line in run.lines if line.startswith(f"{name}: error KB105 unreadable: ")]
    assert "cannot be read to its end" in line
    assert "Fetch the archive anew." in line


@pytest.mark.parametrize("name", PACKED)
def test_an_archive_cut_in_the_middle_is_named_and_what_could_be_read_is_converted(
    kbtool: Kbtool, among_others: Path, name: str
) -> None:
    archive = tar(among_others.parent / name, MEMBERS)
    data = archive.read_bytes()
    # A plain archive is cut within the data of a member, each of which has 512 bytes of header and 1,024 of data or more.
    where = len(data) // 2 if name != "a.tar" else data.index(b"Q700130", 512) + 700
    archive.write_bytes(data[:where])
    run = kbtool("convert", name, "in", "--to", "out")
    if name.endswith(("bz2", "xz")):  # of these nothing at all can be unpacked before a whole block is there
        assert run.code == 1
        assert run.lines[0].startswith(f"{name}: error KB")
    else:
        assert_named(run, name)


def test_an_archive_cut_between_two_members_is_named(kbtool: Kbtool, among_others: Path) -> None:
    archive = tar(among_others.parent / "a.tar", MEMBERS)
    data = archive.read_bytes()
    archive.write_bytes(data[: data.index(b"Q700130.TXT\0") + 100])
    assert_named(kbtool("convert", "a.tar", "in", "--to", "out"), "a.tar")


@pytest.mark.parametrize("name", PACKED)
def test_an_archive_with_a_broken_header_is_named(kbtool: Kbtool, among_others: Path, name: str) -> None:
    archive = tar(among_others.parent / "whole.tar", MEMBERS)
    data = archive.read_bytes()
    header = data.index(b"Q700130.TXT\0")
    (among_others.parent / name).write_bytes(PACKED[name](data[:header] + b"\xff" * 512 + data[header + 512 :]))
    assert_named(kbtool("convert", name, "in", "--to", "out"), name)


@pytest.mark.parametrize("name", ["a.tar.gz", "a.tar.xz"])
def test_an_archive_whose_compressed_bytes_changed_is_named(kbtool: Kbtool, among_others: Path, name: str) -> None:
    archive = tar(among_others.parent / name, MEMBERS)
    data = bytearray(archive.read_bytes())
    data[len(data) // 4] ^= 0xFF
    archive.write_bytes(data)
    run = kbtool("convert", name, "in", "--to", "out")
    assert run.code == 1
    assert run.lines[0].startswith(f"{name}")


def test_an_archive_cut_to_nothing(kbtool: Kbtool, tmp_path: Path) -> None:
    save(tmp_path, "in/Q700009.TXT", numbered(700009))
    archive = tar(tmp_path / "a.tar.gz", [("Q700001.TXT", text())])
    archive.write_bytes(archive.read_bytes()[:10])
    run = kbtool("convert", "a.tar.gz", "in", "--to", "out")
    assert run.code == 1
    assert run.lines[0].startswith("a.tar.gz: error KB105")
    assert OTHER in articles(tmp_path / "out")


# --- What cannot be written --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", ["file/out", "file"])
def test_an_output_folder_that_cannot_be_made(kbtool: Kbtool, tmp_path: Path, folder: str) -> None:
    save(tmp_path, "Q700001.TXT", text())
    save(tmp_path, "file", b"mine")
    run = kbtool("convert", "Q700001.TXT", "--to", folder)
    assert run.code == 2
    assert run.err.startswith(f"kbtool: {folder}: articles cannot be written here: ")
    assert "--to" in run.err
    assert (tmp_path / "file").read_bytes() == b"mine"


def test_an_output_folder_on_a_file_system_that_is_read_only(kbtool: Kbtool, tmp_path: Path) -> None:
    save(tmp_path, "Q700001.TXT", text())
    run = kbtool("convert", "Q700001.TXT", "--to", "/proc/kbtool")
    assert run.code == 2
    assert "articles cannot be written here" in run.err


def test_an_article_whose_place_is_taken_by_a_folder(kbtool: Kbtool, among_others: Path) -> None:
    save(among_others, "Q700001.TXT", text())
    (among_others.parent / "out/700/Q700001.md").mkdir(parents=True)
    said = only_line(kbtool("convert", "in", "--to", "out"))
    assert said.startswith("out/700/Q700001.md: error KB112 target-unwritable: cannot be written: Is a directory.")


def test_a_bucket_whose_place_is_taken_by_a_file(kbtool: Kbtool, among_others: Path) -> None:
    save(among_others, "Q800001.TXT", text("Q800001"))
    save(among_others.parent, "out/800", b"mine")
    run = kbtool("convert", "in", "--to", "out")
    assert run.code == 1
    assert "KB112" in run.err
    assert (among_others.parent / "out/800").read_bytes() == b"mine"
    (among_others.parent / "out/800").unlink()


def test_a_full_disk_stops_the_run_and_the_next_goes_on(
    kbtool: Kbtool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(700001, 700010):
        save(tmp_path, f"in/Q{n}.TXT", numbered(n))
    replace = os.replace
    written: list[Path] = []

    def full(source: str, target: Path) -> None:
        if len(written) == 4:
            raise OSError(errno.ENOSPC, "No space left on device")
        written.append(target)
        replace(source, target)

    monkeypatch.setattr("os.replace", full)
    run = kbtool("convert", "in", "--to", "out", "--jobs", "1")
    assert run.code == 1
    assert "No space left on device" in run.err
    assert "The disk is full: conversion stopped." in run.err
    assert sum("KB112" in line and "Q7" in line for line in run.lines) == 1, "said once, not for every article"
    assert len(articles(tmp_path / "out")) == 4
    assert_whole(tmp_path / "out")
    monkeypatch.undo()
    monkeypatch.chdir(tmp_path)
    run = kbtool("convert", "in", "--to", "out")
    assert run.code == 0
    assert len(articles(tmp_path / "out")) == 9


LIMITED = (
    "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000)); from kbtool.cli import main; main()"
)


def test_a_limit_on_the_size_of_files_leaves_no_half_of_one(tmp_path: Path) -> None:
    for n in range(700001, 700005):
        save(tmp_path, f"in/Q{n}.TXT", numbered(n))
    save(tmp_path, "in/Q700005.TXT", text("Q700005", builders.BODY + "\nMore of it.\n" * 300))
    command = [sys.executable, "-c", LIMITED, "convert", "in", "--to", "out", "--jobs", "1"]
    run = subprocess.run(command, cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False)
    assert run.returncode == 1, run.stderr
    assert "Traceback" not in run.stderr
    assert "out/700/Q700005.md: error KB112 target-unwritable: cannot be written: File too large." in run.stderr
    assert sorted(articles(tmp_path / "out")) == [f"700/Q70000{n}.md" for n in (1, 2, 3, 4)]
    assert_whole(tmp_path / "out")


def test_a_record_that_cannot_be_written_is_said(kbtool: Kbtool, among_others: Path) -> None:
    (among_others.parent / "out" / record.FILE_NAME / "x").mkdir(parents=True)
    run = kbtool("convert", "in", "--to", "out")
    assert run.code == 1
    assert f"out/{record.FILE_NAME}: error KB112" in run.err


# --- Ctrl-C ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_in_the_middle_leaves_whole_articles_and_the_next_run_completes(tmp_path: Path, jobs: str) -> None:
    count = 3000
    tar(tmp_path / "a.tar", ((f"Q{n}.TXT", numbered(n)) for n in range(700_000, 700_000 + count)))
    command = [sys.executable, "-m", "kbtool", "convert", "a.tar", "--to", "out", "--jobs", jobs]
    with subprocess.Popen(
        command,
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as run:
        while len(list(tmp_path.glob("out/*/Q*.md"))) < 100 and run.poll() is None:
            time.sleep(0.02)
        os.killpg(run.pid, signal.SIGINT)  # as a terminal does: to all processes of the group
        out, err = run.communicate(timeout=60)
    assert run.returncode == 130, err
    assert "Traceback" not in out + err
    assert "Interrupted. What was written is whole" in err
    assert 100 <= len(articles(tmp_path / "out")) < count
    assert_whole(tmp_path / "out")
    done = in_process("convert", "a.tar", "--to", "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert len(articles(tmp_path / "out")) == count
    assert "unchanged" in done.stdout
