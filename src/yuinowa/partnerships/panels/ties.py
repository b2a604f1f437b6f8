"""What partnerships tell the rings of institutions and the depth of their relations (I5, §18.1)."""

from yuinowa.core import ties
from yuinowa.partnerships.queries.ties import edges_of, work_of

ties.add_edges(edges_of)
ties.add_work(work_of)
