"""The rules of the house as tests: a rule that is not here is a wish."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import median

import pytest
import yaml

from holdfire.base.codes import Code

ROOT = Path(__file__).resolve().parent.parent
SRC = ROOT / "src" / "holdfire"
FILES = sorted(SRC.rglob("*.py"))
ROOMS = sorted(path.name for path in SRC.iterdir() if (path / "__init__.py").exists())
BELOW = ("base", "archive", "observations", "detections", "incidents")
# Pure data tables that may be longer than 500 lines, each with its reason.
# One row a code, in order, and nothing else: split, a code would have to be looked for.
DATA_TABLES = {SRC / "base" / "codes.py"}
BANNED_STEMS = {
    "utils", "util", "misc", "common", "shared", "tools", "tool", "lib", "core", "manager",
    "managers", "helpers", "helper", "stuff", "general", "various",
}  # fmt: skip
HOSTILE_WORDS = re.compile(
    r"\b(enem(y|ies)|targets?|targeted|threats?|strike package)\b", re.IGNORECASE
)
# Where such a word is not ours: what it is, and why it may stand.
HOSTILE_ALLOWED = (
    "target_classes",  # column name of the VIINA extract
    "target_terms",  # as above
    "target size",  # a criterion of WCAG 2.2
    "target-version",  # the compiler's option
    "no targeting",  # the README says what we do not do
    "never targeting",  # as above
)
SIDES = re.compile(r"part(y|ies)|belligerent|aggressor", re.IGNORECASE)
SIDES_ALLOWED = ("third_party", "third party", "third-party")
CLOCKS = {"now", "utcnow", "today"}
MAKES_ENTROPY = {"default_rng", "Random", "SystemRandom", "uuid4", "uuid1"}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def lines(path: Path) -> int:
    return path.read_text("utf-8").count("\n")


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def p90(values: list[int]) -> int:
    return sorted(values)[int(0.9 * len(values))]


def room_of(path: Path) -> str:
    return path.relative_to(SRC).parts[0]


def words_of(path: Path) -> Iterator[tuple[int, str]]:
    """Identifiers and strings, docstrings included, with their lines."""
    for node in ast.walk(tree(path)):
        line = getattr(node, "lineno", 0)
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield line, node.value
        elif isinstance(node, ast.Name):
            yield line, node.id
        elif isinstance(node, ast.Attribute):
            yield line, node.attr
        elif isinstance(node, ast.arg):
            yield line, node.arg
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield line, node.name


def test_files_are_rooms_not_halls() -> None:
    sizes = {path: lines(path) for path in FILES if path not in DATA_TABLES}
    assert not {str(path): size for path, size in sizes.items() if size > 500}
    real = [size for size in sizes.values() if size > 5]
    assert median(real) <= 120, f"median file has {median(real)} lines"
    assert p90(real) <= 300, f"nine in ten files should have at most 300 lines: {p90(real)}"


def test_functions_fit_on_a_screen() -> None:
    sizes = {
        f"{path.relative_to(SRC)}:{node.lineno} {node.name}": length(node)
        for path in FILES
        for node in functions(path)
    }
    assert not {name: size for name, size in sizes.items() if size > 60}
    assert p90(list(sizes.values())) <= 35


def test_everything_is_annotated() -> None:
    missing = []
    for path in FILES:
        for node in functions(path):
            arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            bare = [a.arg for a in arguments if a.annotation is None]
            if node.returns is None or [a for a in bare if a not in {"self", "cls"}]:
                missing.append(f"{path.relative_to(SRC)}:{node.lineno} {node.name}")
    assert not missing


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SRC)))
def test_every_module_and_public_name_is_described(path: Path) -> None:
    module = tree(path)
    assert ast.get_docstring(module), "the module has no docstring"
    bare = [
        node.name
        for node in module.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert not bare


def test_every_file_has_a_name() -> None:
    assert not [str(path) for path in FILES if path.stem in BANNED_STEMS]
    assert not [str(p) for p in SRC.rglob("*") if p.is_dir() and p.name in BANNED_STEMS]


@pytest.mark.parametrize("room", ROOMS)
def test_front_doors_only_open(room: str) -> None:
    door = SRC / room / "__init__.py"
    docstring = ast.get_docstring(tree(door))
    assert docstring, "a door says what enters and what leaves"
    assert len(docstring.splitlines()) <= 15
    assert not list(functions(door)), "a door has no functions"
    module = importlib.import_module(f"holdfire.{room}")
    assert not [n for n in getattr(module, "__all__", []) if not hasattr(module, n)]


def test_we_do_not_speak_of_enemies() -> None:
    texts = [*FILES, *SRC.rglob("*.html"), *SRC.rglob("*.po"), *SRC.rglob("*.yaml")]
    texts += [*(ROOT / "docs").rglob("*.md"), *ROOT.glob("README*.md")]
    texts += [p for p in (ROOT / "web" / "src").rglob("*") if p.suffix in {".ts", ".css"}]
    found = []
    for path in texts:
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            kept = line
            for allowed in HOSTILE_ALLOWED:
                kept = re.sub(re.escape(allowed), "", kept, flags=re.IGNORECASE)
            if path.suffix in {".ts", ".js"}:
                kept = re.sub(r"\.(currentT|t)arget\b", "", kept)  # the DOM's event.target
            if HOSTILE_WORDS.search(kept):
                found.append(f"{path.relative_to(ROOT)}:{number} {line.strip()[:80]}")
    assert not found


def party_names() -> set[str]:
    """The ids of the parties of every agreement in the library."""
    names: set[str] = set()
    for file in (SRC / "agreement" / "library").glob("*.yaml"):
        value = yaml.safe_load(file.read_text("utf-8"))
        for item in value.get("parties") or []:
            names.add(str(item["id"] if isinstance(item, dict) else item))
    return names


def test_nothing_below_verification_says_who() -> None:
    names = party_names()
    found = []
    for path in (p for p in FILES if room_of(p) in BELOW):
        for line, word in words_of(path):
            plain = word
            for allowed in SIDES_ALLOWED:
                plain = plain.replace(allowed, "")
            said = SIDES.search(plain) or names & set(re.findall(r"\b[A-Z]{2,}\b", plain))
            if said:
                found.append(f"{path.relative_to(SRC)}:{line} {word[:60]!r}")
    assert not found


def test_a_violation_needs_a_clause_and_a_breach_a_finding() -> None:
    found = []
    for path in FILES:
        below = room_of(path) in BELOW
        for node in ast.walk(tree(path)):
            name = getattr(node, "id", getattr(node, "attr", getattr(node, "name", None)))
            if not isinstance(name, str):
                continue
            if "breach" in name.lower() or (below and "violat" in name.lower()):
                found.append(f"{path.relative_to(SRC)}:{getattr(node, 'lineno', 0)} {name}")
    assert not found


def calls(path: Path) -> Iterator[tuple[int, str, ast.Call]]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            function = node.func
            name = getattr(function, "attr", getattr(function, "id", ""))
            yield node.lineno, str(name), node


def test_there_are_no_back_doors() -> None:
    allowed = {SRC / "cli" / "program.py", SRC / "cli" / "lazy.py", SRC / "cli" / "serve.py"}
    found = [
        f"{path.relative_to(SRC)}:{line} {name}"
        for path in FILES
        if path not in allowed
        for line, name, _ in calls(path)
        if name in {"import_module", "__import__", "entry_points"}
    ]
    assert not found


def test_time_and_chance_are_passed_in() -> None:
    above = {"service", "cli", "web"}
    found = []
    for path in (p for p in FILES if room_of(p) not in above and p.parent != SRC):
        for line, name, node in calls(path):
            unseeded = name in MAKES_ENTROPY and not node.args and not node.keywords
            reads_clock = name in CLOCKS or ast.unparse(node.func) == "time.time"
            if unseeded or reads_clock:
                found.append(f"{path.relative_to(SRC)}:{line} {name}")
        for item in ast.walk(tree(path)):
            if isinstance(item, ast.Import) and any(a.name == "random" for a in item.names):
                found.append(f"{path.relative_to(SRC)}:{item.lineno} import random")
            if isinstance(item, ast.Attribute) and ast.unparse(item) == "os.environ":
                found.append(f"{path.relative_to(SRC)}:{item.lineno} os.environ")
    assert not found


def test_errors_keep_their_word() -> None:
    lock = (ROOT / "tests" / "data" / "error_codes.lock").read_text("utf-8").split("\n")
    locked = dict(line.split(" ", 1) for line in lock if line)
    now = {str(code): code.name for code in Code}
    assert len(now) == len(Code), "two codes share a number"
    assert {k: now.get(k) for k in locked} == locked, "a code was removed or renamed"
    assert set(now) == set(locked), "run make reference: the lock does not list every code"
    page = (ROOT / "docs" / "reference" / "errors.md").read_text("utf-8")
    for code in Code:
        assert code.why.strip().endswith("."), code
        assert code.next_step.strip(), code
        assert str(code) in page, "run make reference: a code is not documented"


# Rooms whose files are not yet tested one by one, and where they are tested as a whole.
TESTED_WHOLE = {
    "cli": "tests/journeys and tests/unit/cli/test_program.py",
    "observations": "tests/journeys; firms, ucdp and viina have no tests of their own yet",
    "reports": "tests/journeys check every report against its schema",
    "verification": "tests/against/agreements_in_force and tests/journeys/test_party_swap.py",
}


def test_tests_mirror_the_house() -> None:
    """A file of more than 40 lines has its test file, or is imported by name in one.

    Small files that are one noun of a larger thing may share the test of that thing.
    """
    missing = []
    named = {
        room: "\n".join(
            p.read_text("utf-8") for p in (ROOT / "tests" / "unit" / room).rglob("*.py")
        )
        for room in ROOMS
    }
    for path in FILES:
        relative = path.relative_to(SRC)
        if lines(path) <= 40 or path.name == "__init__.py" or len(relative.parts) < 2:
            continue
        if relative.parts[0] in TESTED_WHOLE:
            continue
        folder = ROOT / "tests" / "unit" / relative.parts[0]
        deeper = ROOT / "tests" / "unit" / relative.parent
        names = {f"test_{relative.stem}.py"}
        if len(relative.parts) > 2:  # a source, detector or library folder: one test file
            names |= {f"test_{part}.py" for part in relative.parts[1:-1]}
            names |= {f"test_{relative.parts[-2]}_{relative.stem}.py"}
        if len(relative.parts) > 3 and any(deeper.glob("test_*.py")):
            continue  # a package inside a package is tested as one, in a folder of its own
        module = "holdfire." + ".".join(relative.with_suffix("").parts)
        if f"from {module} import" in named[relative.parts[0]]:
            continue
        if not any((place / name).exists() for name in names for place in (folder, deeper)):
            missing.append(str(relative))
    assert not missing


def test_every_room_has_a_page() -> None:
    folder = ROOT / "docs" / "explain" / "rooms"
    assert not [room for room in ROOMS if not (folder / f"{room}.md").exists()]


def test_nothing_is_left_open() -> None:
    mark = re.compile(r"\b(TODO|FIXME|XXX)\b|raise NotImplementedError")
    texts = [*FILES, *(p for p in (ROOT / "web" / "src").rglob("*.ts"))]
    assert not [str(p) for p in texts if mark.search(p.read_text("utf-8"))]


def test_nothing_names_a_machine() -> None:
    mark = re.compile(r"(?<![A-Za-z0-9_.])/(work|farm|root|tmp)/")
    texts = [p for p in ROOT.rglob("*") if p.suffix in {".py", ".md", ".toml", ".ts", ".yaml"}]
    skip = {"node_modules", ".venv", ".git", "dist", "site"}
    found = [
        str(p.relative_to(ROOT))
        for p in texts
        if not skip & set(p.parts)
        and p != Path(__file__)
        and mark.search(p.read_text("utf-8", errors="replace"))
    ]
    assert not found
