"""Trains the trials of a Benchtop job as tasks of Ray."""
