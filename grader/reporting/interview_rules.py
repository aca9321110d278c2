"""The rules of the interview guide, as a table: what is asked when, why, and what a good answer holds.

A question is read aloud: it is respectful and concrete, and says nothing of the hidden suite or of a seeded bug.
``why`` is for the panel. Words in braces are facts of the occasion (``interview_parts.py``), short and harmless.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.model import Verdict
from grader.reporting import interview_code as code
from grader.reporting import interview_suite as suite
from grader.reporting.interview_code import About
from grader.reporting.interview_parts import Occasion
from grader.reporting.interview_suite import Stopped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from grader.model import Grade


_FOUND = "Finding of {severity} severity: {title}.{also}"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; ``weight`` ranks it, ``most`` limits it, and ``always`` keeps it however little time there is."""

    name: str
    when: str
    question: str
    why: str
    good_answer: str
    minutes: int
    weight: int
    find: Callable[[Grade], Iterable[Occasion]]
    most: int = 1
    always: bool = False


RULES = (
    Rule(
        name="does not start",
        when="it does not build, or crashed before any case could pass",
        question=(
            "The submission did not start here. From a fresh checkout, take us through how you build and start it. "
            "What does it need that we might not have had?"
        ),
        why="{verdict}: {reason}",
        good_answer=(
            "Names the step, file or version that was missing without being led, and how a build in a clean place "
            "would have shown it. Once that is clear, judge the rest by reading."
        ),
        minutes=6,
        weight=100,
        find=suite.does_not_start,
    ),
    Rule(
        name="growth above what is asked",
        when="a measured growth lies wholly above the class that is asked",
        question=(
            "The brief asks: “{requirement}”. What does one such operation cost as the data grows? Take us through the "
            "steps that repeat, and what you would change."
        ),
        why="{label}: measured n^{exponent}, asked {asked} (up to n^{allowed}).",
        good_answer=(
            "Finds the loop or scan inside the operation by reading, says its cost in n, picks a structure that "
            "removes it, and knows what that structure costs elsewhere."
        ),
        minutes=8,
        weight=90,
        find=suite.growth,
        most=2,
    ),
    Rule(
        name="too slow",
        when="cases of a requirement were stopped by the time limit",
        question=(
            "For “{requirement}”, an answer took longer than is allowed. Where does the time go as the input grows, "
            "and how would you find out rather than guess?"
        ),
        why="{id}: {cases} stopped by the time limit. The first: {title}",
        good_answer=(
            "Knows the complexity of their own code, measures before changing anything, and sees which input is the "
            "worst one."
        ),
        minutes=8,
        weight=88,
        find=Stopped((Verdict.TIME_LIMIT_EXCEEDED,)),
        most=2,
    ),
    Rule(
        name="too much memory",
        when="cases of a requirement were stopped by the memory limit",
        question=(
            "For “{requirement}”, memory ran out. What does your solution keep, for how long, and what could it let go?"
        ),
        why="{id}: {cases} stopped by the memory limit. The first: {title}",
        good_answer=(
            "Says what grows with the input and what only with use, finds what is never released, and prefers a bound "
            "or a stream to more memory."
        ),
        minutes=6,
        weight=87,
        find=Stopped((Verdict.MEMORY_LIMIT_EXCEEDED,)),
    ),
    Rule(
        name="another limit",
        when="cases of a requirement wrote too much, or started too many processes",
        question=(
            "For “{requirement}”, it was stopped because it wrote more, or started more processes, than is allowed. "
            "What in your solution decides how much that is?"
        ),
        why="{id}: {cases} stopped by the limit on output or processes. The first: {title}",
        good_answer="Finds the loop or the retry that has no bound, and gives it one for a reason that can be said.",
        minutes=5,
        weight=86,
        find=Stopped((Verdict.OUTPUT_LIMIT_EXCEEDED, Verdict.PROCESS_LIMIT_EXCEEDED)),
    ),
    Rule(
        name="reviewers two levels apart",
        when="two reviewers' levels for a criterion lie two or more apart",
        question=(
            "Let us talk about this: {criterion}. Which decision there are you surest of, and which would you take "
            "differently today?"
        ),
        why="{levels}. {reasons}",
        good_answer="Probe what tells the levels apart. {low_anchor} {high_anchor}",
        minutes=6,
        weight=82,
        find=suite.reviewers_apart,
        most=2,
    ),
    Rule(
        name="requirement not met",
        when="no case of a requirement passed",
        question=(
            "The brief says: “{requirement}”. Take us through what your code does there, from the call to the answer. "
            "What would you change?"
        ),
        why="{id} not met: 0 of {total} passed. {first}",
        good_answer=(
            "Finds the place in their own code in a minute or two, says which input breaks it and why, and proposes a "
            "small change together with the test that would have caught it."
        ),
        minutes=6,
        weight=75,
        find=suite.not_met,
        most=3,
    ),
    Rule(
        name="SQL from strings",
        when="SQL is put together from text",
        question=(
            "In {place}, SQL is put together from text. What may a caller put into it, and how would you change it?"
        ),
        why=_FOUND,
        good_answer=(
            "Names injection at once, changes it to parameters, and knows what parameters cannot stand for (names, "
            "sort order) and how to allow exactly those."
        ),
        minutes=5,
        weight=72,
        find=About(("sql_from_strings",)),
    ),
    Rule(
        name="text run as code",
        when="text is run as code, by a shell, or read by something that can run code",
        question="In {place}, text comes to be run as code. What did you need it for, and who can choose that text?",
        why=_FOUND,
        good_answer=(
            "Knows where the text comes from, and offers a table of functions, a list of arguments or a plain format "
            "instead."
        ),
        minutes=5,
        weight=72,
        find=About(("code_from_strings", "shell", "unsafe_parsing")),
    ),
    Rule(
        name="key in the files",
        when="something that looks like a key or a password was handed in",
        question=(
            "In {place}, something looks like a key or a password. Where would it live in production, and what would "
            "you do if a real one had been pushed?"
        ),
        why=_FOUND,
        good_answer=(
            "Configuration from outside; changes the key first, and knows that deleting the line leaves it in the "
            "history. A value for tests that says so is fine."
        ),
        minutes=4,
        weight=68,
        find=About(("secret", "hard_coded")),
    ),
    Rule(
        name="everything met",
        when="every requirement is met, so the conversation can go beyond the brief",
        question=(
            "Everything the brief asks for works. Suppose the next release has to {next}. What stays as it is, where "
            "would you begin, and what would you want to know first?"
        ),
        why="All {total} requirements are met.",
        good_answer=(
            "Asks before designing, changes as little as it takes, says what could go wrong on the way there, and how "
            "they would notice."
        ),
        minutes=10,
        weight=65,
        find=suite.everything_met,
    ),
    Rule(
        name="requirement met partly",
        when="some cases of a requirement passed and some did not",
        question=(
            "“{requirement}” holds for some inputs and not for others. Which inputs would you try to break it, and "
            "what does your code do with them?"
        ),
        why="{id} met partly: {passed} of {total} passed. {first}",
        good_answer=(
            "Thinks of boundaries and combinations unasked (nothing, one, full, repeated, at the same moment), says "
            "what they expect, and then checks it against the code."
        ),
        minutes=5,
        weight=60,
        find=suite.met_partly,
        most=3,
    ),
    Rule(
        name="seeded bugs missed",
        when="the candidate's own tests let known-bad versions through",
        question=(
            "Some promises of the brief could break without your tests noticing. Which would you guess, and what would "
            "one more test for it look like?"
        ),
        why="{caught} of {total} seeded bugs caught. Missed: {missed}. Do not name these to the candidate.",
        good_answer=(
            "Goes through the requirements rather than the code, finds one that is not asserted, and writes a test "
            "that would fail for exactly that reason."
        ),
        minutes=8,
        weight=56,
        find=code.seeded_bugs_missed,
    ),
    Rule(
        name="no tests",
        when="no tests of the candidate's own were found",
        question=(
            "There are no tests of your own here. Which three would you write first, and which mistake would each of "
            "them catch?"
        ),
        why="{found}.",
        good_answer=(
            "Starts from what would hurt most, names inputs and expected answers, and can say why there was no room "
            "for them: a choice about time is a fair answer."
        ),
        minutes=6,
        weight=56,
        find=code.no_tests,
    ),
    Rule(
        name="shared state",
        when="state is shared between calls or callers without protection",
        question=(
            "In {place}, state is shared between calls. What do two callers at the same moment see, and how would you "
            "show that in a test?"
        ),
        why=_FOUND,
        good_answer=(
            "Tells an order of events that goes wrong, and picks the smallest thing that rules it out. Where one "
            "caller is all there is, saying so is a good answer."
        ),
        minutes=5,
        weight=54,
        find=About(("mutable_default", "not_thread_safe"), tools=("pylint W0603",)),
    ),
    Rule(
        name="waits in asynchronous code",
        when="a call blocks, or a promise is mistaken for its value, in asynchronous code",
        question="In {place}, what do the other requests do while this line runs, and how could you find out?",
        why=_FOUND,
        good_answer=(
            "Says that the one loop stands still, and moves the work off it or asks in a way that waits properly."
        ),
        minutes=5,
        weight=53,
        find=About(("blocks_the_loop", "promise_misused")),
    ),
    Rule(
        name="error swallowed",
        when="an error is caught and nothing follows",
        question=(
            "In {place}, an error is caught and nothing follows. Which error did you expect there, and how would "
            "somebody on call learn of the others?"
        ),
        why=_FOUND,
        good_answer="Names the one error that is meant, narrows it down to that, and lets or logs the rest.",
        minutes=4,
        weight=52,
        find=About(("swallowed_error",)),
    ),
    Rule(
        name="grave finding",
        when="any other finding of high or medium severity",
        question="Have a look at {place}. A tool says: “{title}”. Is it right, and what would you do about it?",
        why="Finding of {severity} severity, told by {tools}.{also}",
        good_answer=(
            "Reads the line first. Agrees and repairs it, or says why the tool is wrong: both are good answers."
        ),
        minutes=4,
        weight=51,
        find=code.other_grave_findings,
        most=2,
    ),
    Rule(
        name="untested lines",
        when="the candidate's own tests leave lines of a file unrun: a small live change",
        question=(
            "None of your tests run {lines} of {path}. Ten minutes, in your own editor: write one that does, and say "
            "beforehand what you expect."
        ),
        why="Own tests run {covered} of the lines of {path}.",
        good_answer=(
            "Says the expected behaviour first and writes the smallest test that could fail. Finding a mistake on the "
            "way, and saying so, is the best outcome. Speed is not the point."
        ),
        minutes=10,
        weight=50,
        find=code.untested_lines,
        always=True,
    ),
    Rule(
        name="most complex function",
        when="the function that is hardest to follow, above all where it is over its limit",
        question=(
            "Walk us through {name} in {place} from top to bottom, for one input of your choosing. What would you pull "
            "out of it, if anything?"
        ),
        why="{size}.{also}",
        good_answer=(
            "Follows their own code without guessing, names what each part is for, and can say which part they would "
            "be least glad to meet in a year."
        ),
        minutes=8,
        weight=48,
        find=code.most_complex,
    ),
    Rule(
        name="own tests that fail",
        when="tests of the candidate's own fail, or end differently from run to run",
        question=(
            "Some of your own tests do not pass here every time. How would you find out whether the test, the code or "
            "our machine is to blame?"
        ),
        why="{outcomes}; {repeats}.",
        good_answer=(
            "Repeats it alone, looks for time, order, the network and left-over state, and changes one thing at a time."
        ),
        minutes=5,
        weight=46,
        find=code.own_tests_fail,
    ),
    Rule(
        name="everything caught",
        when="everything is caught, mistakes in the code as well",
        question=(
            "In {place}, everything is caught, mistakes in the code as well. Which failures did you mean, and what "
            "should happen to the rest?"
        ),
        why=_FOUND,
        good_answer="Names the failures that a caller can do something about, and lets the others be seen.",
        minutes=4,
        weight=45,
        find=About(("catches_everything",)),
    ),
    Rule(
        name="where it runs",
        when="an integrity flag was raised: asked about neutrally, for most have an innocent reason",
        question=(
            "How does your solution depend on where and how it is run? Tell us about anything that it reads, writes or "
            "starts besides giving its answers."
        ),
        why="{flags}. A flag is a prompt to look, never an accusation: do not read it out.",
        good_answer=(
            "Tells it without being led and with a plain reason: a cache, a log, a library's habit. Not remembering is "
            "an answer too; look at the code together."
        ),
        minutes=4,
        weight=42,
        find=suite.flagged,
    ),
    Rule(
        name="ownership",
        when="always",
        question=(
            "Which part of this are you most at home in? Take us through it, and tell us one thing that you tried and "
            "dropped."
        ),
        why="Asked of everybody, whatever the grade. Who or what wrote the code is never scored.",
        good_answer=(
            "Speaks about reasons and alternatives, and can change the subject's size: from one line to the whole and "
            "back. Help that they had, and say so, is no fault where the brief allows it."
        ),
        minutes=5,
        weight=40,
        find=suite.always,
        always=True,
    ),
    Rule(
        name="live change",
        when="always, unless untested lines give a better one",
        question=(
            "Ten minutes, in your own editor: make {what} refuse one input that it takes today, with a test for it. "
            "Talk while you work."
        ),
        why="A small change shows in minutes how somebody works. Everybody gets one.",
        good_answer=(
            "Finds the place alone, changes little, runs it, and has seen the test fail before it passes. Speed is not "
            "the point."
        ),
        minutes=10,
        weight=39,
        find=code.live_change,
        always=True,
    ),
    Rule(
        name="resource left open",
        when="a file, socket or connection may stay open",
        question="In {place}, something is opened. When do you close it, also when the next line fails?",
        why=_FOUND,
        good_answer="Ties it to a block that closes it, and says what runs out otherwise and when.",
        minutes=3,
        weight=38,
        find=About(("not_closed",)),
    ),
    Rule(
        name="duplicated code",
        when="the same lines stand in two places",
        question=(
            "{first} and {second} say nearly the same. What would you share between them, and when would you rather "
            "leave them apart?"
        ),
        why="{lines} lines stand in the code twice.",
        good_answer="Asks whether both would change for the same reason, and shares only what does.",
        minutes=4,
        weight=35,
        find=code.duplicated,
    ),
    Rule(
        name="reviewers one level apart",
        when="two reviewers' levels for a criterion are neighbours",
        question=(
            "Let us talk about this: {criterion}. Which decision there are you surest of, and which would you take "
            "differently today?"
        ),
        why="{levels}. {reasons}",
        good_answer="Probe what tells the levels apart. {low_anchor} {high_anchor}",
        minutes=5,
        weight=32,
        find=suite.reviewers_neighbours,
    ),
    Rule(
        name="tool told to look away",
        when="a line tells a tool to overlook something",
        question=(
            "In {place}, a tool is told to look away. What did it complain about, and what made you decide against it?"
        ),
        why="{text}",
        good_answer="Remembers the warning and has a reason. A justified suppression is no fault.",
        minutes=3,
        weight=30,
        find=code.suppressed,
    ),
    Rule(
        name="how it came about",
        when="there is no git history, or a single commit",
        question=(
            "How did you go about it: what stood first, what did you change your mind about, and what took the longest?"
        ),
        why="{history}. It is told and never scored; many hand in a clean copy.",
        good_answer="An order with reasons: what was risky came early, and something was left out on purpose.",
        minutes=4,
        weight=25,
        find=suite.little_history,
    ),
)
"""In the order of their weight, which is how they rank before an occasion's own strength is added."""
