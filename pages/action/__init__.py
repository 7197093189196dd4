"""One action: chosen from a table or card, in full, with its source."""
