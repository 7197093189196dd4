"""PDF files: text with its places, ruled and unruled tables, scanned pages."""
