"""The shape of what people type about the library; the rules stand in the services."""
