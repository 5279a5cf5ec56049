"""The pages about results: the semester's report and its file, a person's own results, how we count."""
