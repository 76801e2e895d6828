"""Conversion of whole archives: find the sources, convert each article by itself, write what is new.

`inventory` says what there is, `job` converts one article (a pure function but for its own files), `faithful` and `oracle` see that it
says what its source says, `record` remembers what was written, `run` puts them together over an executor.
"""

from kbtool.convert.run import Plan, Report, convert

__all__ = ["Plan", "Report", "convert"]
