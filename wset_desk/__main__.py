"""`python -m wset_desk` is `wset-desk-server`."""

from wset_desk.cli import main

main()
