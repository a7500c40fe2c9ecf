"""The programs inside the two server wheels, run as our own children on loopback ports."""
