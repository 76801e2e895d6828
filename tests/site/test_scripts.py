"""The scripts of a site."""

import pytest

from kbtool.site.theme import templates_folder
from tests.site.bases import CUSTOM_THEME, Base

OURS = sorted(path.name for path in (templates_folder() / "js").glob("*.js"))


@pytest.mark.parametrize("theme", [None, "mkdocs"])
def test_the_theme_s_scripts_are_small(base: Base, theme: str | None) -> None:
    if theme:
        base.configure(theme=theme)
    base.article("Q1")
    base.build()
    assert sorted(path.name for path in (base.site / "js").glob("*.js") if path.name in OURS) == OURS
    for name in OURS:
        written, sent = (templates_folder() / "js" / name).read_text(), (base.site / "js" / name).read_text()
        assert "/**" not in sent
        assert len(sent) < 0.9 * len(written)


def test_scripts_of_a_user_stay_as_they_are(base: Base) -> None:
    base.article("Q1")
    base.configure(theme=CUSTOM_THEME)
    mine = "/** Mine. */\n  export const bell  =  1;\n"
    base.template("js/search-excerpt.js", mine)
    base.write("js/bell.js", mine)
    base.build()
    assert (base.site / "js/search-excerpt.js").read_text() == mine
    assert (base.site / "js/bell.js").read_text() == mine
