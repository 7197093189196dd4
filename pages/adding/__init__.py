"""The steps of adding a plan: files, checking what was read, correcting rows, storing."""
