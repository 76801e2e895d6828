"""The scripts of a site."""

import re

import pytest

from kbtool.errors import UsageError
from kbtool.site import modules, scripts
from kbtool.site.theme import templates_folder
from tests.site.bases import CUSTOM_THEME, Base

SENT = {"kbtool.js", "search.js", "search-worker.js", "search-conditions.js", "search-remarks.js", "search-facets.js"}
PAGE = {"kbtool.js", "search.js", "search-start.js", "search-facets.js"}
WORKER = SENT - PAGE
IMPORT = re.compile(r'\bimport\b(?!\(|\.meta)[^"]*"([^"]*)"')


def written(name: str) -> str:
    return (templates_folder() / "js" / name).read_text()


@pytest.mark.parametrize("theme", [None, "mkdocs"])
def test_the_theme_s_scripts_are_few_and_small(base: Base, theme: str | None) -> None:
    if theme:
        base.configure(theme=theme)
    base.article("Q1")
    base.build()
    ours = {path.name: path.read_text() for path in (base.site / "js").glob("*.js") if path.name.startswith("search")}
    assert ours.keys() | {"kbtool.js"} == SENT
    for name in SENT:
        text = (base.site / "js" / name).read_text()
        assert "/**" not in text
        assert set(IMPORT.findall(text)) <= {"./search-worker.js"}
    assert sum(map(len, ours.values())) < 0.9 * sum(len(written(name)) for name in scripts.names())


def test_every_module_is_in_the_search_s_thread_once(base: Base) -> None:
    base.article("Q1")
    base.build()
    text = "".join((base.site / "js" / name).read_text() for name in WORKER)
    inner = [name for name in scripts.names() if name not in SENT | PAGE]
    assert inner
    for name in inner:
        assert text.count(f"const ${name.removesuffix('.js').replace('-', '_')} = (") == 1


def test_scripts_of_a_user_stay_as_they_are(base: Base) -> None:
    base.article("Q1")
    base.configure(theme=CUSTOM_THEME)
    mine = "/** Mine. */\n  const bell  =  1;\n"
    base.template("js/search-excerpt.js", mine)
    base.template("js/kbtool.js", mine)
    base.write("js/bell.js", mine)
    base.build()
    assert mine in (base.site / "js/search-worker.js").read_text()
    assert (base.site / "js/kbtool.js").read_text() == mine
    assert (base.site / "js/bell.js").read_text() == mine


def test_the_head_of_the_search_page_has_the_script_of_the_theme_or_a_user_s_in_its_place(base: Base) -> None:
    base.build()
    assert "new Worker(" in base.page("search/").one("head").all("script")[0].text
    base.configure(theme=CUSTOM_THEME)
    base.template("js/search-start.js", "/** Mine. */\nexport function begin(base) { return null; }\n")
    base.build()
    assert "function begin(base){return null;}" in base.page("search/").one("head").all("script")[0].text


def test_a_script_of_a_user_that_cannot_be_put_in_is_named(base: Base) -> None:
    base.article("Q1")
    base.configure(theme=CUSTOM_THEME)
    path = base.template("js/search-excerpt.js", "// Mine.\nexport default () => [];\n")
    with pytest.raises(UsageError, match=re.escape(f"{path}: line 2 imports or exports")):
        base.build()


def test_modules_are_put_together() -> None:
    texts = {
        "page.js": 'import { ring as sound } from "./bell.js";\nimport * as tower from "./tower.js";\n'
        'sound(tower.HEIGHT);\nimport("./late.js");',
        "bell.js": 'import { HEIGHT } from "./tower.js";\nexport async function ring() {}\nexport class Bell {}',
        "tower.js": "export const HEIGHT = 9;",
        "late.js": 'import { HEIGHT } from "./tower.js";\nimport { fog } from "./fog.js";\nexport const high = fog(HEIGHT);',
        "fog.js": "export function* fog() {}",
        "alone.js": "alone();",
    }
    found = modules.put_together({name: modules.parse(name, text, name) for name, text in texts.items()})
    assert found == {
        "alone.js": "alone();",
        "page.js": """\
const $tower = (() => {
const HEIGHT = 9;
return { HEIGHT };
})();
const $bell = (() => {
const { HEIGHT } = $tower;
async function ring() {}
class Bell {}
return { ring, Bell };
})();
const { ring: sound } = $bell;
const tower = $tower;
sound(tower.HEIGHT);
import("./late.js");
export { $tower };
""",
        "late.js": """\
import { $tower } from "./page.js";
const $fog = (() => {
function* fog() {}
return { fog };
})();
const { HEIGHT } = $tower;
const { fog } = $fog;
const high = fog(HEIGHT);
export { high };
""",
    }


@pytest.mark.parametrize(
    "line",
    [
        'import "./bell.js";',
        'import bell from "./bell.js";',
        'import { bell } from "https://example.com/bell.js";',
        'import { bell } from "./bell.js"; bell();',
        "import {",
        "export default bell;",
        "export let bell;",
        "export { bell };",
        'export * from "./bell.js";',
    ],
)
def test_other_forms_of_imports_and_exports_are_refused(line: str) -> None:
    with pytest.raises(UsageError, match=r"^mine/page\.js: line 2 "):
        modules.parse("page.js", f"// A page.\n{line}\n", "mine/page.js")


@pytest.mark.parametrize(
    "line",
    ['import("./bell.js").then(ring);', "import.meta.env;", "  import x", "// export", "important();", "exports();"],
)
def test_what_is_neither_import_nor_export_stays(line: str) -> None:
    assert modules.parse("page.js", line, "page.js").body == line


@pytest.mark.parametrize(
    ("imports", "problem"),
    [
        ({"page": "bell"}, r"js/page\.js: imports bell\.js, which the theme does not have"),
        (
            {"page": "bell", "bell": "fog", "fog": "bell"},
            r"js/bell\.js: imports itself by way of page\.js, bell\.js, fog\.js",
        ),
        ({"page": "?one ?two", "one": "bell", "two": "bell", "bell": ""}, r"js/bell\.js: would be loaded twice"),
    ],
)
def test_modules_that_cannot_be_put_together_are_named(imports: dict[str, str], problem: str) -> None:
    def line(name: str) -> str:
        late = name.startswith("?")
        return f'import("./{name[1:]}.js");' if late else f'import {{ a }} from "./{name}.js";'

    parsed = [
        modules.parse(f"{name}.js", "\n".join(map(line, needs.split())), f"{name}.js")
        for name, needs in imports.items()
    ]
    with pytest.raises(UsageError, match=problem):
        modules.put_together({module.name: module for module in parsed})
