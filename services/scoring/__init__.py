"""The one place where order is decided: folds the commands of each skill, in the order of the log."""
