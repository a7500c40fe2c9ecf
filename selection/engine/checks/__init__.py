"""What a call must be asked before it is published. Each module looks at one side of it; `lint.py` asks them all."""
