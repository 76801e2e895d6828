"""Articles as editors keep them: Markdown with YAML front matter."""

from kbtool.content.reader import parse, read

__all__ = ["parse", "read"]
