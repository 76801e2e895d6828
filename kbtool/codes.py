"""The archive's codes and its version syntax, for readers who have not learned them."""

_WORDS = {
    "kbbug": "Bug",
    "kbfix": "Fixed",
    "kbhowto": "How to",
    "kbinfo": "Information",
    "kbnofix": "Not fixed",
    "kbpending": "Fix pending",
    "kbprb": "Problem",
}


def words(code: str) -> str:
    """What a code says, in words; a code without words as it is."""
    return _WORDS.get(code.casefold(), code)


def versions(field: str) -> tuple[tuple[str, str], ...]:
    """The archive's version syntax as (platform, versions): `WINDOWS:4.0,5.0;:2.1` is `("WINDOWS", "4.0, 5.0"), ("", "2.1")`.

    The older syntax without colons, and whatever else stands there, comes back as it is, without a platform. A platform without
    versions says nothing and is left out.
    """
    groups = []
    for group in field.split(";"):
        platform, colon, numbers = group.partition(":")
        if not colon:
            platform, numbers = "", group
        listed = ", ".join(part.strip() for part in numbers.split(",") if part.strip())
        if listed:
            groups.append((platform.strip(), listed))
    return tuple(groups)
