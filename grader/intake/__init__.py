"""Reads what a candidate handed in, inside a child process that may be killed at any moment.

    child.py      the process: its limits, its one reply
    snapshot.py   folder or archive -> the files that are kept, and their canonical tar
    folders.py  zips.py  tars.py  streams.py     one reader for each kind of source
    gate.py       keep, leave out or refuse: one decision for all readers
    names.py  leftovers.py                       which names are safe, which things are left out
    limits.py     the bounds

Standard library only, and little of it: start-up is most of what intake costs. Nothing here writes to disk.
"""
