"""For development and demonstration: servers, process runner, checks. The product imports nothing here."""
