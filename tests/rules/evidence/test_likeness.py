"""A hash at most 31 bits away is always found by a probe, and unlike ones hardly ever."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from bihuan.evidence.rules import SAME_PICTURE_BITS, bits_apart, pieces, probes

HASHES = st.integers(0, 2**256 - 1).map(lambda number: f"{number:064x}")


@given(pdq=HASHES, turned=st.sets(st.integers(0, 255), max_size=SAME_PICTURE_BITS))
def test_probes_find_every_hash_that_is_near_enough(pdq: str, turned: set[int]) -> None:
    near = f"{int(pdq, 16) ^ sum(1 << bit for bit in turned):064x}"

    assert bits_apart(pdq, near) == len(turned)
    assert not set(probes(pdq)).isdisjoint(pieces(near))


def test_probes_are_exact_at_the_edge_and_need_not_find_what_is_beyond() -> None:
    two_in_each_piece = "0003" * 16

    assert set(probes("0" * 64)).isdisjoint(pieces(two_in_each_piece))
    assert not set(probes("0" * 64)).isdisjoint(pieces("0003" * 15 + "0001"))


def test_pieces_keep_their_place() -> None:
    assert pieces("0001" + "0" * 60)[0] == 1
    assert pieces("0" * 60 + "ffff")[15] == 15 * 65536 + 65535
    assert len(set(pieces("0" * 64))) == 16


def test_probes_are_272_different_keys() -> None:
    pdq = f"{Random(1).getrandbits(256):064x}"

    assert len(set(probes(pdq))) == len(probes(pdq)) == 272
    assert set(pieces(pdq)) < set(probes(pdq))
