"""The demo region 試験県: made up, except for the directory entries and plans that quote their sources."""
