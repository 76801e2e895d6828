"""Fuzz conversion with articles composed by Hypothesis: `python -m fuzz.composed [MINUTES]`. Prints each find, smallest first."""

import sys
import time
import traceback

from hypothesis import HealthCheck, given, settings

from tests.composed import articles
from tests.properties import assert_converts


def main() -> int:
    """Run until the time is over; 1 when anything was found."""
    until = time.monotonic() + 60 * float(sys.argv[1] if len(sys.argv) > 1 else "30")
    tried = finds = 0

    @settings(max_examples=2000, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(articles())
    def run(data: bytes) -> None:
        nonlocal tried
        tried += 1
        assert_converts(data)

    while time.monotonic() < until:
        try:
            run()
        except AssertionError:
            finds += 1
            traceback.print_exc()
        except Exception:  # noqa: BLE001 - whatever is raised is a find
            finds += 1
            traceback.print_exc()
        print(f"{tried:,} articles, {finds} finds", flush=True)
    return min(finds, 1)


if __name__ == "__main__":
    sys.exit(main())
