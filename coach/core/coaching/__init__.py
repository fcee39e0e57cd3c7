"""What the coach makes of the evenings: each rule a pure function that names its evidence."""
