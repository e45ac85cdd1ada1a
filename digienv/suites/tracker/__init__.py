"""Tasks in the issue tracker (Roundup): as a developer and as its administrator."""
