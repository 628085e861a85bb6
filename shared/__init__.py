"""What every service shares: the rules, the records, the topics and the settings."""
