"""Text: converted pages, delimited values, web pages."""
