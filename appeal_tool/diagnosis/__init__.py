"""From an account to what went wrong, how sure that is, and what answer is wanted."""
