"""What is measured, against whom. `make bench` runs all of it; each module here has a `measure(quick)`."""
