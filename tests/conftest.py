"""What every test may ask for; people are fixtures, everything else is made by plain builders.

The tests of core, replay and verifier run where Django is not installed: then this file brings nothing.
"""

import importlib.util

if importlib.util.find_spec("django"):
    pytest_plugins = ["tests.people", "tests.machinery"]
