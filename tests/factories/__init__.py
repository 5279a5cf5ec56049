"""Factories, one module per app. Rows of a tenant are made inside `inside(organisation)`, as in production."""
