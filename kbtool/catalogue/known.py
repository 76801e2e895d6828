"""What editors know of articles that are not where their id says: two files beside the settings.

The redirect file says under which id an article that was renamed, or merged into another, is found now. The successor file says where
an article that is not in this base lives on:

    "Q100200": "Q100300"                                  # redirects.yml

    "Q256986":                                            # successors.yml
      url: "https://learn.example.org/registry"
      title: "Windows registry information"
"""

from pathlib import Path
from typing import Any

import msgspec
import yaml

from kbtool.catalogue.resolution import Successor
from kbtool.errors import UsageError
from kbtool.files import reason

REDIRECTS = "redirects.yml"
SUCCESSORS = "successors.yml"


class Known(msgspec.Struct, frozen=True):
    """Redirects from id to id, and successors by id."""

    redirects: dict[str, str] = msgspec.field(default_factory=dict)
    successors: dict[str, Successor] = msgspec.field(default_factory=dict)

    def target(self, article_id: str) -> str:
        """The id under which an article is found now: its own, if no redirect says otherwise. Chains are followed, circles are left."""
        seen = {article_id}
        while (other := self.redirects.get(article_id)) and other not in seen:
            seen.add(other)
            article_id = other
        return article_id


def load(root: Path) -> Known:
    """What the files in the folder of a base say; a file that is not there says nothing.

    Raises:
        UsageError: a file cannot be read or does not say what it should.
    """
    return Known(
        redirects=_read(root / REDIRECTS, dict[str, str], 'Write one "OLD": "NEW" a line.'),
        successors=_read(root / SUCCESSORS, dict[str, Successor], "Write an id a line, and below it url and title."),
    )


def _read(path: Path, shape: Any, advice: str) -> Any:
    try:
        value = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {reason(error)}.") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        raise UsageError(f"{path}{line}: is not valid YAML: {getattr(error, 'problem', error)}. {advice}") from error
    try:
        return msgspec.convert(value or {}, shape)
    except msgspec.ValidationError as error:
        raise UsageError(f"{path}: {str(error).replace('`', '')}. {advice}") from error
