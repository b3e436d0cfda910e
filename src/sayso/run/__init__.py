"""The way of the data from reports to events, and the settings of a run."""
