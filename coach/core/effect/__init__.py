"""Whether a habit seems to help this person: nights -> gates -> estimate -> what may be claimed."""
