"""The MkDocs side of kbtool: article pages, listings, sitemap; building and previewing a site.

Everything an article page shows is made by one pure function (`prepare.prepare`) that any process can run; MkDocs is handed the
finished content.
"""
