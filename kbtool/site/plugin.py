"""The MkDocs plugin: hooks only. What is done in them is written elsewhere, without MkDocs.

Articles are found and prepared in `on_files`, so that MkDocs gets pages with content; listings follow from the prepared articles.
None of these pages is in MkDocs' navigation.
"""

import re
from collections.abc import Callable, Iterable
from concurrent.futures.process import BrokenProcessPool
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, Literal

import jinja2
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_datetime
from mkdocs.utils.templates import TemplateContext

from kbtool import settings
from kbtool.errors import KbtoolError, UsageError
from kbtool.files import reason
from kbtool.findings import Finding
from kbtool.parallel import process_pool
from kbtool.site import addresses, listings, sitemap, theme
from kbtool.site.articles import Source, first_of_each_id, map_anywhere, prepare_all
from kbtool.site.cache import Cache, MemoryCache, NoCache
from kbtool.site.context import SiteContext, templates_version
from kbtool.site.fragments import template_problem
from kbtool.site.home import render_home
from kbtool.site.pages import ReadyPage
from kbtool.site.prepare import Prepared

log = get_plugin_logger("kbtool")
