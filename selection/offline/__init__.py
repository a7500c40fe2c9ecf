"""An assessor's scores in a spreadsheet: the columns, what is written out, what is read back."""
