"""Pure rules of people and sign-in: names, guessing, what a browser is called, policy numbers."""
