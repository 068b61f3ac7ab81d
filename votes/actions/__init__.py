"""What is done to votes: scheduling, rolling, casting, closing, packing."""
