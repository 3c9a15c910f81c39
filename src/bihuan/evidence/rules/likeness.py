"""Says whether two pictures look the same, and how to find such pictures without comparing with all.

Source: PDQ hashing (Meta, 2019): 256 bits; two pictures of good quality that differ in at most 31 bits are the same.
"""

from typing import Final

SAME_PICTURE_BITS: Final = 31
GOOD_QUALITY: Final = 50
PIECES: Final = 16
PIECE_BITS: Final = 16


def bits_apart(first: str, second: str) -> int:
    """Return how many of the 256 bits of two PDQ hashes (64 hex digits each) differ."""
    return (int(first, 16) ^ int(second, 16)).bit_count()


def pieces(pdq: str) -> tuple[int, ...]:
    """Return the 16 keys under which a hash is indexed: each is 65536 × place + the 16 bits at that place."""
    return tuple(place * 65536 + int(pdq[place * 4 : place * 4 + 4], 16) for place in range(PIECES))


def probes(pdq: str) -> list[int]:
    """Return the 272 keys of which every hash at most 31 bits away has at least one.

    31 differing bits over 16 pieces leave one piece with at most one, so each piece is probed as it is and with each
    of its bits turned.
    """
    return [key ^ turned for key in pieces(pdq) for turned in (0, *(1 << bit for bit in range(PIECE_BITS)))]
