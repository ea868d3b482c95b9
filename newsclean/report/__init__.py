"""Self-contained HTML pages that show what newsclean did; the core knows nothing of them."""
