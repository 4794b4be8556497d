"""Makes `worlds` importable for the tests beside it."""

import importlib.util
import sys
from pathlib import Path

if "worlds" not in sys.modules:
    _spec = importlib.util.spec_from_file_location("worlds", Path(__file__).with_name("worlds.py"))
    _module = importlib.util.module_from_spec(_spec)
    sys.modules["worlds"] = _module
    _spec.loader.exec_module(_module)
