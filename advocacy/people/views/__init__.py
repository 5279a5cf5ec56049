"""The pages about people and the organisation."""
