"""Word files, workbooks and OpenDocument files."""
