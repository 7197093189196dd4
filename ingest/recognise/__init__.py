"""A grid becomes rows with columns."""
