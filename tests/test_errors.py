from __future__ import annotations

import pickle

import pytest

from vanban import errors
from vanban.errors import ConvertError, DataError, Problem, ProfileError, RegisterError, VanbanError, gravest


def test_every_error_has_an_exit_code_of_its_own() -> None:
    kinds = VanbanError.__subclasses__()
    assert list(range(2, 10)) == sorted(kind.exit_code for kind in kinds)
    assert VanbanError.exit_code == 1


def test_the_drawn_tree_shows_every_error_with_its_exit_code() -> None:
    lines = (errors.__doc__ or "").splitlines()
    drawn = {line.split()[1]: int(line.split()[2]) for line in lines if line.startswith(("├", "└"))}
    assert {kind.__name__: kind.exit_code for kind in VanbanError.__subclasses__()} == drawn


@pytest.mark.parametrize(
    ("problem", "sentence"),
    [
        (Problem("X", "Thiếu mục"), "Thiếu mục"),
        (Problem("X", "Thiếu mục", "ky.yaml:3"), "Thiếu mục — ky.yaml:3"),
        (Problem("X", "Thiếu mục", "ky.yaml:3", "thêm mục"), "Thiếu mục — ky.yaml:3 — thêm mục"),
        (Problem("X", "Thiếu mục", "", "thêm mục"), "Thiếu mục — thêm mục"),
    ],
)
def test_a_problem_says_what_where_and_what_to_do(problem: Problem, sentence: str) -> None:
    assert sentence == problem.sentence()


def test_an_error_carries_every_problem_it_was_made_of() -> None:
    first, second = Problem("A", "một", "ky.yaml:1"), Problem("B", "hai", "ky.yaml:2")
    error = DataError(first, second)
    assert (first, second) == error.problems
    assert str(error) == "một — ky.yaml:1\nhai — ky.yaml:2"


def test_an_error_comes_back_whole_from_another_process() -> None:
    error = DataError(Problem("A", "một", "ky.yaml:1"), Problem("B", "hai"))
    back = pickle.loads(pickle.dumps(error))
    assert (type(error), error.problems, str(error)) == (type(back), back.problems, str(back))


def test_several_errors_join_under_the_lowest_exit_code() -> None:
    joined = gravest([ConvertError.say("C", "c"), ProfileError.say("P", "p"), RegisterError.say("R", "r")])
    assert type(joined) is ProfileError
    assert [p.code for p in joined.problems] == ["P", "R", "C"]


def test_joining_no_error_at_all_is_refused() -> None:
    with pytest.raises(ValueError, match="no error"):
        gravest([])


def test_what_several_errors_say_alike_is_said_once() -> None:
    lost, late = Problem("CU-05", "Mất liên lạc", "--cum"), Problem("LO-03", "Không có PDF", "to-trinh")
    assert gravest([ConvertError(lost), ConvertError(lost, late)]).problems == (lost, late)
