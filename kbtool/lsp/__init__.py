"""The language server: what the linter and the catalogue know, while an article is being written.

Each module but two is functions of a draft, which is the text in an editor, and of the catalogue. `room` keeps a base as its files are,
`server` speaks with the editor.
"""
