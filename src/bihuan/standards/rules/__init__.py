"""What kinds, grades and limits there are, how a row of a table is read, and how a class is found by words."""
