"""What the reports are in a browser: looked at, printed, and worked by keyboard alone."""
