"""The programming language of a listing, where product and text make it certain.

A wrong language is worse than none: it colours the listing wrongly and misleads who reads the Markdown. So a listing gets one only
where lines of it bear signs of the language, nearly all others could be of it, and none speaks against it. Among the articles of a
product in which people write the language, a sign or two are enough; elsewhere it takes more, or no number is enough. A single line
is no listing.

The table is ordered: the first language that fits is the one. The names are those that both Pygments and GitHub know, but for
`fortranfixed` and `registry`, which GitHub shows plain. `vbnet` stands for Visual Basic and its kin from the first version for
Windows on, because the two share no other name for these; `basic` is Basic as of the days of MS-DOS.
"""

import re
from collections.abc import Callable, Sequence
from functools import cached_property

import msgspec

from kbtool.legacy.products import PRODUCTS
from kbtool.model import Block, Verbatim

_ONE_IN = 5
"""Of so many lines of a listing one may be such that nothing shows it to be of the language."""
_LONGEST, _WIDEST = 50, 160
"""Lines of a listing, and columns of a line, that are looked at."""

_IN_C = frozenset(
    [
        "visualc",
        "win16sdk",
        "win16ddk",
        "utilities",
        "odbc",
        "miscsdk",
        "mspl13_c",
        "msj",
        "masm",
        "mspl13_masm",
        "fortran",
    ]
)
_IN_BASIC = frozenset(["vbwin", "word97", "powerpt", "accother"])
_IN_MSPL = frozenset(["mspl13_basic", "mspl13_c", "mspl13_masm"])
_OF_DATABASES = frozenset(
    [
        "odbc",
        "visualc",
        "vbwin",
        "accother",
        "iis",
        "miscsdk",
        "mspress",
        "exchange",
        "sms",
        "winnt",
        "msdn",
        "mastering",
    ]
)
_OF_SCRIPTS = frozenset(
    ["iis", "winnt", "exchange", "win95x", "frontpg", "sms", "winmisc", "msdn", "mastering", "mspress"]
)
_ANYWHERE: frozenset[str] | None = None
_OUTSIDE_MSPL = frozenset([*PRODUCTS, ""])
_NEVER = re.compile(r"(?!)")

_PARTS = {
    "{type}": r"(?:(?:static|extern|const|register|volatile|unsigned|signed|far|near|huge|_far|__far|FAR|NEAR|PASCAL|WINAPI|CALLBACK|struct|union|enum) +)*(?:void|int|char|long|short|float|double|unsigned|size_t|FILE|BOOL|BYTE|WORD|DWORD|UINT|LONG|ULONG|USHORT|HANDLE|HWND|HDC|HINSTANCE|HBITMAP|HMENU|HBRUSH|HPEN|HFONT|HGLOBAL|HKEY|LPSTR|LPCSTR|LPTSTR|LPCTSTR|LPVOID|PVOID|LPBYTE|LPDWORD|LPWSTR|LRESULT|HRESULT|WPARAM|LPARAM|VOID|RECT|POINT|MSG|LPRECT|SQL\w+|RETCODE|HENV|HDBC|HSTMT|UCHAR|SWORD|UWORD|SDWORD|TCHAR|WCHAR|BSTR|VARIANT|struct \w+|union \w+|enum \w+)\b",
    "{class}": r"(?:Integer|Long|String|Variant|Object|Boolean|Single|Double|Any|Byte|Currency|Control|Form|Date|Database|Dynaset|Recordset|Table|Snapshot|TextBox|New +\w+)",
    "{number}": r"(?:\d+:? +)?",
    "{name}": r"[A-Za-z][\w.]*[$%&!#@]?",
    "{tag}": r"(?:html|head|body|table|tr|td|th|form|input|a (?:href|name)|p|script|object|param|title|frame|frameset|noframes|meta|h\d|img|font|center|br|select|option|div|span|b|i|ul|li|ol|hr|applet|embed|textarea|link|style|base|bgsound|marquee|iframe|pre|strong|em|button|noscript|area|map)",
    "{operation}": r"(?:mov|push|pop|call|jmp|jn?[ezcsablg]e?|jcxz|int|lea|les|lds|add|sub|xor|and|or|not|neg|inc|dec|cmp|test|shl|shr|sal|sar|rol|ror|mul|imul|div|idiv|lodsb|lodsw|stosb|stosw|movsb|movsw|rep|repne?|loop|ret[fn]?|iret|cli|sti|cld|std|cbw|cwd|nop|in|out|xchg|fld|fst|fstp|fadd|fmul|fdiv|fild|fwait|finit|invoke|pushf|popf|pusha|popa|leave|enter|movzx|movsx|bt|lock|hlt)",
    "{register}": r"(?:e?[abcd]x|e?[sd]i|e?[sb]p|[abcd][hl]|[cdefgs]s)",
}


class _Lines:
    """A pattern for lines, compiled when the first of them is asked for: hardly any run meets listings in all languages."""

    def __init__(self, pattern: str, flags: re.RegexFlag = re.NOFLAG) -> None:
        self._pattern = pattern
        self._flags = flags

    @cached_property
    def match(self) -> Callable[[str], re.Match[str] | None]:
        """What `re.Pattern.match` is."""
        return re.compile(self._pattern, self._flags).match


def _lines(alternatives: str, flags: re.RegexFlag = re.NOFLAG) -> _Lines:
    """Matches a line that begins, indentation apart, with one of the alternatives. They are written one a line; see `_PARTS`."""
    for name, part in _PARTS.items():
        alternatives = alternatives.replace(name, part)
    return _Lines(rf"[ \t]*+(?:{'|'.join(line.strip() for line in alternatives.splitlines() if line.strip())})", flags)


_NO_LINES = _Lines(_NEVER.pattern)


class Language(msgspec.Struct, frozen=True, kw_only=True):
    """A language and how it is told from others and from what is no listing.

    `signs` match lines that speak for it, `plain` those that could be of it, `against` those that cannot; `within` finds, anywhere
    in the text, what cannot be of it. `home` are the products in whose articles `at_home` signs are enough; in the articles of
    `elsewhere` (everywhere, where it is None) it takes `signs_elsewhere`, and that `abroad` finds something in the text. Where there
    is an `opening`, the first line must match it. Every line of a strict language must be of it. `comments` may hold any text.
    """

    name: str
    signs: _Lines
    plain: _Lines
    against: _Lines = _NO_LINES
    home: frozenset[str] = frozenset()
    at_home: int = 1
    elsewhere: frozenset[str] | None = frozenset()
    signs_elsewhere: int = 0
    abroad: re.Pattern[str] | None = None
    within: re.Pattern[str] = _NEVER
    opening: re.Pattern[str] | None = None
    is_strict: bool = False
    comments: re.Pattern[str] | None = None

    def fits(self, listing: Sequence[str], text: str, product: str) -> bool:
        """Whether the listing, which has no blank lines, is certainly of the language; `text` is all of it."""
        at_home = product in self.home
        if not at_home and self.elsewhere is not None and product not in self.elsewhere:
            return False
        if self.opening and not self.opening.match(listing[0]):
            return False
        if self.abroad and not at_home and not self.abroad.search(text):
            return False
        needed = self.at_home if at_home else self.signs_elsewhere
        if needed > len(listing):
            return False
        if self.comments and "/*" in text:
            listing = [line for line in self.comments.sub("/**/", text).split("\n") if line.strip()]
            text = "\n".join(listing)
        return self._speak_for_it(listing, needed) and not (
            self.within.search(text) or any(map(self.against.match, listing))
        )

    def _speak_for_it(self, lines: Sequence[str], needed: int) -> bool:
        """Whether `needed` lines bear signs, and hardly any could not be of the language."""
        allowed = 0 if self.is_strict else len(lines) // _ONE_IN
        for line in lines:
            if needed > 0:
                is_sign = self.signs.match(line)
                needed -= bool(is_sign)
                known = is_sign or self.plain.match(line)
            else:
                known = self.plain.match(line) or self.signs.match(line)
            if not known:
                allowed -= 1
                if allowed < 0:
                    return False
        return needed <= 0


_SECTION = re.compile(r"\[[^\]\\\[<>=()]{1,40}\]\s*(?:;.*)?\Z")
_BASIC_SIGNS = r"""
    {number}(?:(?:Private|Public|Friend|Static|Global) +)?(?:Static +)?(?:Sub|Function|Property +(?:Get|Let|Set)) +{name}\s*(?:\(|\s*$|STATIC|'| _$)
    {number}End +(?:Sub|Function|If|Select|With|Type|Property|Enum|Def)\s*(?:'.*)?$
    {number}(?:(?:Private|Public) +)?Declare +(?:Sub|Function) +\w+
    (?:Private|Public|Global)? ?Const +{name}.*=
    {number}(?:Dim|ReDim) +(?:Shared +|Preserve +|WithEvents +)?{name}\s*(?:\(|As\b|,|$|')
    (?:Private|Public|Static|Global|Common|Shared)\b.*\bAs +\w
    (?:.* |(?<= ))As +{class}\b(?! \w+ \w)
    Option +(?:Explicit|Base +\d|Compare +\w+)\s*$
    {number}(?:Else)?If\b.*\bThen\s*(?:'.*)?$
    {number}On +(?:Local +)?Error +(?:GoTo|Resume)\b
    {number}Select +Case +\S
    {number}For +{name} *= *.+ To +[\w(]
    {number}For +Each +\w+ +In +\S+\s*$
    {number}(?:MsgBox|InputBox\$?)[ (]+["\w]
    Debug\.Print\b
    {number}Exit +(?:Sub|Function|For|Do)\s*$
    Set +[\w.!()"]+ *= *[A-Za-z](?!:)
    (?:Public|Private) +(?:Type|Enum) +\w+\s*$
    (?:Call +\w+[\w.]*\s*(?:\(|$))
    #(?:If|End If|Else|Const)\b
    Attribute +VB_
    Open +.+ +For +(?:Input|Output|Append|Binary|Random)\b
    (?:Unload|Load) Me\b
    With +[A-Z][\w.()"]+\s*$
    \w+ *= *(?:CreateObject|GetObject|Shell)\(
"""
_DOS_SIGNS = r"""
    {number}(?:PRINT|LPRINT)(?:\s*$|\s+["'#(A-Za-z;])
    {number}(?:CLS|WEND|SYSTEM|GOSUB +\w+|RETURN|END)\s*(?:'.*)?$
    {number}(?:LOCATE|SCREEN|COLOR|WIDTH|PSET|LINE|CIRCLE|PAINT|DRAW|PLAY|POKE|OUT|DEF SEG|VIEW|WINDOW)\s*["(\d,#=]
    {number}(?:INPUT|LINE INPUT)[ #"]
    {number}DEF(?:INT|SNG|DBL|LNG|STR) +[A-Z]
    {number}OPEN +.+(?:FOR|AS|,)
    {number}(?:CALL|CHAIN|RUN|KILL|SHELL|GET|PUT|FIELD|LSET|RSET|CLOSE|ERASE|READ|DATA|RANDOMIZE|ON|COMMON|SHARED|STATIC|DECLARE|TYPE|GOTO)(?: +["#\w(&]|["#(])
    (?:REM *|' *)\$(?:INCLUDE|DYNAMIC|STATIC)
    {number}\w+[$%] *= *
    {number}IF\b.*\bTHEN\b
    {number}(?:WHILE|DO WHILE|DO UNTIL|LOOP UNTIL|LOOP WHILE) +\S
"""
_BASIC_PLAIN = _lines(
    r"""
    '
    {number}Rem\b
    {number}{name}(?:\([^=]*\))?(?:[.!]\w+(?:\([^=]*\))?)* *= *\S
    (?:Else|Loop|Next|Do|Wend|End|Beep|Stop|DoEvents|Resume|Return|Type|ElseIf|With|While|Until|Case|If|For|Close|Print|Put|Get|Line|Open|Input|Unload|Load|Let|Erase|Kill|Shell|Call|Set|GoTo|Gosub|Exit|Private|Public|Global|Static|Dim|ReDim|Const|Declare|Sub|Function|Common|Shared)\b(?![ \w,]*\.$)
    \.\w+
    \w+(?:\.\w+)+(?:[ (]|$)
    \w+:(?:\s*$|\s*')
    .*_\s*$
    \w+ +"
    \w+\(
    \w+ As\b
    ["(]
    \.\s*$
    \d{2,5} +(?-i:[A-Z])
    By(?:Val|Ref)\b
    \w+ +\w+, *\w
    \w+\s*(?:'.*)?$
    \.\.\.?
    [-+&]
""",
    re.IGNORECASE,
)
_NOT_BASIC = r"""
    .*[{}]\s*$(?<!"[{}])
    (?!.*(?:print|input)\b)[^']*;\s*$
    (?:ENDIF|ENDDO|ENDPROC|ENDFUNC|ENDSCAN|ENDCASE|ENDFOR|ENDWITH|OTHERWISE|DO CASE|STORE|REPLACE|LOCAL|LPARAM\w+|PARAMETERS)\b(?!\s*=)
    [^'"]*\.[TF]\.
    </?\w+[^>]*>
    <%
    %>
    <!
    #(?:include|define|ifdef|ifndef|endif)
    //
    /\*
    (?:void|int|char|LONG|DWORD|BOOL) +\w
    (?:MODULE|integer|INTEGER\*|CHARACTER\*|real|include '|external|SUBROUTINE|PROGRAM|WRITE ?\(\*)\b
    (?:mov|push|pop|lea) +\w+
    \w+ +(?:PROC|SEGMENT|ENDP|ENDS)\b
    \*
    \d+ +(?-i:[a-z-]+(?: [a-z]+)*)$
    (?i:set) \w+=\S
    \w[\w ]*: +[A-Z]\w* \w+ \w+ \w+ \w+
    (?:(?:sub|function|end sub)\b.*;)
    (?:SELECT +(?!CASE)|INSERT INTO|WHERE |GO$|FROM )
"""
_NOT_IN_BASIC = re.compile(
    r"&&|WScript\.|Response\.(?:Write|Redirect|End)|Server\.(?:CreateObject|MapPath)|Request\.(?:Form|QueryString|ServerVariables)"
)

LANGUAGES: tuple[Language, ...] = (
    Language(
        name="registry",
        is_strict=True,
        elsewhere=_ANYWHERE,
        signs_elsewhere=1,
        opening=re.compile(r"(?:REGEDIT4|Windows Registry Editor Version 5\.00)\s*\Z"),
        signs=_Lines(r"\[-?HKEY_"),
        plain=_Lines(r"REGEDIT4|Windows|[ \t]*\"|@=|[ \t]*[\da-f]{2},|;|.*\\\Z"),
    ),
    Language(
        name="ini",
        is_strict=True,
        elsewhere=_ANYWHERE,
        signs_elsewhere=1,
        opening=_SECTION,
        signs=_lines(r"[\w][\w .:\\/*%-]{0,45}\s*="),
        plain=_Lines(rf"[ \t]*(?:;|\.\s*\Z|\.\.\.\Z)|{_SECTION.pattern}"),
        against=_lines(r"\[(?:HKEY|Microsoft\]|\d)"),
    ),
    Language(
        name="c",
        home=_IN_C,
        elsewhere=_ANYWHERE,
        signs_elsewhere=4,
        abroad=re.compile(r"\{|\}|#include|#define|->|::"),
        within=re.compile(
            r"System\.(?:out|err|in)\b|document\.\w|Response\.\w|Server\.\w|WScript\.\w|error [A-Z]+\d{4}\b|warning [A-Z]+\d{4}\b"
        ),
        comments=re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL),
        signs=_lines(
            r"""
            #\s*include\s*[<"]
            #\s*(?:ifdef|ifndef|undef|pragma|endif|else|define|if|elif)\b
            {type}[ *&]+(?:(?:FAR|NEAR|PASCAL|WINAPI|CALLBACK|APIENTRY|EXPORT|_?_?(?:far|near|huge|cdecl|pascal|stdcall|export|fastcall|loadds))\b[ *]*)*[\w:~]+\s*(?:[;=,\[]|\([^.]*[,;)]\s*(?:\{|//.*|/\*.*)?$|\(\s*$)
            typedef\b
            (?:if|while|for|switch)\s*\(.*[)&|{;,](?:\s*(?://.*|/\*.*))?$
            return\b[^.]*;
            (?:case\s+[\w':]+|default)\s*:
            break;
            \w+(?:(?:->|\.)\w+)*\s*\(.*\)\s*;
            [\w.\[\]]+->\w
            struct\s+\w+\s*\{?$
            \*?\w[\w.\[\]]*(?:->\w+)* *[-+*/|&]?= *[^=].*;
            \w+(?:\+\+|--);
            __?(?:asm|try|except|finally|declspec)\b
            extern "C"
            \w+(?:<[\w ,*]+>)?::~?\w+\s*\(
            (?:class|template|typename) *[\w<]
            (?:public|private|protected)\s*:\s*(?://.*)?$
            (?:std::)?(?:cout|cin|cerr)\b
            (?:BEGIN|END)_[A-Z]+_MAP\b
            (?:ON|IMPLEMENT|DECLARE)_[A-Z]+\w*\(
            using namespace\b
            """
        ),
        plain=_lines(
            r"""
            [{}()]
            //
            /\*
            \*
            .*\*/\s*$
            .*[;{},(\\|&+]\s*$
            \w+:\s*$
            .*;\s*(?://|/\*)
            else\b
            do\s*$
            \.\.\.?\s*$
            \.\s*$
            .*\);?\s*$
            "
            \w+\s*,?\s*(?://|/\*)
            #
            """
        ),
        against=_lines(
            r"""
            <%
            </?(?:html|body|script|object|param|table|head)\b
            (?:public|private|protected) +(?:static +|final +|abstract +)*(?:class|void|int|boolean|String|synchronized|native|interface|byte|long)\b
            import +[\w.*]+;
            package +[\w.]+;
            (?:function\b|var )
            [$@]\w
            (?:SELECT|CREATE|INSERT|UPDATE|DECLARE @|EXEC)\b
            \[[^\]]*\]\s*$
            \[ ?(?:uuid|object|id|helpstring|propget|in|out|local)\b
            (?:coclass|dispinterface|importlib|cpp_quote|library +\w+)\b
            (?:Dim|End (?:Sub|If|Function)|Private|Public)\b
            (?:BEGIN|END|\w+ (?:DIALOG|MENU|VERSIONINFO|ACCELERATORS|STRINGTABLE|ICON|BITMAP|CURSOR)\b)(?!_)
            (?:POPUP|MENUITEM|CONTROL +"|[LCR]TEXT|(?:DEF)?PUSHBUTTON|EDITTEXT|GROUPBOX|BLOCK|VALUE|STYLE|CAPTION|VS_VERSION_INFO|STRINGTABLE)\b
            [0-9a-fA-F]{4}:[0-9a-fA-F]{4}
            [0-9a-fA-F]{8}\b
            \$
            %
            (?:USING|using) System
            (?:PROCEDURE|ENDIF|ENDDO|LOCAL|SET \w+ (?:TO|ON|OFF))[ ]
            (?:WINVER|CC|CFLAGS|OBJS|LIBS)\s*=
            (?:SUBROUTINE|PROGRAM|INTEGER\*)
            \w+ +(?:PROC|SEGMENT|ENDP|ENDS|EQU)\b
            (?:mov|push|pop|lea) +\w+
            [A-Z]:\\
            [A-Z](?::\\[\w\\]*)?> ?\w
            """
        ),
    ),
    Language(
        name="vbscript",
        abroad=re.compile(r"CreateObject|GetObject|WScript\.|Response\.|Request\.|On Error"),
        elsewhere=_OF_SCRIPTS,
        signs_elsewhere=2,
        signs=_lines(
            r"""
            .*\b(?:WScript\.|CreateObject\("WScript|CreateObject\("Scripting|Server\.CreateObject|Response\.(?:Write|Redirect)|Request\.)
            (?:On Error Resume Next)\s*$
            Set +\w[\w.()]* *= *(?:\w+\.)*(?:GetObject|CreateObject)\(
            """,
            re.IGNORECASE,
        ),
        plain=_BASIC_PLAIN,
        against=_lines(
            r"""
            .*\b(?i:As) +(?:New +)?[A-Z]\w+
            </?\w+
            <%
            %>
            .*[{};]\s*$
            (?:var|function) .*[({]
            //
            /\*
            (?:Declare|Private Declare|Option Base)\b
            [A-Z]:\\
            .*[%$@#]\w*\s*=
            .*_\w+\(.*ByVal .* As\b
            """
        ),
    ),
    Language(
        name="foxpro",
        home=frozenset(["foxpro"]),
        within=re.compile(r"<DIR>|Then\s*$|As +New\b", re.MULTILINE),
        signs=_lines(
            r"""
            (?:ENDIF|ENDDO|ENDPROC|ENDFUNC|ENDSCAN|ENDCASE|ENDFOR|ENDWITH|ENDDEFINE|ENDTEXT|OTHERWISE|LPARAMETERS|SUSPEND|QUIT|ENDPRINTJOB)\b
            (?:DO +(?:CASE|WHILE)|SCAN|LOCAL|PARAMETERS?|PUBLIC|PRIVATE)\b
            STORE +.+ +TO +\w
            REPLACE +.+ +WITH +
            SET +\w+(?: +\w+)? +(?:TO|ON|OFF)\b
            SET +(?:TALK|PROCEDURE|DEFAULT|ORDER|FILTER|RELATION|EXCLUSIVE|DELETED|SAFETY|ESCAPE|LIBRARY|CLASSLIB|SYSMENU|MULTILOCKS|CENTURY|STATUS|PRINT\w*|DEVICE|INDEX|DATABASE|PATH|ECHO|STEP|BELL|CONFIRM|CURSOR|NEAR|EXACT|KEY|SKIP|NOTIFY|RESOURCE|DEBUG|DATE|DECIMALS|HELP|MEMOWIDTH|MESSAGE)\b
            USE(?:\s*$| +(?:[\w\\:."'(&!/-]+)(?: +(?:IN|EXCL\w*|SHARED?|ALIAS|AGAIN|ORDER|NOUPDATE|INDEX)\b.*)?\s*(?:&&.*)?$)
            SELECT +(?:\w\s*$|\w+\s*$|.+ FROM\b.*|.+;\s*$|\()
            GO(?:TO)? +(?:TOP|BOTT\w*|\d+)
            SKIP(?:\s*$| +-?\d)
            APPEND +(?:BLANK|FROM|GENERAL|MEMO)\b
            BROW(?:SE)?(?:\s*$| +\w+)
            CLOSE +(?:ALL|DATA\w*|TABLES?|INDEX)
            CLEAR(?:\s*$| +(?:ALL|READ|EVENTS|WINDOWS?|MEMORY|GETS|DLLS|PROGRAM|TYPEAHEAD))
            CREATE +(?:TABLE|CURSOR|DATA\w*|SQL|VIEW|REPORT|CONNECTION|TRIGGER|FORM|DBF|CLASS)\b
            DEFINE +(?:CLASS|WINDOW|MENU|POPUP|PAD|BAR)\b
            (?:DE)?ACTIVATE +(?:WINDOW|MENU|POPUP|SCREEN)\b
            @ *[\w.()+-]+ *, *[\w.()+-]+ +(?:SAY|GET|TO|EDIT|CLEAR|FILL|PROMPT|MENU)\b
            \?\??\?? *(?:["'\w(&.]|$)
            = ?\w+\(
            MODI(?:FY)? +(?:COMM?\w*|FORM|REPORT|DATA\w*|STRU\w*|FILE|WINDOW|PROJECT|MEMO|GENERAL|LABEL|CLASS|MENU|QUERY|SCREEN)\b
            WAIT +(?:WINDOW|"|'|CLEAR)
            READ(?:\s*$| +(?:CYCLE|EVENTS|MODAL|VALID|WHEN|ACTIVATE|TIMEOUT|SAVE|COLOR))
            DO +(?:FORM +\w|\w+ +(?:WITH|IN)\b|\w+(?:\.\w+)?\s*$)
            INDEX +ON +
            SEEK +\S
            LOCATE +FOR\b
            RELEASE +\w
            (?:PUSH|POP) +(?:KEY|MENU|POPUP)
            ON +(?:KEY|ERROR|SHUTDOWN|SELECTION|PAD|BAR|ESCAPE|READERROR)\b
            .*&&
            .*\.(?:T|F|NULL|AND|OR|NOT)\.
            .*\b(?:THISFORM(?:SET)?|_SCREEN|_VFP)\.\w
            (?:PROCEDURE|FUNCTION|PROC|FUNC) +\w+
            (?:EXPORT|COPY|SORT|SUM|COUNT|TOTAL|AVERAGE|REPORT FORM|LABEL FORM|DISPLAY|LIST|PACK|ZAP|REINDEX|DELETE|RECALL|CALCULATE|SCATTER|GATHER|DIMENSION|DECLARE|KEYBOARD|SAVE|RESTORE|HIDE|SHOW|BUILD|COMPILE|OPEN DATA\w*|ADD|REMOVE|VALIDATE|EXTERNAL|ERASE|RUN|!|ASSERT|BEGIN TRANS|END TRANS|ROLLBACK|UNLOCK|FLUSH|REGIONAL|MENU|SIZE|MOVE|ZOOM|ALTER TABLE|INSERT INTO|UPDATE \w+ SET)\b.*(?:\bTO\b|\bFROM\b|\bWITH\b|\bFOR\b|\bALL\b|\bMEMVAR\b|\bLIKE\b|\bINTO\b|\bFIELDS?\b|\bTABLE\b|\bWINDOW\b|\(|;)
            \w[\w.]* *= *(?:\.[TF]\.|SYS\(|FOPEN\(|SQL\w+\(|GETFILE\(|CREATEOBJ\w*\(|ALIAS\(|RECNO\(|RECCOUNT\()
            RETURN +[\w."'(]+\s*$
            #(?:DEFINE|INCLUDE|IF|ENDIF|ELSE|IFDEF)\b
            """,
            re.IGNORECASE,
        ),
        plain=_lines(
            r"""
            \*
            &
            {name}(?:[\[(][^=]*[\])])?(?:\.\w+)* *= *\S
            (?:IF|ELSE|CASE|FOR|NEXT|RETURN|RETU|EXIT|LOOP|WITH|DO|TEXT|CANCEL|NOTE|SELECT|SET|CLEAR|USE)\b
            .*;\s*$
            \w+(?:\.\w+)+
            \.\w+
            \w+\(
            <.*>
            \.\s*$
            \\
            (?:FROM|WHERE|VALUES|ORDER BY|GROUP BY|INTO|AND|OR|TO|FIELDS|COLOR|SIZE|PICTURE|FONT|STYLE|AT|TITLE|VALID|DEFAULT|FUNCTION|WITH|ADD OBJECT)\b
            ["'(,]
            !
            """,
            re.IGNORECASE,
        ),
        against=_lines(
            r"""
            [{}]\s*$
            #include\s*<
            (?:Private |Public )?(?:Sub|Declare (?:Sub|Function)) +\w+
            End (?:Sub|If|Function|With|Select)\b
            Dim\b
            </?(?:html|body|script|object|param|head|form|table)\b
            <%
            (?:void|int|char|FAR|long|unsigned) +\w
            (?:[\w ]+: )
            \d\.[ ]
            [A-Z]:\\
            \w+\.\w+ +[\d,]{3,} +\d\d?-\d\d-
            """
        ),
    ),
    Language(
        name="basic",
        home=frozenset(["mspl13_basic"]),
        elsewhere=_IN_MSPL,
        signs_elsewhere=4,
        signs=_lines(_BASIC_SIGNS + _DOS_SIGNS, re.IGNORECASE),
        plain=_BASIC_PLAIN,
        against=_lines(_NOT_BASIC, re.IGNORECASE),
        within=_NOT_IN_BASIC,
    ),
    Language(
        name="vbnet",
        home=_IN_BASIC,
        elsewhere=_OUTSIDE_MSPL,
        signs_elsewhere=4,
        abroad=re.compile(r"As +(?:New +)?[A-Z]|Declare |Sub \w+\(\)"),
        signs=_lines(_BASIC_SIGNS, re.IGNORECASE),
        plain=_BASIC_PLAIN,
        against=_lines(_NOT_BASIC),
        within=_NOT_IN_BASIC,
    ),
    Language(
        name="html",
        opening=re.compile(r"\s*<"),
        abroad=re.compile(r"</|<[A-Za-z!]"),
        home=frozenset(["iis", "frontpg"]),
        at_home=2,
        elsewhere=_ANYWHERE,
        signs_elsewhere=3,
        signs=_lines(
            r"""
            </?{tag}\b(?:\s+[\w:-]+\s*(?:=|>|\s|$)[^<>]*|\s*)/?>?
            <!--|<!DOCTYPE
            """,
            re.IGNORECASE,
        ),
        plain=_lines(
            r"""
            .*>\s*$
            <
            \w+ *= *["\w#]
            .*</
            -->|//
            [{}]
            .*;\s*$
            \w+(?:\.\w+)*\(
            [\w .,!'?-]+$
            (?:Sub|End|Dim|If|Else|Set|Next|For|Function)\b
            \w+\.\w+
            """,
            re.IGNORECASE,
        ),
        against=_lines(
            r"""
            .*<%
            </?xsl:
            %>
            .*(?:Print|Response\.Write|printf|MsgBox|echo)\b
            #include
            \d\d:\d\d
            <\?xml
            GET /
            HTTP/
            .*<DIR>
            .*\berror\b.*:
            (?:Private|Public) Sub
            -----
            <[^<>]*\n?.*\b(?:where|represents)\b
            """
        ),
    ),
    Language(
        name="fortran",
        abroad=re.compile(
            r"subroutine|SUBROUTINE|integer|INTEGER|call|CALL|program|PROGRAM|write|WRITE|print|PRINT|real|REAL"
        ),
        home=frozenset(["fortran"]),
        elsewhere=_IN_C | _IN_MSPL,
        signs_elsewhere=5,
        signs=_lines(
            r"""
            (?:\d+ +)?(?:subroutine +\w+|program +\w+\s*$|integer(?:\*\d)?(?: *\*? *function)? +\w|real(?:\*\d)? +[\w]|character(?:\*\(?[\d*]+\)?)? +\w|logical(?:\*\d)? +\w|complex(?:\*\d+)? +\w|double +precision +\w|dimension +\w+\(|implicit +(?:none|integer|real|character|double|logical)|common */|equivalence *\(|external +\w|parameter *\(|data +\w+ */|interface +to\b|end +(?:do|subroutine|program|interface|module|function|type)\b|enddo\b|call +\w+ *(?:\(|$)|do +\d+ *,? *\w+ *=|do +\w+ *= *\w+ *,|(?:write|read) *\(|open *\( *\w|print *(?:\*|')|format *\(|if *\(.*\)\s*then\s*$|if *\(.*\.(?:eq|ne|lt|gt|le|ge|and|or)\.|use +\w+\s*$|include +'|goto +\d+|allocate *\(|allocatable|module +\w+\s*$|contains\s*$|block +data)
            \$(?:include|debug|notstrict|freeform|large|storage|nofreeform)
            !ms\$|cdec\$|!dec\$
            """,
            re.IGNORECASE,
        ),
        plain=_lines(
            r"""
            [c*!](?:\s|$|[-*=])
            (?:\d+ +)?(?:end|endif|else|continue|return|stop|do|if|save|function|include|contains|type|close|rewind|read|write|print)\b
            [&+\d]\s*\S
            \w+(?:\([^=]*\))?(?:[.%]\w+)* *= *\S
            .*[,&(]\s*$
            [-+*/)']
            \w+ *\(
            \w[\w, ()*]*$
            ::
            """,
            re.IGNORECASE,
        ),
        against=_lines(
            r"""
            .*[{};]\s*$
            #(?:include|define|ifdef)
            (?:dim|end sub|sub +\w+ *\(|end if\s*'|declare)\b
            //
            /\*
            .*\berror [a-z]\d{4}
            \w+\.for\(\d+\)
            (?:mov|push|pop) +\w
            .*\b(?:void|char +\w+\[|int +far)\b
            (?:set|endif\s*$.*&&|replace|store)\b.*\b(?:to|with)\b
            '
            rem\b
            (?:locate|cls|gosub)\b
            [^'"]*\w\$
            """,
            re.IGNORECASE,
        ),
    ),
    Language(
        name="asm",
        abroad=re.compile(
            r"mov|MOV|Mov|push|PUSH|Push|pop|POP|int |INT |Int |model|MODEL|proc|PROC|segment|SEGMENT|dw |DW |db |DB "
        ),
        home=frozenset(["masm", "mspl13_masm"]),
        at_home=2,
        elsewhere=_IN_C | _IN_MSPL | {"msdos"},
        signs_elsewhere=4,
        signs=_lines(
            r"""
            (?:[\w@$?]+: *)?(?:mov|push|pop|lea|les|lds|add|sub|xor|and|or|cmp|test|inc|dec|shl|shr|xchg|mul|div|imul|neg|not|out|in|movzx|adc|sbb)\s+(?:(?:word|byte|dword) +ptr *)?{register}\b
            (?:[\w@$?]+: *)?int +[\da-f]+h\b
            \.(?:model|code|data\??|stack|const|386p?|286c?|486|8086|startup|exit|dosseg|list|386c?)\b
            [\w@$?.]+ +(?:proc|endp|segment|ends|struc|macro|equ|label)\b(?!.*[a-z] [a-z]+ [a-z]+\.)
            (?:assume +[cdes]s *:|extrn +\w+ *:|public +_?\w+\s*$|invoke +\w+ *,|\w+ +(?:d[bwdqt])\s+[\d'"?@(a-z])
            (?:d[bwdqt])\s+[\d'"?]
            """,
            re.IGNORECASE,
        ),
        plain=_lines(
            r"""
            (?:[\w@$?]+: *)?{operation}\b(?![\w ,]*\.$)
            ;
            [\w@$?]+:
            (?:end|title|page|include\w*|extern\w*|extrn|public|if\w*|else|endif|endm|local|org|even|align|comment|name|dosseg|option|proto|macro|rept|irp|irpc|exitm|echo|subttl|group|assume|ends|purge|record)\b
            [\w@$?]+ +(?:proc|endp|segment|ends|struct?|macro|equ|=|d[bwdqt]|label|group|typedef|proto|record|catstr|textequ)\b
            \w+ *=
            \.\w*
            """,
            re.IGNORECASE,
        ),
        against=_lines(
            r"""
            .*[{}]
            [^;"']*\S;\s*$
            [0-9a-f]{4}:[0-9a-f]{4}
            [0-9a-f]{8}\b
            (?:\d{4} )?[0-9a-f]{4} +[0-9a-f]{2}\b
            #(?:include|define|ifdef)
            /\*
            //
            \w+\.asm\(\d+\)
            .*\berror [a-z]\d{4}
            (?:call absolute|declare|dim|print|subroutine)\b
            \d+:?\s+\w
            """,
            re.IGNORECASE,
        ),
    ),
    Language(
        name="sql",
        abroad=re.compile(
            r"SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|DECLARE|EXEC|BEGIN|COMMIT|GRANT|SET|TRANSFORM|PARAMETERS|sp_"
        ),
        elsewhere=_OF_DATABASES,
        signs_elsewhere=1,
        signs=_lines(
            r"""
            (?:SELECT +(?:\*|DISTINCT|TOP|\w|\[|"|'|@|\()|INSERT +(?:INTO +)?\w|UPDATE +[\w.#\[\]]+\s*(?:$|SET)|DELETE +(?:FROM +)?\w+|CREATE +(?:TABLE|PROC\w*|TRIGGER|VIEW|(?:UNIQUE +)?(?:NON)?(?:CLUSTERED +)?INDEX|DATABASE|DEFAULT|RULE)\b|ALTER +(?:TABLE|DATABASE|PROC\w*)\b|DROP +(?:TABLE|PROC\w*|VIEW|INDEX|DATABASE|TRIGGER) +\w|DECLARE +@|EXEC(?:UTE)? +[\w.@]+|BEGIN +TRAN|COMMIT TRAN|GRANT +\w+ +(?:ON|TO)|SET +(?:NOCOUNT|QUOTED_IDENTIFIER|ANSI_\w+|ROWCOUNT|IDENTITY_INSERT)|sp_\w+|PARAMETERS +\[|TRANSFORM +\w)
            """
        ),
        plain=_lines(
            r"""
            (?:FROM|WHERE|AND|OR|ON|GROUP|ORDER|HAVING|VALUES|SET|GO|AS|BEGIN|END|IF|ELSE|WHILE|RETURN|PRINT|INNER|LEFT|RIGHT|JOIN|UNION|FOR|INTO|USE|RAISERROR|WITH|CONSTRAINT|PRIMARY|FOREIGN|REFERENCES|FETCH|OPEN|CLOSE|DEALLOCATE|PIVOT|COMMIT|ROLLBACK|IN|EXISTS|NOT)\b
            [()@'",\[]|--|/\*|\*
            [\w.\[\]]+ +(?:int|char|varchar|datetime|float|text|smallint|nvarchar|nchar|numeric|decimal|money|bit|tinyint|image|real|timestamp|uniqueidentifier|binary|varbinary)\b
            [\w.\[\]" ]+[,;)]*\s*$
            [\w.\[\]]+ *[<>=]
            \w[\w.]* *\(
            """,
            re.IGNORECASE,
        ),
        against=_lines(
            r"""
            (?i:select +case)\b
            .*::=
            .*EXEC +CICS
            (?i:dim|sub|private|public|if .* then\s*$|end (?:sub|if|function)|exec sql|#include|#define|void|return\s*\(|set \w+ *= *[^@'])\b
            .*[{}]
            .*&&
            .*(?:" *& *_?|" *\+|_)\s*$
            </?\w+>
            <%
            //
            [^'(]*;(?!\s*$)
            .*(?i:\berror\b|\bmessage\b|\bmsg\b)
            \[Microsoft\]
            \d+ rows
            \(\d+ row
            [A-Z]:\\
            .*;\s*\n?.*TO\b
            (?:CLOSE (?:ALL|DATA)|SET (?:TALK|MULTILOCKS|EXCLUSIVE)|BROWSE|USE \w+ (?:IN|EXCL))
            -{4}
            .*\b(?:the|you|this|click|menu)\b
            \w+: +\w
            \w+[.!]\w+ *= *\S+\("
            (?:USE\b.*\.dbf)
            """
        ),
    ),
    Language(
        name="bat",
        abroad=re.compile(r"echo|ECHO|Echo|errorlevel|ERRORLEVEL|exist|EXIST|goto|GOTO|==|%%"),
        elsewhere=_ANYWHERE,
        signs_elsewhere=2,
        signs=_lines(
            r"""
            @?echo +(?:off|on)\s*$
            if +(?:not +)?(?:errorlevel +\d|exist +\S+|"?%\w+%?"? *==).* \w
            goto +:?\w+\s*$
            for +%%?\w +in +\(
            """,
            re.IGNORECASE,
        ),
        plain=_lines(
            r"""
            @?(?:echo|rem|if|goto|set|call|copy|del|cd|md|rd|pause|cls|exit|net|start|path|type|move|ren|xcopy|shift|for|mkdir|cmd|attrib|prompt|date|time|format|win|regedit)\b
            :\w+
            [\w%\\:.-]+\.(?:exe|com|bat|cmd)\b
            [a-z]:(?:\\|$)
            %\w+%
            \)
            """,
            re.IGNORECASE,
        ),
        against=_lines(
            r"""
            .*[{};]\s*$
            .*\bthen\s*$
            c:\\[^>]*>
            (?:end if|dim|sub|print)\b
            \[
            (?:device|files|buffers)\w* *=
            #!
            .*\$\w
            """,
            re.IGNORECASE,
        ),
    ),
)

_CPP = re.compile(
    r"""
    ::~?\w|class[ ]+\w|template\s*<|typename[ ]|public\s*:|private\s*:|protected\s*:|virtual[ ]|inline[ ]|operator\b|this->|try\s*\{
    |=\s*new[ ]+\w|delete[ ]+\w+;|delete\s*\[\]|catch\s*\(|throw\s*\(|cout\s*<<|cerr\s*<<|cin\s*>>|using[ ]namespace\b|const_cast<
    |<iostream|<afx|\.cpp\b|\.cxx\b|BEGIN_[A-Z]+_MAP\b|END_[A-Z]+_MAP\b|ON_COMMAND\w*\(|ON_WM_|DECLARE_\w+\(
    |_com_\w|Com(?:Bool|Ptr)\b|Ptr[ ]+\w+;|__uuidof\b
    |C(?<!\wC)(?:String|Wnd|Dialog|File|Point|Rect|Size|Object|View|Document|DC|Menu|Button|Edit|ListBox|ComboBox|Recordset|Database
        |Archive|Frame\w*|Time|Socket|Bitmap|Font|Brush|Pen|Control\w*|Ole\w+|Dao\w+|Tool\w*|Status\w*|Property\w+
        |Scroll\w*|Form\w*|Data\w*|Command\w*|Win\w+|Multi\w+|Ptr\w+|ObList|\w+(?:View|Doc|Dlg|App|Wnd|Ctrl))\b
    """,
    re.VERBOSE,
)
"""Is found in C++ and never in C. Every alternative begins with a letter or sign, so that the search skips all other places."""
_C_FILE = re.compile(r"\b[A-Za-z_]\w+\.[cC]\b")
_FIXED_COMMENT = re.compile(r"[cC*](?:\s|\Z|[-*=])")
_FIXED_LINE = re.compile(r"[ \d]{5}|\s*\Z|[!$]|\d{1,5}\s")


def language_of(lines: Sequence[str], product: str) -> str:
    """The language of the listing `lines` in an article of the product; "" where it is not certain, or no listing."""
    listing = [line[:_WIDEST] for line in lines if line and not line.isspace()][:_LONGEST]
    if len(listing) < 2:
        return ""
    text = "\n".join(listing)
    name = next((language.name for language in LANGUAGES if language.fits(listing, text, product)), "")
    return _dialect(name, listing, text, product)


def _dialect(name: str, listing: Sequence[str], text: str, product: str) -> str:
    if name == "c" and product not in _IN_MSPL and _CPP.search(text):
        return "cpp"
    if name == "fortran" and any(map(_FIXED_COMMENT.match, listing)):
        in_columns = all(_FIXED_COMMENT.match(line) or _FIXED_LINE.match(line) for line in listing)
        return "fortranfixed" if in_columns else ""
    return name


def with_languages(blocks: Sequence[Block], product: str) -> list[Block]:
    """The blocks of an article of the product, its listings with their languages.

    What looks like C beside a listing in C++ is a part of that program, unless it names a source file of C.
    """
    languages = [language_of(b.lines, product) if type(b) is Verbatim and len(b.lines) > 1 else "" for b in blocks]
    is_cpp = "cpp" in languages
    return [_in_language(b, name, is_cpp=is_cpp) if name else b for b, name in zip(blocks, languages, strict=True)]


def _in_language(block: Block, language: str, *, is_cpp: bool) -> Block:
    if not isinstance(block, Verbatim):
        return block
    if language == "c" and is_cpp and not any(map(_C_FILE.search, block.lines)):
        language = "cpp"
    return msgspec.structs.replace(block, language=language)
