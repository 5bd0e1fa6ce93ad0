"""`python -m zoom_policy_lint` is the command line too."""

from zoom_policy_lint.cli.main import main

main()
