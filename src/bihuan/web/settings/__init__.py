"""What whoever configures a district sets, and what everybody may look up."""
