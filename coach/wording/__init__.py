"""Every sentence that a person reads: plain, kind, short."""
