"""Full text behind a port: analysis, indexing fed by jobs, the hidden list; Tantivy is one engine."""
