"""`python -m votes.verifier PACK`: see votes.verifier.command."""

import sys

from votes.verifier.command import main

sys.exit(main())
