"""Files of records, read by the codecs of ``standards``."""
