"""What the tests of conversion share."""

from pathlib import Path

from kbtool.convert.record import FILE_NAME


def articles(folder: Path) -> dict[str, bytes]:
    """Every article below a folder by its path; anything but articles and the record must not be there."""
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    files.pop(FILE_NAME, None)
    assert all(name.endswith(".md") for name in files), sorted(files)
    return files


def assert_whole(folder: Path) -> None:
    """No half-written file is left: no temporary one, and each article has its end."""
    names = [path.name for path in folder.rglob("*") if path.is_file()]
    assert [name for name in names if name.endswith(".tmp")] == []
    for name, data in articles(folder).items():
        assert data.startswith(b"---\nid: "), name
        assert data.endswith(b"\n"), name
