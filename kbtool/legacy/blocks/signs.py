"""The signs by which lines of the archive show what they are, as far as several readers look for them."""

import re

ITEM_TEXT = 3  # an item's text stands three columns right of where its level begins

MARKER = re.compile(r"( *)(?:(?P<bullet>[-*o\u00b7\u2022])|(?P<number>\d{1,3})[.)]|(?P<letter>[A-Za-z])[.)])(?: +|\Z)")
"""Opens a list item."""

NOTE = re.compile(
    r"(?P<word>(?:IMPORTANT )?NOTES?(?: \d{1,2})?|WARNINGS?|IMPORTANT|CAUTION|TIP|Note|Warning|Important|Caution|Tip|Notes)"
    r"(?:: |:(?=[A-Z\"])|:\Z| - )"
)
"""Opens a note or a warning."""

ALTERNATIVE = re.compile(r"\s*-{1,2} ?(?:or|and|and/or) ?-{1,2}\Z", re.IGNORECASE)
"""Stands between alternatives."""

CATEGORY = re.compile(r"KB(?:Sub)?Category:", re.IGNORECASE)
"""Opens a classification line of an older article."""

STANDS_ALONE = re.compile(r"\s*(?:(?:https?|ftp)://\S+|\\\S+|[A-Z]:\\\S+|HKEY_\S+)\Z")
"""An address, a path or a registry key that fills its line."""

CODE = re.compile(
    r"[{};]\s*\Z|^\s*(?:#\w+|//|/\*|\*\s|&&|REM\b|'|\[[^\]]+\]\s*\Z|[A-Z]:\\|\\\\|HKEY_|https?:|ftp:|End (?:Sub|If|Function)\b|"
    r"(?:Private |Public )?(?:Sub|Function|Dim|Declare)\b|[\w.]+\s*=|<\w+[^>]*>)|\w\(\)|:=|\\\w+\\"
)
"""Is found in lines of code, commands and settings, and hardly ever in prose."""
