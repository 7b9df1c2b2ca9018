"""Networks made by hand, for all tests of why they end."""

import pytest
from tests.unit.why.tables import MONTHS, Made


@pytest.fixture
def made():
    """``made()`` begins a set of networks."""
    return Made


@pytest.fixture(scope="session")
def steady():
    """Thirty networks that nothing happens to: others are held against them."""
    return lambda months=MONTHS: Made(months).add(number=30)
