"""Reports for people: in the terminal, as one HTML file, for a clinician, as JSON."""
