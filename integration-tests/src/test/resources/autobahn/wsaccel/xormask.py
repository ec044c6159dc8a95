# SPDX-License-Identifier: Apache-2.0
"""Masks whole messages as one big number, not octet by octet."""
from array import array

from java.math import BigInteger


class XorMaskerNull:

    def __init__(self, mask=None):
        self.at = 0

    def pointer(self):
        return self.at

    def reset(self):
        self.at = 0

    def process(self, data):
        self.at += len(data)
        return data


class XorMasker(XorMaskerNull):

    def __init__(self, mask):
        self.at = 0
        self.mask = mask

    def process(self, data):
        turn = self.at & 3
        self.at += len(data)
        key = (self.mask[turn:] + self.mask[:turn]) * (len(data) / 4 + 1)
        # The 1 in front keeps the zeros that the data may begin with.
        masked = number("\1" + data).xor(number("\0" + key[:len(data)]))
        return BigInteger.toByteArray(masked).tostring()[1:]


def number(octets):
    return BigInteger(array("b", octets))


def createXorMasker(mask, length=None):
    return XorMasker(mask)
