"""What several sources share: words, places, codes."""
