"""`python -m newsclean`."""

from newsclean.cli.main import main

raise SystemExit(main())
