"""The one place where a table, a filter or a word of the vocabulary is defined.

Everything else is derived from the pydantic models here: the lake's DDL, the Polars schemas,
data/DICTIONARY.md and the columns of the exports. After a change run `python -m schema`.
"""
