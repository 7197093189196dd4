"""Every question that is asked of the store: one .sql file each, and typed objects by which they are asked."""
