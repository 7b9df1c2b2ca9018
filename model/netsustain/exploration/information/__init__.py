"""The value of information: what it would be worth to know something before choosing among scenarios."""
