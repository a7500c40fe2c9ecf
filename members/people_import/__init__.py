"""Import of people, units and roles out of a table: read, understood, tried, carried out as a whole or not at all."""
