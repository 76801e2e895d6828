"""Words that say nothing about what a reader looks for. A query is searched without them where it has others."""

from collections.abc import Set as AbstractSet

_WORDS = """
    a am an and any are as at be because been but by can cant could did do does doesnt dont for from had has have how i if im in
    into is isnt it its me my no not of on or our should so some that the their them then there these they this those to too up
    very was we were what when where which while who why will with wont would you your
"""
COMMON = frozenset(_WORDS.split())


def is_common(chunk: str, common: AbstractSet[str]) -> bool:
    """Whether a chunk in lower case is one of the `common` words, which are spelled without apostrophes."""
    return chunk.replace("'", "") in common
