"""Pure codecs of the standards we speak: MARC 21, DC-NDL, Dublin Core, OAI-PMH. No Django, no network, no database."""
