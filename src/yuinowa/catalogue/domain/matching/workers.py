"""The pairs of a large catalogue looked at by several processes; the edges are the same as by one."""

from __future__ import annotations

import multiprocessing
from array import array
from multiprocessing.connection import Connection

from yuinowa.catalogue.domain.matching.edges import Edge, Field, edges_of
from yuinowa.catalogue.domain.matching.weights import Weights


def edges_by(field: Field, weights: Weights, workers: int) -> list[Edge]:
    """All edges of ``field``; each of ``workers`` processes takes its partition of the blocks.

    The processes are forked, so that the field is not copied; they compute and end, and touch nothing that
    was open. Where the system cannot fork, or for one worker, it happens here.

    Raises RuntimeError: a worker died, for instance for want of memory.
    """
    if workers < 2 or "fork" not in multiprocessing.get_all_start_methods():
        return list(edges_of(field, weights, 0, 1))
    context = multiprocessing.get_context("fork")
    running = []
    for part in range(workers):
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=_work, args=(theirs, field, weights, part, workers))
        process.start()
        theirs.close()
        running.append((process, ours))
    edges: list[Edge] = []
    died = False
    for process, ours in running:
        try:
            flat = array("q", ours.recv_bytes())
            edges += zip(flat[0::3], flat[1::3], flat[2::3], strict=True)
        except EOFError:
            died = True
        process.join()
    if died:
        raise RuntimeError("a worker of matching died before it had told its edges")
    return edges


def _work(told: Connection, field: Field, weights: Weights, part: int, parts: int) -> None:
    flat = array("q")
    for edge in edges_of(field, weights, part, parts):
        flat.extend(edge)
    told.send_bytes(flat.tobytes())
    told.close()
