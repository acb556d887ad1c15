"""What is kept: objects in a folder or a bucket, rows in SQLite or PostgreSQL."""
