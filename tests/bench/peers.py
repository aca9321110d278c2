"""Other people's graders, for `make bench-peers` alone: each is installed from packages, or it is told why not.

otter-grader's own set-up downloads a distribution of conda. Its image is made here from ours with pip's packages, and
its function ``build_image`` alone is replaced by that; delivery, containers and results are its own code. No conda is
activated in a container then, which flatters it.
"""

from __future__ import annotations

import csv
import json
import os
import platform
import shutil
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from .batches import Batches, many
from .measuring import Operation
from .operations import HERE, ROOT, SUBJECTS, named

OTTER = named("otter grade, as it comes", many("python"))
PACKAGES = ("otter-grader==7.0.0", "ipykernel==7.4.0")
PYTHON = "3.13"
"""The version in our images, which pip on the host is to fetch for."""

DOCKERFILE = """\
ARG BASE
FROM ${BASE}
COPY packages /packages
COPY suite /suite
COPY source /autograder/source
COPY run_autograder /autograder/run_autograder
RUN mkdir -p /autograder/submission /autograder/results /autograder/source/files \\
 && touch /autograder/submission_metadata.json && chmod 755 /autograder/run_autograder
"""
INSIDE = 'from otter.run.run_autograder import main\n\nmain("/autograder")\n'
ENTRY = "#!/bin/sh\nPYTHONPATH=/packages exec python3 /autograder/source/run_otter.py\n"
OUTSIDE = """\
import sys
import otter.grade.containers as containers

image, notebooks, output, archive = sys.argv[1:]
containers.build_image = lambda *_: image
from otter.grade import main

main(name="a20", paths=[notebooks], output_dir=output, autograder=archive, ext="ipynb")
"""


class Otter:
    """otter-grader over the ten answers of a batch, as notebooks, four containers at a time: its default."""

    def __init__(self, batches: Batches) -> None:
        self.batches = batches
        self.bench = batches.bench
        self.folder = self.bench.folder / "otter"
        self.image = f"grade-bench-otter:{os.getpid()}"
        self.python = self.folder / "venv" / "bin" / "python"

    def build(self) -> None:
        """Install it here and in an image, some minutes; ``RuntimeError`` where that cannot be done."""
        context = self.folder / "context"
        shutil.copytree(self.batches.challenge / "suite", context / "suite")
        (context / "source" / "tests").mkdir(parents=True)
        shutil.copy(HERE / "otter_cases.py", context / "source" / "tests")
        (context / "source" / "run_otter.py").write_text(INSIDE, encoding="utf-8")
        (context / "source" / "otter_config.json").write_text("{}", encoding="utf-8")
        (context / "run_autograder").write_text(ENTRY, encoding="utf-8")
        (context / "Dockerfile").write_text(DOCKERFILE, encoding="utf-8")
        with zipfile.ZipFile(self.folder / "autograder.zip", "w") as archive:
            archive.writestr("unused", "")
        self._notebooks()
        run = partial(self.bench.finished, cwd=ROOT)
        run([sys.executable, "-m", "venv", str(self.folder / "venv")])
        run([str(self.python), "-m", "pip", "install", "--quiet", *PACKAGES])
        libraries = [f"--platform={each}_{platform.machine()}" for each in ("manylinux2014", "manylinux_2_28")]
        there = ["--target", str(context / "packages"), "--python-version", PYTHON, "--only-binary=:all:", *libraries]
        run([str(self.python), "-m", "pip", "install", "--quiet", *there, *PACKAGES])
        base = self.bench.images["examiner"]
        # The old builder, for the other one is an extension that need not be there.
        build = ["env", "DOCKER_BUILDKIT=0", "docker", "build", "--quiet", "--tag", self.image]
        run([*build, "--build-arg", f"BASE={base}", str(context)])

    def grade(self) -> dict[str, Any]:
        """Run it as its command does; ``RuntimeError`` where a right answer has not full marks: that was no grade."""
        arguments = [self.image, str(self.folder / "notebooks"), str(self.folder), str(self.folder / "autograder.zip")]
        self.bench.finished([str(self.python), "-c", OUTSIDE, *arguments], cwd=self.folder)
        with (self.folder / "final_grades.csv").open(encoding="utf-8") as file:
            shares = {
                row["file"]: row["percent_correct"] for row in csv.DictReader(file) if row["file"].endswith("ipynb")
            }
        if len(shares) != len(self.batches.ids) or {float(share) for share in shares.values()} != {1.0}:
            raise RuntimeError(f"otter-grader gives correct answers {shares}")
        return {"shares": shares}

    def remove(self) -> None:
        """Take its image away, and containers that it gave up."""
        client = self.bench.sandbox.client
        for container in client.containers(all=True, filters={"ancestor": self.image}):
            client.remove_container(container["Id"], force=True)
        if client.images(self.image):
            client.remove_image(self.image, force=True)

    def _notebooks(self) -> None:
        folder = self.folder / "notebooks"
        folder.mkdir()
        for name in self.batches.ids:
            source = self.batches.subject(name).submission / f"{SUBJECTS[0].module}.py"
            cell = {"cell_type": "code", "id": "answer", "source": source.read_text(encoding="utf-8")}
            kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
            notebook = {
                "cells": [{**cell, "execution_count": None, "metadata": {}, "outputs": []}],
                "metadata": {"kernelspec": kernel},
                "nbformat": 4,
                "nbformat_minor": 5,
            }
            (folder / f"{name}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")


@contextmanager
def beside_us(batches: Batches, *, asked: bool) -> Iterator[tuple[list[Operation], dict[str, str]]]:
    """Give the peers' operations, and of the others why there is none; nothing of them is left in the engine."""
    peer = Otter(batches)
    why = "" if asked else "`make bench-peers` runs it, where it can be installed"
    try:
        if asked:
            peer.build()
            peer.grade()
    except (OSError, RuntimeError) as error:
        why = f"it could not be had here: {str(error).strip().splitlines()[-1]}"
    try:
        yield ([], {OTTER: why}) if why else ([Operation(OTTER, peer.grade)], {})
    finally:
        peer.remove()
