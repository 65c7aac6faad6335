"""The case: facts, answers, waivers, submissions; the interview; the folder on disk."""
