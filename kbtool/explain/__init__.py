"""How legacy articles were understood, for people: side by side what they say and what readers will see."""

from kbtool.explain.aligned import is_doubtful
from kbtool.explain.page import page
from kbtool.explain.reading import Article, read

__all__ = ["Article", "is_doubtful", "page", "read"]
