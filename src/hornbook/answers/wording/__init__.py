"""Rules, facts and features in words."""
