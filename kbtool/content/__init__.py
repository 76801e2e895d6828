"""Articles as editors keep them: Markdown with YAML front matter."""

from kbtool.content.reader import body_alone, decoded, parse, read

__all__ = ["body_alone", "decoded", "parse", "read"]
