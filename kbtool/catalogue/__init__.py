"""All articles at once: ids, titles, and what cites what, both ways.

    from pathlib import Path
    from kbtool.catalogue import Catalogue
    from kbtool.catalogue.neighbours import missing, neighbours

    catalogue = Catalogue.of_base(Path("mybase"))     # in parallel; from the cache what has not changed
    catalogue.references(catalogue.by_id["Q193819"])  # what an article cites: id, place, title, sentence
    catalogue.citing["Q160513"]                       # who cites an article, whether it is here or not
    catalogue.resolve(reference)                      # here, moved, elsewhere, broken or missing; how the titles agree
    neighbours(catalogue, "Q193819")                  # all of that around one id
    missing(catalogue)                                # what is cited but not here, the most cited first

`kbtool.catalogue.graph` and `kbtool.catalogue.xref` write it down for other programs. The article K118 of the manual tells more.
"""

from kbtool.catalogue.catalogue import Catalogue, Citing
from kbtool.catalogue.entries import broken_ids, entry_at, open_store
from kbtool.catalogue.entry import Entry
from kbtool.catalogue.files import article_files, article_tree, strays
from kbtool.catalogue.known import Known
from kbtool.catalogue.known import load as known_of
from kbtool.catalogue.references import Form, Reference
from kbtool.catalogue.resolution import Resolution, State, Successor
from kbtool.catalogue.store import FOLDER
from kbtool.catalogue.titles import Agreement

__all__ = [
    "FOLDER",
    "Agreement",
    "Catalogue",
    "Citing",
    "Entry",
    "Form",
    "Known",
    "Reference",
    "Resolution",
    "State",
    "Successor",
    "article_files",
    "article_tree",
    "broken_ids",
    "entry_at",
    "known_of",
    "open_store",
    "strays",
]
