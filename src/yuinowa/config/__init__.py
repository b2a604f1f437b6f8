"""Settings, addresses, command line, demo region. The only reader of the environment."""
