"""`./run scan`: a stranger's scanner walks through the product as each persona."""
