"""A comment silences a rule that finds nothing there."""

from kbtool.findings import Code, Severity
from kbtool.lint.rule import Example, Rule

RULE = Rule(
    code=Code.SUPPRESSION_UNUSED,
    severity=Severity.WARNING,
    since="0.1",
    summary="A comment silences a rule that finds nothing there, or names a rule that there is not.",
    symptoms="Readers see nothing of it. But the comment would silence the next mistake of its kind, which nobody means to make.",
    cause="The text was mended and the comment stayed; or the name of the rule in it is mistyped.",
    resolution="Remove the comment, or correct the name.",
    bad=(Example("The bell rings. <!-- kbtool-ignore no-such-rule -->\n"),),
    good=(Example("The bell rings.\n"),),
)
