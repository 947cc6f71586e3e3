"""The agents, by pipeline."""
