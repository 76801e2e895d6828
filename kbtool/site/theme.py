"""The MkDocs theme `kbtool`: where its templates lie.

MkDocs takes the folder of `theme.__file__` for the folder of the theme. In a wheel the templates are inside the package, in a
checkout they are the folder `templates` at its top.
"""

from pathlib import Path
from types import SimpleNamespace

NAME = "kbtool"
_CONFIGURATION = "mkdocs_theme.yml"


def templates_folder() -> Path:
    """The folder of the theme's templates, styles and scripts."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


theme = SimpleNamespace(__file__=str(templates_folder() / _CONFIGURATION))
