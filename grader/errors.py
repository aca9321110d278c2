"""Every exception that grader raises on purpose.

GraderError
├── UserError               the invoker or the author must change something (exit 2)
│   ├── ChallengeError      a challenge is missing or malformed; carries every mistake found
│   ├── ConfigurationError  grader.toml, or a variable that stands for it, says what cannot be
│   ├── SubmissionError     a submission is refused at intake; carries path and rule
│   └── LanguageError       no language fits, or more than one does
└── SandboxError            our trouble, never the candidate's; the grade is void (exit 3)
    ├── EngineUnavailable   no engine answers, or it is too old
    ├── EngineFailed        the engine answered with an error: no disk, no such image, …
    ├── ImageBuildFailed    an image of ours cannot be built
    ├── RegistryUnreachable a package registry, or the way to it, does not answer
    ├── FetcherFailed       what fetches packages broke, not the submission's wish for them
    ├── BuilderFailed       what compiles submissions broke, not the submission
    └── ExamFailed          the exam ended without the evidence that a grade needs

What a candidate's program did is never one of these: it is a value (see ``model.Verdict``).
"""

from __future__ import annotations

from collections.abc import Sequence


class GraderError(Exception):
    """Base of the tree above; its text is a small letter: where, what, what now."""


class UserError(GraderError):
    """Something that the person who called us, or wrote the challenge, can put right."""


class ChallengeError(UserError):
    """All the mistakes of one challenge, each as ``file:line: what. What now``."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = tuple(mistakes)


class ConfigurationError(UserError):
    """All the mistakes of ``grader.toml`` and of the environment, each with its place."""


class SubmissionError(UserError):
    """A submission that intake refuses, with the path inside it and the rule it breaks."""

    def __init__(self, path: str, rule: str) -> None:
        super().__init__(f"{path}: {rule}" if path else rule)
        self.path = path
        self.rule = rule


class LanguageError(UserError):
    """The submission's language cannot be told, or the challenge does not take it."""


class SandboxError(GraderError):
    """Trouble on our side of a grade; it voids the grade and costs the candidate nothing.

    ``infrastructure`` is true where the evidence says that the engine or the machine failed before the candidate's
    first instruction ran, so that one more try is fair.
    """

    def __init__(self, message: str, *, infrastructure: bool = False) -> None:
        super().__init__(message)
        self.infrastructure = infrastructure


class EngineUnavailable(SandboxError):
    """No container engine answers, or the one that does is of a version we cannot use."""


class EngineFailed(SandboxError):
    """The engine refused or broke off what we asked of it."""


class ImageBuildFailed(SandboxError):
    """An image of ours could not be built; the message ends with the build's last lines."""


class RegistryUnreachable(SandboxError):
    """The package registry did not answer, or answered as no registry does; not what a submission asked of it."""

    def __init__(self, message: str) -> None:
        super().__init__(message, infrastructure=True)


class FetcherFailed(SandboxError):
    """Our fetcher of packages ended without a result that can be read."""


class BuilderFailed(SandboxError):
    """Our builder ended without a result that can be read."""


class ExamFailed(SandboxError):
    """The exam broke off, or not every expected case reported, through no fault of the candidate."""
