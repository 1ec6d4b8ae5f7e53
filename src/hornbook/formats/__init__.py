"""Opening hostile files, bounded in memory."""
