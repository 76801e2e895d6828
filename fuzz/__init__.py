"""Fuzzers of the conversion; see README.md."""
