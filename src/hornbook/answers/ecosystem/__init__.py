"""The statistics of `hornbook ecosystem`, one file each. Adding a statistic is adding a file here."""
