"""How `kbtool lint` shows its report: what of it counts, where it goes, in which form, and what the exit code is."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import msgspec

from kbtool import lint
from kbtool.cli import show
from kbtool.errors import UsageError
from kbtool.files import reason, rewrite_pieces, write_pieces_atomic
from kbtool.findings import Finding, Severity
from kbtool.lint import baseline, reports
from kbtool.printing import styled

_FOR_PEOPLE = (reports.Form.TEXT, reports.Form.CONCISE)
_OF_STATISTICS = (*_FOR_PEOPLE, reports.Form.JSON)
_SHOWN = 10
_SEVERITY_NAMES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "remark"}


class Manner(msgspec.Struct, frozen=True):
    """How a report is asked for: in which form, where to (None: standard output), and from which severity on findings count.

    `offers_fixes` says whether the summary tells what could be mended; `instead` is the option by which something else is asked for in its place, "" where there is none.
    """

    form: reports.Form
    output: Path | None
    threshold: Severity
    quiet: bool
    statistics: bool
    baseline: Path | None
    instead: str = ""
    offers_fixes: bool = True

    def check(self) -> None:
        """See that there is such a form, and that a report is written at all where something is said of it.

        Raises:
            UsageError: it is not so.
        """
        if self.statistics and self.form not in _OF_STATISTICS:
            raise UsageError(f"--statistics has the forms {', '.join(_OF_STATISTICS)}, not {self.form}.")
        asked = {
            "--format": self.form is not reports.Form.TEXT,
            "--output": self.output is not None,
            "--statistics": self.statistics,
        }
        if self.instead and (idle := [option for option, is_given in asked.items() if is_given]):
            raise UsageError(f"with {self.instead} there is no report: leave out {' and '.join(idle)}.")


def show_report(report: lint.Report, manner: Manner, scope: baseline.Scope, *, err: bool = False) -> int:
    """Show the report, with `err` on standard error; returns the exit code."""
    findings: Sequence[Finding] = report.findings
    gone: list[baseline.Entry] = []
    remark = ""
    if manner.baseline:
        findings, known, gone, _ = baseline.compare(manner.baseline, findings, scope)
        number = sum(entry.count for entry in gone)
        remark = (
            f" The baseline knows {known:,} more; {number:,} of its findings {'is' if number == 1 else 'are'} mended."
        )
    grave = [finding for finding in findings if finding.severity.rank <= manner.threshold.rank]
    _write(_pieces(grave if manner.quiet else findings, manner), manner.output, err=err)
    if manner.form in _FOR_PEOPLE and not manner.quiet:
        summed_up = f"{show.amount(report.articles, 'article')} checked: {summary(findings)}.{remark}"
        if manner.offers_fixes:
            summed_up += offer(findings)
        click.echo("".join(f"{line}\n" for line in [*_gone(gone), summed_up]), nl=False, err=err or bool(manner.output))
    return int(bool(grave))


def written(path: Path, findings: Sequence[Finding], before: baseline.Compared | None) -> str:
    """What to say of a baseline that was written: what came into it, with the first of that, and what went, where there was one before."""
    said = f"{show.amount(len(findings), 'finding')} written to {path}"
    if before is None:
        return f"{said}."
    if before.unseen:
        said += f" beside {before.unseen:,} that this run did not look for"
    gone = sum(entry.count for entry in before.gone)
    new = [f"new: {styled(one)}" for one in before.new[:_SHOWN]]
    more = [f"{len(before.new) - _SHOWN:,} more are new."] if len(before.new) > _SHOWN else []
    of_new = f" ({summary(before.new)})" if before.new else ""
    return "\n".join([*new, *more, f"{said}: {len(before.new):,} new{of_new}, {gone:,} mended."])


def _pieces(findings: Sequence[Finding], manner: Manner) -> Iterator[str]:
    if not manner.statistics:
        return reports.writer(manner.form).write(findings)
    from kbtool.lint import statistics  # noqa: PLC0415 - only for those who count

    counts = statistics.statistics(findings)
    return statistics.as_json(counts) if manner.form is reports.Form.JSON else statistics.as_table(counts)


def _gone(entries: Sequence[baseline.Entry]) -> Iterator[str]:
    """The first of the entries of the baseline that are mended."""
    for entry in entries[:_SHOWN]:
        yield show.printable(f"mended: {entry.article} {entry.rule} {entry.line}")
    if entries:
        more = f"{len(entries) - _SHOWN:,} more are mended. " if len(entries) > _SHOWN else ""
        yield f"{more}Write the baseline anew, so that they cannot come back: --write-baseline."


def _write(pieces: Iterator[str], output: Path | None, *, err: bool) -> None:
    if output is None:
        for piece in pieces:
            click.echo(piece, nl=False, err=err)
        return
    plain = (click.unstyle(piece).encode(errors="backslashreplace") for piece in pieces)
    try:
        if output.is_file():
            rewrite_pieces(output, plain)
        elif output.exists():  # /dev/stdout, a pipe: nothing that could be replaced
            with output.open("wb") as file:
                file.writelines(plain)
        else:
            write_pieces_atomic(output.resolve(), plain)
    except OSError as error:
        raise UsageError(f"{output}: cannot be written: {reason(error)}.") from error


def offer(findings: Sequence[Finding]) -> str:
    """How many findings each option that mends would mend: ` 2 can be mended with --fix, 1 more with --unsafe-fixes.`; "" where none."""
    number = Counter(finding.fix.is_safe for finding in findings if finding.fix)
    safe, unsafe = number[True], number[False]
    more = " more" if safe else " can be mended"
    with_fix = f"{safe:,} can be mended with --fix" if safe else ""
    with_unsafe = f"{unsafe:,}{more} with --unsafe-fixes" if unsafe else ""
    parts = ", ".join(part for part in (with_fix, with_unsafe) if part)
    return f" {parts}." if parts else ""


def summary(findings: Sequence[Finding]) -> str:
    """`1 error, 3 warnings`."""
    number = Counter(finding.severity for finding in findings)
    amounts = [show.amount(number[one], _SEVERITY_NAMES[one]) for one in Severity if number[one]]
    return ", ".join(amounts) or "no findings"
