"""The command `newsclean`: one module per command, `main` wires them."""
