"""Many submissions, one after the other or side by side: `grade batch`.

    candidates   who is in the batch: a folder's entries, or a CSV or YAML list
    addresses    which git addresses are cloned at all
    cloning      a repository becomes a submission  <-  cloning_child (the process that talks to strangers)
    keys         what a grade depends on, and why one has to be made again
    ledger       batch.json: what became of whom
    keeping      submissions as they were taken in, for a later regrade
    retention    what goes once it is no longer needed: `grade purge`
    work         one grade as data, in and out; who does it
    executing    on this machine's engine, so many at a time
    cluster      on the engines of a Dask cluster's workers  <-  worker (what a worker does)
    canary       what a worker must be, and why one is not
    flow         the story: take in, compare, grade, keep
    cohort       what the cohort's page is made of
    estimating   how long it will take

Who grades, here or on other machines, is an ``Executor``; nothing else has to know.
"""
