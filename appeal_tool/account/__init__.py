"""Reading what a seller has: pages, reports, notices, lists."""
