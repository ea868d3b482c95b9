"""Rules: what they are (`rule`), where they are kept (`pack`), how they meet a line (`match`)."""
