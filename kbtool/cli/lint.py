"""`kbtool lint`: check articles, and mend them."""

import difflib
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import click
import msgspec

from kbtool import lint, settings
from kbtool.cli import show
from kbtool.errors import UsageError
from kbtool.files import reason, write_atomic
from kbtool.findings import Finding, Severity
from kbtool.lint import config, reports
from kbtool.parallel import executor_for
from kbtool.settings import Settings

_STDIN = Path("-")
_RULES = "by code, beginning of a code, name or family; several with commas"


def _listed(_context: click.Context, _option: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """The names of an option that may be given several times, and may hold several names."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


class _Asked(msgspec.Struct, frozen=True):
    """What the command line asks for."""

    paths: tuple[Path, ...]
    select: tuple[str, ...]
    extend_select: tuple[str, ...]
    ignore: tuple[str, ...]
    severity: tuple[str, ...]
    changed: str | None
    stdin_filename: Path | None
    fix: bool
    unsafe_fixes: bool
    diff: bool
    baseline: Path | None
    write_baseline: Path | None
    statistics: bool
    form: reports.Form
    output: Path | None
    threshold: Severity
    jobs: int | None
    quiet: bool
    cache: bool


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--select", multiple=True, callback=_listed, metavar="RULES", help=f"Run only these rules, {_RULES}.")
@click.option("--extend-select", multiple=True, callback=_listed, metavar="RULES", help="Run these rules too.")
@click.option("--ignore", multiple=True, callback=_listed, metavar="RULES", help="Do not run these rules.")
@click.option("--severity", multiple=True, callback=_listed, metavar="RULE=LEVEL", help="How much a rule matters.")
@click.option(
    "--changed", is_flag=False, flag_value="HEAD", metavar="[REVISION]", help="Check what has changed since, says git."
)
@click.option("--stdin-filename", metavar="FILE", type=click.Path(path_type=Path), help="The file that - stands for.")
@click.option("--fix", is_flag=True, help="Mend what can be mended safely.")
@click.option("--unsafe-fixes", is_flag=True, help="Mend also what should be looked at afterwards.")
@click.option("--diff", is_flag=True, help="Show what would be mended, and write nothing.")
@click.option(
    "--baseline", metavar="FILE", type=click.Path(path_type=Path), help="Count only what this baseline does not know."
)
@click.option(
    "--write-baseline", metavar="FILE", type=click.Path(path_type=Path), help="Write what is found as a baseline."
)
@click.option("--statistics", is_flag=True, help="Show how often each rule found something, and nothing else.")
@click.option(
    "--format", "form", type=click.Choice([str(form) for form in reports.Form]), default="text", show_default=True
)
@click.option("--output", metavar="FILE", type=click.Path(path_type=Path), help="Write the report to this file.")
@click.option(
    "--threshold",
    type=click.Choice([str(severity) for severity in Severity]),
    default=str(Severity.ERROR),
    show_default=True,
    help="The least severity for which the exit code is 1.",
)
@click.option("--jobs", type=click.IntRange(min=1), help="Processes to use [default: one for each processor]")
@click.option("--quiet", "-q", is_flag=True, help="Show only findings at or above the threshold.")
@click.option(
    "--cache/--no-cache", default=True, help="Keep what was found in files that do not change [default: keep]"
)
def command(**given: Any) -> int:
    """Check articles: structure, references, front matter, text.

    PATHS are files and folders, or - for standard input; without any, the whole knowledge base is checked.

    Exit code: 0 when clean, 1 when there are findings at or above the threshold, 2 when the command itself is wrong.
    """
    asked = msgspec.convert(given, _Asked)
    base = _base(asked)
    if _STDIN in asked.paths:
        return _check_stream(asked, base)
    paths = _paths(asked, base)
    if asked.fix or asked.unsafe_fixes or asked.diff:
        changed = _mend(asked, base, paths)
        if asked.diff:
            return int(changed)
    report = lint.check(paths, base, _executor(asked)) if paths else lint.Report((), ())
    return _show(asked, report, base)


def _executor(asked: _Asked) -> Any:
    return partial(executor_for, workers=asked.jobs)


def _base(asked: _Asked) -> lint.Base:
    """The base that holds what is to be checked, or else the one we are in, with what the command line says of its rules."""
    start = asked.stdin_filename or next((path for path in asked.paths if path != _STDIN), None)
    of_path = settings.find_root(start.absolute()) if start else None
    root = of_path if of_path and settings.is_base(of_path) else settings.find_root(Path.cwd())
    known = settings.load(root, config.problems)
    return lint.base_at(show.relative(root), _asked_for(asked, known), use_cache=asked.cache)


def _asked_for(asked: _Asked, known: Settings) -> Settings:
    """The settings with what the command line says: its selection stands instead of theirs, the rest beside."""
    problems = [
        problem
        for name in (*asked.select, *asked.extend_select, *asked.ignore)
        if (problem := config.unknown_name(name))
    ]
    severities: dict[str, Severity] = {}
    for pair in asked.severity:
        name, _, level = pair.partition("=")
        if level in list(Severity):
            severities[name] = Severity(level)
        else:
            problems.append(f"--severity {pair}: write RULE=LEVEL; the levels are {', '.join(Severity)}.")
        problems += [problem] if (problem := config.unknown_name(name)) else []
    if problems:
        raise UsageError("\n".join(problems))
    rules = msgspec.structs.replace(
        known.lint,
        select=asked.select or known.lint.select,
        extend_select=(*(() if asked.select else known.lint.extend_select), *asked.extend_select),
        ignore=(*(() if asked.select else known.lint.ignore), *asked.ignore),
        severity=known.lint.severity | severities,
    )
    return msgspec.structs.replace(known, lint=rules)


def _paths(asked: _Asked, base: lint.Base) -> tuple[Path, ...]:
    """What to check: what was named, or all, or what of it has changed."""
    missing = [path for path in asked.paths if not path.exists() and not path.is_symlink()]
    if missing:
        raise UsageError("\n".join(f"{path}: there is no such file or folder." for path in missing))
    if not asked.paths and not base.content.is_dir():
        raise UsageError(
            f"{base.content}: there is no such folder. Name the articles to check, or run this in a knowledge base."
        )
    named = asked.paths or (base.content,)
    if asked.changed is None:
        return named
    from kbtool.cli.changed import changed  # noqa: PLC0415 - asking git takes what hardly any run needs

    return tuple(dict.fromkeys(changed(named, base, asked.changed)))


def _check_stream(asked: _Asked, base: lint.Base) -> int:
    """Check, or mend, what comes from standard input; mended text goes to standard output."""
    if asked.paths != (_STDIN,) or asked.changed is not None:
        raise UsageError("- stands for standard input alone: name no other path beside it, and leave out --changed.")
    if asked.stdin_filename is None:
        raise UsageError("say which file standard input is: --stdin-filename content/193/Q193819.md.")
    data, path = sys.stdin.buffer.read(), asked.stdin_filename
    catalogue = lint.catalogue_of(base, _executor(asked))
    if asked.fix or asked.unsafe_fixes:
        from kbtool.lint.fixes import mended  # noqa: PLC0415 - only for those who mend

        check = partial(lint.check_text, path=path, base=base, catalogue=catalogue)
        found = mended(data, check, unsafe=asked.unsafe_fixes)
        click.echo(_diff(path, data, found.data) if asked.diff else found.data, nl=False)
        return int(asked.diff and found.done > 0)
    return _show(asked, lint.Report(tuple(lint.check_text(data, path, base, catalogue)), (path.stem,)), base)


def _mend(asked: _Asked, base: lint.Base, paths: Iterable[Path]) -> bool:
    """Mend files, or show how they would be; returns whether there was anything to mend."""
    from kbtool.lint.mending import mend  # noqa: PLC0415 - only for those who mend

    number: Counter[str] = Counter()
    for file in mend(paths, base, _executor(asked), unsafe=asked.unsafe_fixes):
        number["left"] += file.left
        if file.after == file.before:
            continue
        if asked.diff:
            click.echo(_diff(file.path, file.before, file.after), nl=False)
        else:
            try:
                write_atomic(file.path, file.after)
            except OSError as error:
                click.echo(f"{file.path}: cannot be written: {reason(error)}. It stays as it is.", err=True)
                continue
        number["files"] += 1
        number["fixes"] += file.done
    verb = "would be mended" if asked.diff else "mended"
    if not asked.quiet:
        left = f"; {number['left']:,} fixes left, they would bring new findings" if number["left"] else ""
        click.echo(f"{number['fixes']:,} findings in {number['files']:,} files {verb}{left}.", err=True)
    return number["files"] > 0


def _diff(path: Path, before: bytes, after: bytes) -> str:
    """What changes, as `patch` and `git apply` take it."""
    old, new = (data.decode("utf-8").splitlines(keepends=True) for data in (before, after))
    lines = difflib.unified_diff(old, new, f"a/{path}", f"b/{path}")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _show(asked: _Asked, report: lint.Report, base: lint.Base) -> int:
    """Show the report as it was asked for; returns the exit code."""
    findings: Sequence[Finding] = report.findings
    remark = ""
    if asked.write_baseline or asked.baseline:
        from kbtool.lint import baseline  # noqa: PLC0415 - only for those who have one

        if asked.write_baseline:
            number = baseline.write(asked.write_baseline, findings)
            click.echo(f"{number:,} findings written to {asked.write_baseline}.", err=True)
            return 0
        if asked.baseline:
            compared = baseline.compare(asked.baseline, findings, report.checked, base.plan.codes)
            findings = compared.new
            remark = f" The baseline knows {compared.known:,} more; {compared.fixed:,} of its findings are mended."
    grave = [finding for finding in findings if finding.severity.rank <= asked.threshold.rank]
    shown = grave if asked.quiet else findings
    if asked.statistics:
        show.by_code(shown, 0, all_shown_by="")
    else:
        _write(reports.writer(asked.form).write(shown), asked.output)
    if asked.form in (reports.Form.TEXT, reports.Form.CONCISE) and not asked.quiet:
        click.echo(f"{report.articles:,} articles checked: {summary(findings)}.{remark}", err=bool(asked.output))
    return int(bool(grave))


def _write(pieces: Iterator[str], output: Path | None) -> None:
    if output is None:
        for piece in pieces:
            click.echo(piece, nl=False)
        return
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        with output.open("w", encoding="utf-8") as file:
            file.writelines(click.unstyle(piece) for piece in pieces)
    except OSError as error:
        raise UsageError(f"{output}: cannot be written: {reason(error)}.") from error


def summary(findings: Sequence[Finding]) -> str:
    """`1 error, 3 warnings`."""
    number = Counter(finding.severity for finding in findings)
    names = {Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.INFO: "remarks"}
    return show.counts([(names[severity], number[severity]) for severity in Severity]).replace("nothing", "no findings")
