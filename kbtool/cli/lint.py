"""`kbtool lint`: check articles, and mend them."""

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from kbtool import lint, settings, settings_source
from kbtool.catalogue.files import is_article
from kbtool.cli import outputs, reporting, show
from kbtool.errors import UsageError
from kbtool.files import as_text, is_text, relative
from kbtool.findings import Severity
from kbtool.lint import baseline, config, reports
from kbtool.lint.drafts import Drafts
from kbtool.parallel import executor_for
from kbtool.settings import LintSettings

if TYPE_CHECKING:
    from kbtool.cli import mending

_STDIN = Path("-")
_RULES = "by code, beginning of a code, name or family; several with commas"


def _listed(_context: click.Context, _option: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """The names of an option that may be given several times, and may hold several names."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


def _named(context: click.Context, option: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """The same of an option that means nothing when it names nothing."""
    names = _listed(context, option, values)
    if values and not names:
        raise UsageError(f"{option.opts[0]} names no rule.")
    return names


class _Asked(msgspec.Struct, frozen=True):
    """What the command line asks for."""

    paths: tuple[Path, ...]
    select: tuple[str, ...]
    extend_select: tuple[str, ...]
    ignore: tuple[str, ...]
    severity: tuple[str, ...]
    changed: str | None
    articles_only: bool
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

    @property
    def is_stream(self) -> bool:
        """Whether it is standard input that is to be checked."""
        return _STDIN in self.paths or (not self.paths and self.stdin_filename is not None)

    @property
    def mends(self) -> bool:
        """Whether anything is to be mended, or to be shown mended."""
        return self.fix or self.unsafe_fixes or self.diff

    @property
    def report_file(self) -> Path | None:
        """The file that the report is to be written to; None for standard output."""
        return None if self.output == outputs.STANDARD_OUTPUT else self.output

    @property
    def manner(self) -> reporting.Manner:
        """How the report is to be shown."""
        instead = "--diff" if self.diff else "--write-baseline" if self.write_baseline else ""
        return reporting.Manner(
            self.form,
            self.report_file,
            self.threshold,
            self.quiet,
            self.statistics,
            self.baseline,
            instead,
            not self.mends,
        )


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--select", multiple=True, callback=_named, metavar="RULES", help=f"Run only these rules, {_RULES}.")
@click.option("--extend-select", multiple=True, callback=_listed, metavar="RULES", help="Run these rules too.")
@click.option("--ignore", multiple=True, callback=_listed, metavar="RULES", help="Do not run these rules.")
@click.option("--severity", multiple=True, callback=_named, metavar="RULE=LEVEL", help="How much a rule matters.")
@click.option(
    "--changed", is_flag=False, flag_value="HEAD", metavar="[REVISION]", help="Check what has changed since, says git."
)
@click.option("--articles-only", is_flag=True, help="Pass over files that are named but are no articles.")
@click.option("--stdin-filename", metavar="FILE", type=click.Path(path_type=Path), help="The file that - stands for.")
@click.option("--fix", is_flag=True, help="Mend what can be mended safely.")
@click.option("--unsafe-fixes", is_flag=True, help="Mend also what should be looked at afterwards.")
@click.option("--diff", is_flag=True, help="Show what would be mended, and write nothing.")
@click.option(
    "--baseline",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Count, and mend, only what this baseline does not know.",
)
@click.option(
    "--write-baseline", metavar="FILE", type=click.Path(path_type=Path), help="Write what is found as a baseline."
)
@click.option("--statistics", is_flag=True, help="Show how often each rule found something, and nothing else.")
@click.option(
    "--format", "form", type=click.Choice([str(form) for form in reports.Form]), default="text", show_default=True
)
@click.option(
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write the report to this file; - is standard output.",
)
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
    asked.manner.check()
    base = _base(asked)
    _check_files(asked, base)
    if asked.is_stream:
        return _check_stream(asked, base)
    if asked.stdin_filename:
        raise UsageError("--stdin-filename says which file standard input is: name no other file beside it.")
    paths = _paths(asked, base)
    unwritten = 0
    if asked.mends:
        outcome = _mend(asked, base, paths)
        if asked.diff:
            return int(outcome.files > 0)
        unwritten = outcome.unwritten
    report = lint.check(paths, base, _executor(asked)) if paths else lint.Report((), ())
    return _show(asked, report, base) or int(unwritten > 0)


def _executor(asked: _Asked) -> Any:
    return partial(executor_for, workers=asked.jobs)


def _known(asked: _Asked) -> baseline.Baseline:
    """The findings that are neither shown nor mended."""
    return baseline.read(asked.baseline) if asked.baseline else baseline.Baseline()


def _check_files(asked: _Asked, base: lint.Base) -> None:
    """See that nothing that is written replaces an article, and that no file is one for which the command would fail after it has mended."""
    if asked.diff and asked.write_baseline:
        raise UsageError("--diff writes nothing: leave out --write-baseline.")
    for path, option in ((asked.report_file, "--output"), (asked.write_baseline, "--write-baseline")):
        if path:
            outputs.check(path, option, (base.content, *asked.paths))
    for path in (asked.baseline, asked.write_baseline):
        if path and (path.exists() or path is asked.baseline):
            baseline.read(path)


def _base(asked: _Asked) -> lint.Base:
    """The base that holds what is to be checked, or else the one we are in, with what the command line says of its rules."""
    start = asked.stdin_filename or next((path for path in asked.paths if path != _STDIN), None)
    of_path = settings.find_root(start.absolute()) if start else None
    root = of_path if of_path and settings.is_base(of_path) else settings.find_root(Path.cwd())
    known = settings.load(root, partial(config.problems_in, root))
    return lint.base_at(relative(root), known, overruling=_overruling(asked), use_cache=asked.cache)


def _overruling(asked: _Asked) -> LintSettings:
    """What the command line says of rules and severities."""
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
            off = f" To switch a rule off: --ignore {name}." if level == "off" else ""
            problems.append(f"--severity {pair}: write RULE=LEVEL; the levels are {', '.join(Severity)}.{off}")
        problems += [problem] if (problem := config.unknown_name(name)) else []
    if problems:
        raise UsageError("\n".join(problems))
    return LintSettings(
        select=asked.select, extend_select=asked.extend_select, ignore=asked.ignore, severity=severities
    )


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
    if asked.articles_only:
        named = tuple(path for path in named if path.is_dir() or is_article(path, base.ids))
    if asked.changed is None:
        return named
    from kbtool.cli.changed import changed  # noqa: PLC0415 - asking git takes what hardly any run needs

    return tuple(dict.fromkeys(changed(named, base, asked.changed)))


def _check_stream(asked: _Asked, base: lint.Base) -> int:
    """Check, or mend, what comes from standard input; mended text goes to standard output, and what is left to standard error."""
    if asked.paths not in ((), (_STDIN,)) or asked.changed is not None:
        raise UsageError("- stands for standard input alone: name no other path beside it, and leave out --changed.")
    if asked.stdin_filename is None:
        raise UsageError("say which file standard input is: --stdin-filename content/193/Q193819.md.")
    if not is_text(str(asked.stdin_filename)):
        raise UsageError(
            f"--stdin-filename: '{as_text(asked.stdin_filename)}' is not UTF-8; give the file another name."
        )
    data, path = sys.stdin.buffer.read(), asked.stdin_filename
    check = partial(Drafts(base, _executor(asked)).check, path=path)
    if asked.mends:
        from kbtool.cli import mending  # noqa: PLC0415 - only for those who mend
        from kbtool.lint.fixes import mended  # noqa: PLC0415

        found = mended(data, check, unsafe=asked.unsafe_fixes, choose=_known(asked).new)
        click.echo(mending.diff(path, base.root, data, found.data) if asked.diff else found.data, nl=False)
        if not asked.quiet:
            waiting = [f"{path}: {mending.waiting(found.waiting)}."] if found.waiting else []
            click.echo("".join(f"{line}\n" for line in [*mending.left_out(found.left), *waiting]), nl=False, err=True)
        if asked.diff:
            return int(found.data != data)
        data = found.data
    return _show(asked, lint.Report(tuple(check(data)), (path.stem,)), base)


def _mend(asked: _Asked, base: lint.Base, paths: tuple[Path, ...]) -> "mending.Outcome":
    """Mend files, or show how they would be."""
    from kbtool.cli import mending  # noqa: PLC0415 - only for those who mend
    from kbtool.lint.mending import mend  # noqa: PLC0415

    files = mend(paths, base, _executor(asked), unsafe=asked.unsafe_fixes, choose=_known(asked).new)
    outcome = mending.carry_out(files, partial(mending.show_changes, root=base.root) if asked.diff else mending.write)
    if not asked.quiet:
        summary = outcome.summary("would be mended" if asked.diff else "mended")
        click.echo("\n".join([*mending.left_out(outcome.left), summary]), err=True)
    return outcome


def _show(asked: _Asked, report: lint.Report, base: lint.Base) -> int:
    """Show the report as it was asked for, or write it as a baseline; returns the exit code."""
    is_whole = not asked.paths and asked.changed is None and not asked.is_stream
    if is_whole and not asked.quiet:
        _say_what_is_idle(base)
    scope = baseline.Scope(frozenset(report.checked), base.plan.codes, is_whole, baseline.hidden(report.findings))
    if asked.write_baseline:
        before = baseline.write(asked.write_baseline, report.findings, scope)
        click.echo(reporting.written(asked.write_baseline, report.findings, before), err=True)
        return 0
    return reporting.show_report(report, asked.manner, scope, err=asked.is_stream and asked.mends)


def _say_what_is_idle(base: lint.Base) -> None:
    """Name the settings for some paths that hold for none, so that a mistyped path cannot hide."""
    source = settings_source.find(base.root)
    if source is None:
        return
    for number, pattern in lint.idle_patterns(base):
        line = source.line(("lint", "per-path", str(number), "paths", pattern))
        click.echo(show.printable(f"{source.path}:{line}: no article fits '{pattern}'."), err=True)
