"""The other process of `ingest`: a second job loop that reads and shows the files of one library while another's is taken.

    python -m bench.ingest_reading <folder of files>

For every number of a run on a line of input it reads that run's file and says the number again; at the end it says its
seconds of the processor and its largest memory in MiB.
"""

from __future__ import annotations

import resource
import sys
import time


def main(media: str) -> None:
    import django

    django.setup()
    from django.conf import settings

    from yuinowa.catalogue.services.runs import reading

    settings.MEDIA_ROOT = media
    begun = time.process_time()
    for line in sys.stdin:
        reading.read(int(line))
        print(line.strip(), flush=True)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{time.process_time() - begun:.1f} {memory}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
