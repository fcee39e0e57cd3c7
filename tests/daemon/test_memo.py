"""What was computed last."""

from coach.daemon.memo import KEYS, Memo


class Counting:
    """Computes, and knows how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> int:
        self.times += 1
        return self.times


def test_the_same_is_computed_once() -> None:
    memo, compute = Memo[str, str, int](), Counting()
    assert [memo.of("tonight", "facts", compute) for _ in range(3)] == [1, 1, 1]


def test_what_rests_on_something_else_is_computed_anew() -> None:
    memo, compute = Memo[str, str, int](), Counting()
    assert [memo.of("tonight", basis, compute) for basis in ("a", "b", "a")] == [1, 2, 3]


def test_a_few_keys_are_remembered_and_the_oldest_is_let_go() -> None:
    memo, compute = Memo[int, str, int](), Counting()
    found = [memo.of(key, "", compute) for key in (*range(KEYS), *range(KEYS))]
    assert found == [*range(1, KEYS + 1), *range(1, KEYS + 1)]
    memo.of(KEYS, "", compute)
    assert memo.of(0, "", compute) == KEYS + 2


def test_what_is_the_same_may_be_told() -> None:
    memo, compute = Memo[str, list[int], int](lambda one, other: one is other), Counting()
    basis = [1]
    assert memo.of("tonight", basis, compute) == memo.of("tonight", basis, compute)
    assert memo.of("tonight", list(basis), compute) == 2
