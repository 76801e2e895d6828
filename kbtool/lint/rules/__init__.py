"""One module a rule, named by it; each holds a `RULE`."""
