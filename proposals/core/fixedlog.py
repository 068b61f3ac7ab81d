"""Base-2 logarithms and square roots in integers, the same on every machine.

A logarithm is an integer count of 1/4096 of a bit. The exponent and the first 20 bits of the mantissa
are read from the double, which is exact; the logarithm of the mantissa comes from 4,097 entries built by
repeated squaring of Python integers, with linear interpolation in integers. No libm, so no machine rounds
differently. Error below 0.0003 bit.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from proposals.core.integers import Ints, ints

FRACTION_BITS = 12
BIT = 1 << FRACTION_BITS
LARGEST = 2**53 - 1

_INDEX_BITS = 12
_STEP_BITS = 8
_GUARD_BITS = 4
_SQUARING_BITS = 48
_MANTISSA_BITS = _INDEX_BITS + _STEP_BITS
# A double holds its exponent in the bits from 52 on, with this added, and its mantissa below.
_DOUBLE_BITS = 52
_DOUBLE_BIAS = 1023


def _squared_table() -> Ints:
    """log2 of 1 + i/4096 for i = 0..4096, with four guard bits under the twelve we keep."""
    entries = []
    for index in range(1 << _INDEX_BITS):
        mantissa = ((1 << _INDEX_BITS) + index) << (_SQUARING_BITS - _INDEX_BITS)
        bits = 0
        for _ in range(FRACTION_BITS + _GUARD_BITS):
            mantissa = (mantissa * mantissa) >> _SQUARING_BITS
            bits <<= 1
            if mantissa >> (_SQUARING_BITS + 1):
                mantissa >>= 1
                bits |= 1
        entries.append(bits)
    return ints([*entries, 1 << (FRACTION_BITS + _GUARD_BITS)])


def _mantissa_table() -> npt.NDArray[np.uint16]:
    """log2 of 1 + m/2^20 for every m, interpolated in integers between the entries of the table above.

    All are below 2^16: in two bytes each, a million of them stay in the processor's own memory.
    """
    table = _squared_table()
    mantissa = np.arange(1 << _MANTISSA_BITS, dtype=np.int64)
    index, step = mantissa >> _STEP_BITS, mantissa & ((1 << _STEP_BITS) - 1)
    low = table[index]
    logarithms: npt.NDArray[np.uint16] = (low + (((table[index + 1] - low) * step) >> _STEP_BITS)).astype(
        np.uint16
    )
    return logarithms


_TABLE = _mantissa_table()


def flog(values: Ints) -> Ints:
    """log2 of each value, in 1/4096 bit, rounded down; never decreasing.

    Values are at least 1 and below 2^53 (then their conversion to a double is exact); raises
    ValueError outside, because a wrong logarithm would silently change placements.
    """
    if values.size and (int(values.min()) < 1 or int(values.max()) > LARGEST):
        raise ValueError("flog takes integers from 1 to 2^53 - 1")
    logarithm: Ints = values.astype(np.float64).view(np.int64)
    mantissa = logarithm >> (_DOUBLE_BITS - _MANTISSA_BITS)
    mantissa &= (1 << _MANTISSA_BITS) - 1
    logarithm >>= _DOUBLE_BITS
    logarithm -= _DOUBLE_BIAS
    logarithm <<= FRACTION_BITS + _GUARD_BITS
    logarithm += _TABLE[mantissa]
    logarithm >>= _GUARD_BITS
    return logarithm


def flog_of(value: int) -> int:
    """The same for one number."""
    return int(flog(ints([value]))[0])


def integer_root(values: Ints) -> Ints:
    """The largest integer whose square does not exceed each value (from 0 to below 2^62)."""
    guess = np.floor(np.sqrt(values.astype(np.float64))).astype(np.int64)
    guess -= guess * guess > values
    guess += (guess + 1) * (guess + 1) <= values
    return guess
