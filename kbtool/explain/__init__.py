"""How legacy articles were understood, for people: side by side what they say and what readers will see."""

from kbtool.explain.aligned import Article, is_doubtful
from kbtool.explain.page import page

__all__ = ["Article", "is_doubtful", "page"]
