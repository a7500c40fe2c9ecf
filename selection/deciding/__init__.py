"""The rules of a call at work: its applications through the engine, and what comes out kept with each of them."""
