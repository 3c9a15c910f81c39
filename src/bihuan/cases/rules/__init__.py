"""The pure rules of the loop: states, who may take which step, what a step changes, and the clock."""
