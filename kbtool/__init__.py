"""kbtool brings a legacy plain-text knowledge base back to life.

Data flows one way: legacy bytes -> Document -> Article (Markdown) -> catalogue, lint, search, site.
Every stage is a pure function over one article; printing and exit codes live in `kbtool.cli`.
"""

__version__ = "0.1.0"
