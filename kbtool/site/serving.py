"""Previewing a site while its articles, templates and settings are edited."""

from collections.abc import Callable
from pathlib import Path

from mkdocs.commands import serve as mkdocs_serve

from kbtool.errors import KbtoolError
from kbtool.files import reason
from kbtool.site.builder import configuration, kbtool_plugin, listening, run


def serve(config_file: Path, address: str | None = None, *, say: Callable[[str, int], None]) -> None:
    """Build the site, serve it, and build it again whenever something changes, until interrupted.

    Raises:
        UsageError: the configuration or the settings are wrong.
        KbtoolError: the first build failed, or the address cannot be used.
    """
    with listening(say, findings=True) as heard:
        kbtool_plugin(configuration(config_file, heard, dev_addr=address))
        try:
            run(lambda: mkdocs_serve.serve(str(config_file), dev_addr=address))
        except OSError as error:
            raise KbtoolError(f"the preview cannot be served: {reason(error)}. Choose another --dev-addr.") from error
