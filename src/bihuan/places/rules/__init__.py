"""What points and areas are; knows no Django."""
