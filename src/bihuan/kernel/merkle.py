"""Merkle trees as in RFC 6962 (SHA-256): roots and proofs over leaf hashes, so that a list can be shown unaltered."""

from collections.abc import Iterable, Sequence
from hashlib import sha256

EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of one entry. Source: RFC 6962, 2.1."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of two neighbouring subtrees. Source: RFC 6962, 2.1."""
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """The right edge of a growing tree: enough to append leaves and give the root without the earlier leaves.

    size: how many leaves were appended. peaks: roots of the complete subtrees that make it up, widest (earliest)
    first, one for each bit set in size; store both to go on later. Raises ValueError when they do not fit.
    """

    def __init__(self, size: int = 0, peaks: Iterable[bytes] = ()) -> None:
        self.size = size
        self.peaks = list(peaks)
        if size < 0 or len(self.peaks) != size.bit_count():
            raise ValueError(f"{len(self.peaks)} peaks do not make a tree of {size} leaves")

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash at the right."""
        # Each low bit set is a complete subtree that the new leaf completes to one twice as wide.
        merges = (~self.size & (self.size + 1)).bit_length() - 1
        for _ in range(merges):
            leaf = node_hash(self.peaks.pop(), leaf)
        self.peaks.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        """Return the root over all leaves so far; of no leaves, the hash of nothing."""
        if not self.peaks:
            return EMPTY_ROOT
        *others, root = self.peaks
        for peak in reversed(others):
            root = node_hash(peak, root)
        return root


def tree_root(leaves: Iterable[bytes]) -> bytes:
    """Return the root over leaf hashes in order. Source: RFC 6962, 2.1 (Merkle Tree Hash)."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    return frontier.root()


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Return the hashes, from the leaf upwards, that lead from leaf index (from 0) to the root of all leaves.

    Raises ValueError when there is no such leaf. Source: RFC 6962, 2.1.1 (audit path).
    """
    if not 0 <= index < len(leaves):
        raise ValueError(f"no leaf {index} among {len(leaves)}")
    if len(leaves) == 1:
        return []
    split = _split(len(leaves))
    if index < split:
        return [*inclusion_proof(leaves[:split], index), tree_root(leaves[split:])]
    return [*inclusion_proof(leaves[split:], index - split), tree_root(leaves[:split])]


def consistency_proof(leaves: Sequence[bytes], old_size: int) -> list[bytes]:
    """Return the hashes that show the tree over all leaves to begin with its first old_size leaves.

    Empty for old_size 0 and for the whole tree. Raises ValueError when old_size is out of range.
    Source: RFC 6962, 2.1.2.
    """
    if not 0 <= old_size <= len(leaves):
        raise ValueError(f"no tree of {old_size} within {len(leaves)} leaves")
    return _subproof(leaves, old_size, whole=True) if old_size else []


def verify_inclusion(proof: Sequence[bytes], *, leaf: bytes, index: int, size: int, root: bytes) -> bool:
    """Say whether proof shows that leaf is number index (from 0) of the size leaves under root."""
    return 0 <= index < size and _climb(leaf, index, size, proof) == root


def verify_consistency(
    proof: Sequence[bytes], *, old_size: int, old_root: bytes, new_size: int, new_root: bytes
) -> bool:
    """Say whether proof shows that the tree of new_size leaves begins with the tree of old_size leaves."""
    if old_size == 0:
        return new_size >= 0 and not proof and old_root == EMPTY_ROOT
    if not 0 < old_size <= new_size:
        return False
    return _climb_both(old_root, old_size, new_size, proof, whole=True) == (old_root, new_root)


def _split(size: int) -> int:
    """Return the largest power of two below size (2 or more): the width of the left subtree."""
    return 1 << (size - 1).bit_length() - 1


def _subproof(leaves: Sequence[bytes], old_size: int, *, whole: bool) -> list[bytes]:
    if old_size == len(leaves):
        return [] if whole else [tree_root(leaves)]
    split = _split(len(leaves))
    if old_size <= split:
        return [*_subproof(leaves[:split], old_size, whole=whole), tree_root(leaves[split:])]
    return [*_subproof(leaves[split:], old_size - split, whole=False), tree_root(leaves[:split])]


def _climb(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes | None:
    """Return the root that the proof leads to, or None when it has the wrong length."""
    if size == 1 or not proof:
        return leaf if size == 1 and not proof else None
    split, sibling = _split(size), proof[-1]
    if index < split:
        below = _climb(leaf, index, split, proof[:-1])
        return None if below is None else node_hash(below, sibling)
    below = _climb(leaf, index - split, size - split, proof[:-1])
    return None if below is None else node_hash(sibling, below)


def _climb_both(
    old_root: bytes, old_size: int, new_size: int, proof: Sequence[bytes], *, whole: bool
) -> tuple[bytes, bytes] | None:
    """Return the roots of the old and the new tree that the proof leads to, or None when it has the wrong length."""
    if old_size == new_size:
        # Only the left edge of the tree can be the whole old tree, whose root the verifier already knows.
        nodes = [old_root, *proof] if whole else proof
        return (nodes[0], nodes[0]) if len(nodes) == 1 else None
    if not proof:
        return None
    split, sibling = _split(new_size), proof[-1]
    if old_size <= split:
        roots = _climb_both(old_root, old_size, split, proof[:-1], whole=whole)
        return None if roots is None else (roots[0], node_hash(roots[1], sibling))
    roots = _climb_both(old_root, old_size - split, new_size - split, proof[:-1], whole=False)
    return None if roots is None else (node_hash(sibling, roots[0]), node_hash(sibling, roots[1]))
