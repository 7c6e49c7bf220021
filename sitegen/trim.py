"""Makes the trimmed library; runs inside Pyodide, started by library.py.

In /given lie the wheel `package.whl` and `plan.json` (module, requests, extras, data_left_out). The requests are
answered by the package from its wheel, and every module that is then loaded from an archive goes into `library.zip`,
compiled. What Pyodide itself needs is loaded too, so the list follows its version and ours without anyone's help.
"""

import ast
import importlib
import importlib.util
import json
import marshal
import sys
import traceback
import zipfile
import zipimport
from pathlib import Path
from types import CodeType

WORK = Path("/given")
WHEEL = WORK / "package.whl"
# These describe functions written in C by reading their own docstrings.
DOCSTRINGS_ARE_READ = ("_pyodide",)
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
# Python's flag for "compiled from a source that nobody need compare", and the empty place of the source's hash.
UNCHECKED = (1).to_bytes(4, "little") + bytes(8)


def answer(module: str, requests: list[str]) -> None:
    """Answer every request, and show an error as Pyodide would."""
    package = importlib.import_module(module)
    for request in requests:
        package.respond(request)
    try:
        package.respond(None)
    except Exception as error:
        traceback.format_exception(error)


def loaded() -> dict[str, zipimport.zipimporter]:
    """The modules that came out of an archive, by the name they are found under, with what loaded them."""
    specs = [getattr(module, "__spec__", None) for module in sys.modules.values()]
    return {spec.name: spec.loader for spec in specs if spec and isinstance(spec.loader, zipimport.zipimporter)}


def is_documented(node: ast.AST) -> bool:
    """Whether the node has a docstring that can go. For a decorated class `dataclass` would only write another."""
    if not isinstance(node, DOCUMENTED) or (isinstance(node, ast.ClassDef) and node.decorator_list):
        return False
    return ast.get_docstring(node, clean=False) is not None


def without_docstrings(tree: ast.Module) -> ast.Module:
    """Drop the docstrings."""
    for node in filter(is_documented, ast.walk(tree)):
        assert isinstance(node, DOCUMENTED)
        # A module may be empty, and what imports from __future__ must come first in it.
        node.body[:1] = [] if isinstance(node, ast.Module) else [ast.copy_location(ast.Pass(), node.body[0])]
    return tree


def without_lines(code: CodeType) -> CodeType:
    """Drop the tables that say which line an instruction comes from."""
    constants = (without_lines(value) if isinstance(value, CodeType) else value for value in code.co_consts)
    return code.replace(co_linetable=b"", co_consts=tuple(constants))


def compiled(name: str, loader: zipimport.zipimporter, ours: str) -> tuple[str, bytes]:
    """A module's file in the library, and its code. Only `ours` keeps its lines, so that a traceback leads there."""
    source = loader.get_source(name)
    if source is None:
        sys.exit(f"{name} has no source in {loader.archive}: Pyodide's library should hold .py files")
    file = name.replace(".", "/") + ("/__init__.py" if loader.is_package(name) else ".py")
    package, tree = name.partition(".")[0], ast.parse(source)
    if package not in DOCSTRINGS_ARE_READ:
        tree = without_docstrings(tree)
    code = compile(tree, file, "exec", dont_inherit=True, optimize=0)
    if package != ours:
        code = without_lines(code)
    return f"{file}c", importlib.util.MAGIC_NUMBER + UNCHECKED + marshal.dumps(code)


def data_files(module: str, left_out: list[str]) -> dict[str, bytes]:
    """What the package reads besides its modules."""
    with zipfile.ZipFile(WHEEL) as wheel:
        names = [name for name in wheel.namelist() if name.startswith(f"{module}/") and name.endswith(".toml")]
        return {name: wheel.read(name) for name in names if name not in left_out}


def write(path: Path, files: dict[str, bytes]) -> None:
    """An archive that is the same for the same files: in order, undated, and stored, for the transfer compresses it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name])


def main() -> None:
    """Answer, look what was loaded, write it."""
    plan = json.loads((WORK / "plan.json").read_text("utf-8"))
    sys.path.insert(0, str(WHEEL))
    answer(plan["module"], plan["requests"])
    for name in plan["extras"]:
        importlib.import_module(name)
    files = dict(compiled(name, loader, plan["module"]) for name, loader in loaded().items())
    write(WORK / "library.zip", files | data_files(plan["module"], plan["data_left_out"]))


main()
