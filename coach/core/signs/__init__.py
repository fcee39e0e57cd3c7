"""Published reasons to see a doctor, matched with the own ticks and entries of the person."""
