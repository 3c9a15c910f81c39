"""The Merkle tree agrees with RFC 6962, with published vectors and with an independent library."""

import hashlib

import pymerkle
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.kernel.merkle import (
    EMPTY_ROOT,
    Frontier,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    tree_root,
    verify_consistency,
    verify_inclusion,
)

# The eight leaves and the roots of their first n, as the Certificate Transparency projects publish them.
VECTOR_LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
VECTOR_ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def leaves_of(size: int) -> list[bytes]:
    return [leaf_hash(str(n).encode()) for n in range(size)]


def library_tree(size: int) -> pymerkle.InmemoryTree:
    tree = pymerkle.InmemoryTree(algorithm="sha256")
    for n in range(size):
        tree.append_entry(str(n).encode())
    return tree


SIZES = st.integers(1, 70)


@st.composite
def size_and_index(draw: st.DrawFn) -> tuple[int, int]:
    size = draw(SIZES)
    return size, draw(st.integers(0, size - 1))


@st.composite
def old_and_new(draw: st.DrawFn) -> tuple[int, int]:
    new = draw(SIZES)
    return draw(st.integers(0, new)), new


@pytest.mark.parametrize("size", range(9))
def test_root_of_the_published_leaves_is_the_published_root(size: int) -> None:
    leaves = [leaf_hash(bytes.fromhex(text)) for text in VECTOR_LEAVES[:size]]

    assert tree_root(leaves).hex() == VECTOR_ROOTS[size]


def test_proofs_of_seven_leaves_are_those_drawn_in_the_rfc() -> None:
    leaves = leaves_of(7)
    a, b, c, d, e, f, j = leaves
    g, h, i = node_hash(a, b), node_hash(c, d), node_hash(e, f)
    k, m = node_hash(g, h), node_hash(i, j)

    assert inclusion_proof(leaves, 0) == [b, h, m]
    assert inclusion_proof(leaves, 3) == [c, g, m]
    assert inclusion_proof(leaves, 4) == [f, j, k]
    assert inclusion_proof(leaves, 6) == [i, k]
    assert consistency_proof(leaves, 3) == [c, d, g, m]
    assert consistency_proof(leaves, 4) == [m]
    assert consistency_proof(leaves, 6) == [i, j, k]


@given(SIZES)
def test_root_is_that_of_the_library(size: int) -> None:
    assert tree_root(leaves_of(size)) == library_tree(size).get_root()


@given(size_and_index())
def test_inclusion_proof_is_that_of_the_library_and_verifies(case: tuple[int, int]) -> None:
    size, index = case
    leaves, oracle = leaves_of(size), library_tree(size).prove_inclusion(index + 1)

    proof = inclusion_proof(leaves, index)

    assert [leaves[index], *proof] == oracle.path
    assert verify_inclusion(proof, leaf=leaves[index], index=index, size=size, root=tree_root(leaves))


@given(size_and_index(), st.data())
def test_inclusion_proof_of_something_else_is_not_accepted(case: tuple[int, int], data: st.DataObject) -> None:
    size, index = case
    leaves = leaves_of(size)
    proof, root, leaf = inclusion_proof(leaves, index), tree_root(leaves), leaves[index]
    other = data.draw(st.integers(-1, size + 1).filter(lambda n: n != index))
    flipped = [*proof, hashlib.sha256(b"x").digest()]
    shortened = proof[:-1] if proof else flipped

    assert not verify_inclusion(proof, leaf=leaf, index=other, size=size, root=root)
    assert not verify_inclusion(proof, leaf=leaf_hash(b"else"), index=index, size=size, root=root)
    assert not verify_inclusion(flipped, leaf=leaf, index=index, size=size, root=root)
    assert not verify_inclusion(shortened, leaf=leaf, index=index, size=size, root=root)


@given(old_and_new())
def test_consistency_proof_joins_the_roots_of_the_library(case: tuple[int, int]) -> None:
    old, new = case
    tree = library_tree(new)

    proof = consistency_proof(leaves_of(new), old)

    assert verify_consistency(
        proof, old_size=old, old_root=tree.get_root(old), new_size=new, new_root=tree.get_root(new)
    )


@given(old_and_new(), st.data())
def test_consistency_of_a_changed_past_is_not_accepted(case: tuple[int, int], data: st.DataObject) -> None:
    old, new = max(case[0], 1), case[1]
    leaves = leaves_of(new)
    changed = leaves.copy()
    changed[data.draw(st.integers(0, old - 1))] = leaf_hash(b"changed")
    old_root, new_root = tree_root(leaves[:old]), tree_root(changed)

    honest, forged = consistency_proof(leaves, old), consistency_proof(changed, old)

    assert not verify_consistency(honest, old_size=old, old_root=old_root, new_size=new, new_root=new_root)
    assert not verify_consistency(forged, old_size=old, old_root=old_root, new_size=new, new_root=new_root)


@given(old_and_new())
def test_consistency_proof_of_wrong_length_is_not_accepted(case: tuple[int, int]) -> None:
    old, new = max(case[0], 1), case[1]
    leaves = leaves_of(new)
    proof, roots = consistency_proof(leaves, old), (tree_root(leaves[:old]), tree_root(leaves))
    longer = [*proof, leaf_hash(b"more")]
    shorter = proof[:-1] if proof else longer

    assert not verify_consistency(longer, old_size=old, old_root=roots[0], new_size=new, new_root=roots[1])
    assert not verify_consistency(shorter, old_size=old, old_root=roots[0], new_size=new, new_root=roots[1])


def test_consistency_refuses_sizes_that_make_no_sense() -> None:
    root = tree_root(leaves_of(3))

    assert not verify_consistency([], old_size=4, old_root=root, new_size=3, new_root=root)
    assert not verify_consistency([root] * 3, old_size=4, old_root=root, new_size=3, new_root=root)
    assert not verify_consistency([], old_size=-1, old_root=root, new_size=3, new_root=root)
    assert not verify_consistency([], old_size=0, old_root=root, new_size=3, new_root=root)


@given(old_and_new())
def test_frontier_goes_on_from_what_was_stored(case: tuple[int, int]) -> None:
    old, new = case
    leaves = leaves_of(new)
    first = Frontier()
    for leaf in leaves[:old]:
        first.append(leaf)

    second = Frontier(first.size, [bytes.fromhex(peak.hex()) for peak in first.peaks])
    for leaf in leaves[old:]:
        second.append(leaf)

    assert first.root() == tree_root(leaves[:old])
    assert second.root() == library_tree(new).get_root()
    assert len(second.peaks) <= new.bit_length()


def test_empty_tree_has_the_hash_of_nothing_as_root() -> None:
    assert Frontier().root() == EMPTY_ROOT == hashlib.sha256(b"").digest()


@pytest.mark.parametrize("size, peaks", [(1, []), (3, [b"a"]), (-1, [b"a"]), (2, [b"a", b"b"])])
def test_frontier_refuses_peaks_that_do_not_fit(size: int, peaks: list[bytes]) -> None:
    with pytest.raises(ValueError, match="peaks do not make"):
        Frontier(size, peaks)


def test_proofs_refuse_places_outside_the_tree() -> None:
    with pytest.raises(ValueError, match="no leaf 2"):
        inclusion_proof(leaves_of(2), 2)
    with pytest.raises(ValueError, match="no tree of 3"):
        consistency_proof(leaves_of(2), 3)
