"""What several pages share: the filter bar, the opening of a page, charts, tables, details, downloads."""
