"""One file a page: read the filters, run named queries, draw. No SQL, no arithmetic."""
