"""Exponential, logarithm and what is built from them, from + - x / alone.

The C library's and numpy's own versions differ between processors in the last bit; these give the same bits
everywhere, at most 1 unit in the last place from the exact value.
"""

from __future__ import annotations

import math

import numpy as np

from netsustain.kernels import inlined

LOWEST_POWER = -1074
_POWERS_OF_TWO = np.array([math.ldexp(1.0, k) for k in range(LOWEST_POWER, 1024)])

_INVERSE_LN2 = 1.4426950408889634
# ln 2 in two parts: the first has zeros in its last 21 bits, so that k * _LN2_HIGH is exact for |k| < 2**21.
_LN2_HIGH = float.fromhex("0x1.62e42fee00000p-1")
_LN2_LOW = float.fromhex("0x1.a39ef35793c76p-33")
_SQRT_HALF = 0.7071067811865476
_EXP_LIMIT = 708.0

_E = tuple(1.0 / math.factorial(k) for k in range(14))
_A = tuple(2.0 / (2 * k + 1) for k in range(12))

E0, E1, E2, E3, E4, E5, E6, E7, E8, E9, E10, E11, E12, E13 = _E
A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11 = _A[1:]


@inlined
def exp(x: float) -> float:
    """e**x. Arguments beyond +-708 are cut there. Taylor series on |r| <= ln(2)/2, even and odd terms apart."""
    if x != x:  # NaN stays NaN: as an index it would read anywhere
        return x
    x = min(max(x, -_EXP_LIMIT), _EXP_LIMIT)
    k = math.floor(x * _INVERSE_LN2 + 0.5)
    high = x - k * _LN2_HIGH
    r = high - k * _LN2_LOW
    s = r * r
    even = s * (E2 + s * (E4 + s * (E6 + s * (E8 + s * (E10 + s * E12)))))
    odd = s * (E3 + s * (E5 + s * (E7 + s * (E9 + s * (E11 + s * E13)))))
    return (1.0 + (r + (even + r * odd))) * _POWERS_OF_TWO[int(k) - LOWEST_POWER]


@inlined
def log(x: float) -> float:
    """Natural logarithm of x > 0, by the series of atanh on m/(2+m) after taking the power of two out."""
    mantissa, exponent = math.frexp(x)
    if mantissa < _SQRT_HALF:
        mantissa *= 2.0
        exponent -= 1
    f = mantissa - 1.0
    s = f / (2.0 + f)
    z = s * s
    high = A6 + z * (A7 + z * (A8 + z * (A9 + z * (A10 + z * A11))))
    tail = z * (A1 + z * (A2 + z * (A3 + z * (A4 + z * (A5 + z * high)))))
    # 2s = f - s f, so that the leading term f is exact.
    return exponent * _LN2_HIGH + (f - (s * (f - tail) - exponent * _LN2_LOW))


@inlined
def logistic(x: float) -> float:
    """1 / (1 + e**-x)."""
    return 1.0 / (1.0 + exp(-x))


@inlined
def logit(p: float) -> float:
    """log(p / (1 - p)) for 0 < p < 1."""
    return log(p / (1.0 - p))


@inlined
def power(base: float, exponent: float) -> float:
    """base**exponent for base >= 0 (0 for base 0)."""
    if base <= 0.0:
        return 0.0
    return exp(exponent * log(base))


@inlined
def clip(x: float, low: float, high: float) -> float:
    """x cut to [low, high]."""
    return min(max(x, low), high)
