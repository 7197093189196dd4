"""Rows become a plan: what the document says of itself, masking, provenance, findings."""
