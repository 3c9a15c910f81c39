"""What an inspection is and how it is drawn and scored; knows no Django."""
