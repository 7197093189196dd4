"""A document becomes rows: read into a grid, recognised, read cell by cell, stored in one transaction."""
