"""`python -m votes.mirror ADDRESS DIR`: see votes.mirror.command."""

import sys

from votes.mirror.command import main

sys.exit(main())
