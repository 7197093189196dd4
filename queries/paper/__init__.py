"""The paper for a meeting: what a page shows, on a few sheets, as PDF and Word."""
