"""Writing a call: between its rows, its file and the screens on which people without programming change its rules."""
