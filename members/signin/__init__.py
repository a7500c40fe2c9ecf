"""Signing in: passwords, second factors, institutions, session clocks and what the security log says of them."""
