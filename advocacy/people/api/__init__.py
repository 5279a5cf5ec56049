"""The API about the organisation, its people and oneself; and its documentation."""
