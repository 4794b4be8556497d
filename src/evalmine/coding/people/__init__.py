"""What people code: read from tables, kept, and sampled for."""
