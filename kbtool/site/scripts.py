"""The scripts of the theme as readers load them: without comments and indentation there is a quarter less to send."""

import rjsmin
from mkdocs.structure.files import Files

from kbtool.site import theme


def minify(files: Files) -> None:
    """Make the theme's own scripts small; those of a user stay as they are."""
    ours = str(theme.templates_folder())
    for file in files:
        if file.src_dir == ours and file.src_uri.endswith(".js"):
            file.content_string = minified(file.content_string)


def minified(script: str) -> str:
    """The script, which does the same, without what only people read."""
    small: str = rjsmin.jsmin(script)
    return small
