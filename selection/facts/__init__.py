"""The product's own facts about an application: by name, at the day at which they are taken, with their record."""
