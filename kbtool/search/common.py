"""Words that say nothing about what a reader looks for. A query is searched without them where it has others."""

_WORDS = """
    a am an and any are as at be because been but by can cant could did do does doesnt dont for from had has have how i if im in
    into is isnt it its me my no not of on or our should so some that the their them then there these they this those to too up
    very was we were what when where which while who why will with wont would you your
"""
COMMON = frozenset(_WORDS.split())
