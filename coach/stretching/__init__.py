"""The guided stretch: a pure state machine, two faces, a terminal and the loop over them."""
