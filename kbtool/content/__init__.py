"""Articles as editors keep them: Markdown with YAML front matter."""

from kbtool.content.reader import decoded, parse, read

__all__ = ["decoded", "parse", "read"]
