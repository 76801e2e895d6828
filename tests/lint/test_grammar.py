"""What the rules of prose know of English: which words go with `a` and `an`, what names a letter or a sign, and what is not English at all."""

import pytest

from kbtool.findings import Code
from kbtool.lint.english import is_foreign
from kbtool.lint.pronunciation import article_before, may_belong_before
from tests.lint.helpers import hits


def _finds(code: Code, text: str) -> bool:
    return bool(hits(code, f"{text}\n"))


def _each(words: str) -> list[str]:
    return words.split("|")


@pytest.mark.parametrize(
    "word",
    _each(
        "add|again|all|also|and|another|any|appears|are|avoid|each|either|equals|every|exists|extrn|into|its|off|once|one|ones|only|onto|out"
        "|over|unit|unanimous|universe|european|ewer|use"
    ),
)
def test_a_may_stand_before(word: str) -> None:
    assert not _finds(Code.INDEFINITE_ARTICLE, f"The bell: a {word} of it.")


@pytest.mark.parametrize("word", _each("apple|error|icon|object|update|uncle|understanding|under"))
def test_an_belongs_before(word: str) -> None:
    assert _finds(Code.INDEFINITE_ARTICLE, f"The bell: a {word} of it.")


@pytest.mark.parametrize(
    "word",
    _each("with|your|hour|honest|use|lan|ftp|sql|scsi|mdi|html|nic|rom|unless|under|then|you|to|by|be|but|can"),
)
def test_an_may_stand_before(word: str) -> None:
    assert not _finds(Code.INDEFINITE_ARTICLE, f"The bell: an {word} of it.")


@pytest.mark.parametrize(
    "word",
    _each(
        "user|users|unique|universal|utility|usable|useful|unit|units|bell|case|door|gate|joke|kind|part|quilt|tower|value|word|year|zone"
        "|fifth|letter|mouse|number|rather|sample|station|new"
    ),
)
def test_a_belongs_before(word: str) -> None:
    assert _finds(Code.INDEFINITE_ARTICLE, f"The bell: an {word} of it.")


@pytest.mark.parametrize(
    "words",
    _each(
        "a bell|a Windows|a URL|a UNC|a UPS|a USB|a UI|a DLL|a CD-ROM|a PC|a CString|a European|a Unix|a user-defined|a one-off|a Unisys|a printer"
        "|a stored|a chapter|a school|a house|a Hewlett-Packard|a union|a unicast|a useful|a u-umlaut|a uuencoded|a U|a B|a DLLs|a UTF8|a K7"
        "|an API|an IBM-compatible|an HTML|an NTFS|an MS-DOS|an FTP|an SMTP|an XML|an RPC|an HTTPS|an hour|an honest|an Honor|an heir|an OLE"
        "|an ActiveX|an unknown|an uninstalled|an unidentified|an unimportant|an update|an umbrella|an S|an x-ray|an e-mail|an APIs|an Euler"
        "|an unitialized|a unary|a Unimodem|a unilingual|a uniaxial|an unissued|a Utah|a Ugandan|a usurer|a eulogy|a Ewing|a ONE|a ONE-TO-MANY"
        "|a oneliner|an onerous|an undo|an ultimate"
    ),
)
def test_the_article_that_belongs_before_a_word(words: str) -> None:
    article, word = words.split()
    assert article_before(word) == article


@pytest.mark.parametrize(
    "word",
    _each(
        "SQL|SQLs|MSG|LAN|SCSI|ROM|UART|ULONG|UPDATE_X|SCode|NTBackup|hWnd|SELECT|SNARAS|historic|hotel|hypothesis|herb|lvalue|mdi|ftp|8-bit|4|été"
        "|USER|H2SO4|UUENCODED|x|url|urls|Url|uri|ui|uid|up|UP|OneNote|oneWay|EuroCard|SRV"
    ),
)
def test_both_articles_may_belong_before_a_word(word: str) -> None:
    assert article_before(word) == ""


@pytest.mark.parametrize("article", ["a", "an"])
@pytest.mark.parametrize(
    "word", ["a", "An", "uRL", "DLL", "DlL", "Hour", "hOUR", "XML", "NTFS", "URL", "use", "Windows", "u", "x"]
)
def test_what_is_looked_for_first_misses_no_word(article: str, word: str) -> None:
    assert may_belong_before(article, word.lower()) or article_before(word) != article


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A apple falls. A orange? A ice: A oak", ["A", "A", "A", "A"]),
        ("Host A informs Host B, and User A edits it with option A open.", []),
        ("An user has a a list, and a an apple.", ["An"]),
        ("You an use it, an then you.", []),
    ],
)
def test_a_capital_letter_is_an_article_where_a_sentence_begins(text: str, found: list[str]) -> None:
    hits_found = hits(Code.INDEFINITE_ARTICLE, f"{text}\n")
    assert [hit.fix[0].text for hit in hits_found] == [{"A": "An", "An": "A"}[one] for one in found]


@pytest.mark.parametrize(
    "noun",
    _each(
        "bank|cell|client|column|computer|drive|field|figure|group|host|item|key|letter|line|machine|node|option|page|part|port|row|section"
        "|server|site|step|table|value|variable|version"
    ),
)
def test_behind_what_is_labelled_a_is_a_name(noun: str) -> None:
    assert not _finds(Code.INDEFINITE_ARTICLE, f"The bell of {noun} a answers.")
    assert _finds(Code.INDEFINITE_ARTICLE, f"The bell of {noun} an bell answers.")


@pytest.mark.parametrize(
    "word",
    _each("and|with|comma|commas|period|periods|dot|dots|stop|stops|character|delimiter|mark|separator|sign|symbol"),
)
def test_behind_what_names_a_sign_the_sign_is_meant(word: str) -> None:
    assert not _finds(Code.PUNCTUATION_STRAY, f"Part the names {word} , or by a blank.")


@pytest.mark.parametrize("word", _each("about|called|for|from|into|named|see|than|the"))
def test_behind_a_word_that_goes_on_the_space_stays_as_the_trace_of_what_is_lost(word: str) -> None:
    (hit,) = hits(Code.PUNCTUATION_STRAY, f"Ring the bell {word} , and rest.\n")
    assert not hit.fix


@pytest.mark.parametrize(
    "word",
    _each(
        "der|das|und|ist|nicht|ein|eine|zu|den|dem|mit|von|auf|el|los|las|que|una|del|por|para|le|les|et|est|pour|dans|une|du|il|di|che"
        "|della|um|uma|ao|het|een|niet|och|att|det|läutet|звон"
    ),
)
def test_words_of_other_languages_are_known(word: str) -> None:
    assert is_foreign(f"Bell {word} tower")
    assert not is_foreign(f"Bell {word} the tower")


@pytest.mark.parametrize("word", _each("the|of|to|and|you|this|that|for|with|not|when|be|it|can|are|from"))
def test_small_english_words_outweigh_as_many_others(word: str) -> None:
    assert not is_foreign(f"Glöckner {word}")


def test_words_that_tell_nothing_are_english() -> None:
    assert not is_foreign("Bell Tower 2.0")
