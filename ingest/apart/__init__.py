"""A process of its own for each file: its limits, its worker, zips, pictures of pages."""
