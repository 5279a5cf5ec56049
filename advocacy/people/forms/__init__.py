"""The shape of what people type; rules stand in services."""
