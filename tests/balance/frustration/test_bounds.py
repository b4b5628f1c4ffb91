from __future__ import annotations

import os
import signal
import threading
import time

import numpy as np
import pytest

from legation.balance.frustration import engine, frustration, milp
from legation.balance.frustration.blocks import blocks, split
from legation.balance.frustration.cycles import Finder, packing, triangles
from legation.balance.frustration.dolls import dolls
from legation.balance.frustration.engine import Clock
from legation.balance.frustration.kernel import contract, reduce
from legation.balance.frustration.net import step
from legation.balance.frustration.solution import net_of
from legation.balance.frustration.spectral import spectral
from tests.balance.frustration.made import costs, drawn, graph_of, random_signs

ALL_WEIGHTS = ("none", "whole", "real")


def cases(count: int, most: int = 12):
    chance = np.random.default_rng(7)
    for i in range(count):
        weights = ALL_WEIGHTS[i % 3]
        graph = drawn(chance, most=most, weights=weights)
        net, scale = net_of(graph, weights != "none")
        yield net, costs(graph, weights != "none") * scale


def test_reduction_keeps_the_least_cost_and_finds_its_way_back() -> None:
    for net, total in cases(150):
        kernel = reduce(net)
        rest = kernel.net
        assert (rest.degree()[rest.degree() > 0] > 3).all()
        small = graph_of(rest.order, rest.u, rest.v, np.sign(rest.w), np.abs(rest.w))
        every = costs(small, weighted=True)
        assert kernel.offset + every.min() == pytest.approx(total.min())
        code = int(every.argmin())
        side = np.array([1 - 2 * (code >> i & 1) for i in range(rest.order)], np.int8)
        assert net.cost(kernel.expand(side)) == pytest.approx(total.min())


def test_joining_ends_of_satisfied_edges_keeps_the_cost_of_divisions_that_satisfy_them() -> None:
    chance = np.random.default_rng(3)
    for net, _ in cases(40):
        tied = (net.w > 0) & (chance.random(net.size) < 0.3)
        kernel = contract(net, tied)
        side = chance.choice(np.array([-1, 1], np.int8), kernel.net.order)
        whole = kernel.expand(side)
        assert not net.frustrated(whole)[tied].any()
        assert kernel.offset + kernel.net.cost(side) == pytest.approx(net.cost(whole))


def test_costs_differ_by_whole_steps() -> None:
    for net, total in cases(90):
        spacing = step(net)
        if spacing:
            apart = (total - total.min()) / spacing
            assert np.allclose(apart, np.rint(apart))
    ring = np.arange(8)
    even = net_of(graph_of(8, ring, (ring + 1) % 8, np.ones(8)), False)[0]
    assert step(even) == 2


def test_lower_bounds_lie_below_the_index() -> None:
    for net, total in cases(90):
        least = total.min() + 1e-6
        assert packing(np.abs(net.w), triangles(net)) <= least
        bound, drawn_sides = spectral(net, Clock(), 0)
        assert bound <= least
        assert all(net.cost(side) >= total.min() - 1e-6 for side in drawn_sides)
        enumerated, side, ended = dolls(net, np.inf, 5, Clock())
        assert ended
        assert enumerated == pytest.approx(total.min())
        assert side is None or net.cost(side) == pytest.approx(total.min())


def test_triangles_are_those_of_the_cube_of_the_matrix() -> None:
    for seed in range(5):
        graph = random_signs(30, 0.4, seed)
        signs = graph.dense()
        balance = np.trace(signs @ signs @ signs) / 6
        count = np.trace(np.abs(signs) @ np.abs(signs) @ np.abs(signs)) / 6
        assert len(triangles(net_of(graph, False)[0])) == (count - balance) / 2


def test_negative_cycles_are_found_wherever_there_are_any() -> None:
    for net, total in cases(90):
        found = Finder(net).find(np.zeros(net.size))
        assert (len(found) > 0) == (total.min() > 0)
        for i in range(len(found)):
            edges = found.edges[found.start[i] : found.start[i + 1]]
            ends = np.bincount(np.r_[net.u[edges], net.v[edges]])
            assert set(ends) <= {0, 2}
            assert np.prod(np.sign(net.w[edges])) == -1


def test_blocks_are_parts_that_no_node_holds_together() -> None:
    # Two triangles that share a node, and an edge that hangs on one of them.
    graph = graph_of(6, [0, 0, 1, 2, 2, 3, 4], [1, 2, 2, 3, 4, 4, 5], [1] * 7)
    net = net_of(graph, False)[0]
    label = blocks(net)
    assert len(set(label)) == 3
    assert len({label[0], label[1], label[2]}) == len({label[3], label[4], label[5]}) == 1
    assert sorted(len(edges) for edges, _, _ in split(net)) == [3, 3]


def test_what_bounds_leave_open_is_closed_in_whole_numbers() -> None:
    for seed in range(4):
        net = net_of(random_signs(18, 0.6, seed), False)[0]
        least, best, _ = dolls(net, np.inf, 50, Clock())
        assert best is not None
        flat = net.switched(best)
        bound, side = milp.finish(flat, triangles(net), least, Clock(), lambda _: None)
        assert side is not None
        assert bound == pytest.approx(least)
        assert flat.cost(side) == least
        bound, side = milp.finish(flat, triangles(net), least - 1, Clock(), lambda _: None)
        assert (bound, side) == (np.inf, None)


def test_another_best_division_is_found_in_whole_numbers_and_by_enumeration() -> None:
    for net, total in cases(60, most=9):
        side = solve_side(net, total)
        flat = net.switched(side)
        ties = int((total <= total.min() + 1e-7).sum())
        most = flat.cost(np.ones(net.order, np.int8)) + 1e-6
        assert milp.another(flat, triangles(net), most, Clock()) == (ties > 1)
        assert (dolls(flat, most, 9, Clock(), other=True)[1] is not None) == (ties > 1)


def solve_side(net, total) -> np.ndarray:
    code = int(total.argmin())
    return np.array([1 - 2 * (code >> i & 1) for i in range(net.order)], np.int8)


def test_a_long_search_goes_on_in_a_process_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    net = net_of(random_signs(17, 0.9, seed=2), False)[0]
    least = dolls(net, np.inf, 50, Clock())[0]
    asked = milp.programme(net, triangles(net), np.inf)
    monkeypatch.setattr(engine, "_AT_ONCE", 0.02)
    heard: list[float] = []
    answer = engine.solved(asked, Clock(60), heard.append)
    assert answer.bound == pytest.approx(least)
    assert all(bound <= least + 1e-6 for bound in heard)
    none_as_good = milp.programme(net, triangles(net), least - 1)
    assert engine.solved(none_as_good, Clock(60)).impossible


def test_random_signs_on_two_hundred_nodes_get_honest_bounds_in_time() -> None:
    graph = random_signs(200, 0.3, seed=0)
    heard = []
    began = time.monotonic()
    found = frustration(graph, time_limit=4, progress=lambda low, high: heard.append((low, high)))
    assert time.monotonic() - began < 10
    assert (found.optimal, found.unique, found.stopped) == (False, None, "time limit")
    assert 0.9 * found.upper < found.lower < found.upper
    assert "between" in str(found)
    assert "index" not in str(found)
    lows, highs = zip(*heard, strict=True)
    assert list(lows) == sorted(lows)
    assert list(highs) == sorted(highs, reverse=True)
    assert found.upper == found.frustrated.sum()


def test_ctrl_c_gives_the_bounds_so_far() -> None:
    graph = random_signs(200, 0.3, seed=1)
    timer = threading.Timer(2.5, lambda: os.kill(os.getpid(), signal.SIGINT))
    timer.start()
    began = time.monotonic()
    found = frustration(graph)
    assert time.monotonic() - began < 8
    assert (found.optimal, found.stopped) == (False, "interrupted")
    assert 0 <= found.lower < found.upper


def test_python_ends_only_after_a_solver_that_ctrl_c_gave_up() -> None:
    # HiGHS aborts a process that ends while threads of its own still work.
    done = threading.Event()

    def work() -> None:
        time.sleep(1.0)
        done.set()

    threading.Timer(0.2, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
    with pytest.raises(KeyboardInterrupt):
        engine._beside(work, Clock())
    assert not done.is_set()
    engine._await_given_up()
    assert done.is_set()
