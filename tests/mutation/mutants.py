"""The mutants of a module: each is the module's syntax tree with one node replaced by another.

What is left alone says nothing about behaviour: docstrings, annotations, decorators, types that only mypy
reads, and assertions with their messages (they state what cannot be otherwise).
"""

import ast
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass
from itertools import count
from types import CodeType
from typing import Any

_SKIPPED_FIELDS = {"annotation", "returns", "decorator_list", "format_spec", "type_comment"}
_TYPE_NAMES = {"Callable", "Literal", "Optional", "dict", "frozenset", "list", "tuple", "type"}
_OPERATORS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
    ast.And: ast.Or,
    ast.Or: ast.And,
}
_NEGATED = (ast.Eq, ast.NotEq, ast.Is, ast.IsNot, ast.In, ast.NotIn)
"""Operators whose other is their opposite."""
_OTHER_CALLS = {"min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list", "reversed": "list"}
_DROPPED_CALLS = {"casefold", "copy", "lower", "lstrip", "rstrip", "strip", "upper"}
_CALLS_WITH_DEFAULT = {"get", "next", "pop", "getattr", "setdefault"}
_MORE_THAN_A_LINE = 100


@dataclass(frozen=True)
class Mutant:
    """One change of one module."""

    module: str
    where: str
    """The class or function, or ``-`` for the module itself."""
    old: str
    new: str
    occurrence: int
    """From 1: the same change may be possible twice in one function."""
    lines: tuple[int, int]
    function: str
    """The outermost function that holds the change, or empty."""
    code: CodeType
    """Of the whole module."""

    @property
    def is_run_on_import(self) -> bool:
        """Say whether the change is in no function."""
        return not self.function

    @property
    def key(self) -> str:
        """Return what names the mutant, whatever happens to the lines around it."""
        again = f" ({self.occurrence})" if self.occurrence > 1 else ""
        return f"{self.where}: `{self.old}` becomes `{self.new}`{again}"


@dataclass(frozen=True)
class _Place:
    """A slot of the tree that holds a node, and what is around it."""

    parent: ast.AST
    field: str
    index: int | None
    where: tuple[str, ...]
    function: str
    """The outermost function around it, or empty."""
    statement: ast.stmt | None

    def put(self, node: ast.AST) -> None:
        """Let ``node`` stand here."""
        if self.index is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.index] = node


def mutants(module: str, source: str, path: str) -> Iterator[Mutant]:
    """Yield every mutant of ``source``."""
    tree = ast.parse(source)
    seen: dict[tuple[str, str, str], Iterator[int]] = {}
    for place, node in list(_places(tree, _Place(tree, "", None, (), function="", statement=None), source)):
        for new in _variants(node, place):
            shown = ".".join(place.where) or "-", _shown(node), _shown(new)
            place.put(ast.fix_missing_locations(ast.copy_location(new, node)))
            code = compile(tree, path, "exec")
            place.put(node)
            statement = place.statement or node
            lines = min(statement.lineno, node.lineno), node.end_lineno  # type: ignore[attr-defined]
            occurrence = next(seen.setdefault(shown, count(1)))
            yield Mutant(module, *shown, occurrence, lines, place.function, code)


def _shown(node: ast.AST) -> str:
    """Return a node as one line of code."""
    if hasattr(node, "is_without"):
        return f"without {_shown(node.is_without)}"
    line = " ".join(ast.unparse(node).split()).replace("|", "¦").replace("`", "'")
    return line if len(line) <= _MORE_THAN_A_LINE else f"{line[:60]} … {line[-38:]}"


def _places(node: ast.AST, around: _Place, source: str) -> Iterator[tuple[_Place, ast.AST]]:
    """Yield every node that may be replaced, with its place."""
    where, function, statement = around.where, around.function, around.statement
    if isinstance(node, ast.ClassDef | ast.FunctionDef):
        where = (*where, node.name)
        if isinstance(node, ast.FunctionDef):
            function = function or ".".join(where)
    for field, value in ast.iter_fields(node):
        if field in _SKIPPED_FIELDS:
            continue
        for index, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(child, ast.AST) or _says_nothing(child, source):
                continue
            own = child if isinstance(child, ast.stmt) else statement
            # What a function's signature holds is run on import.
            is_signature = isinstance(node, ast.FunctionDef) and field == "args"
            place = _Place(node, field, index, where, "" if is_signature else function, own)
            yield place, child
            yield from _places(child, place, source)


def _says_nothing(node: ast.AST, source: str) -> bool:
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if isinstance(node, ast.Assert | ast.Import | ast.ImportFrom):
        return True
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        name = node.targets[0].id
        return name == "__slots__" or (_is_type(node.value) and f"get_args({name})" not in source)
    return False


def _is_type(node: ast.expr) -> bool:
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.BitOr) and _is_type(node.right)
    if isinstance(node, ast.Subscript):
        return isinstance(node.value, ast.Name) and node.value.id in _TYPE_NAMES
    return (isinstance(node, ast.Name) and node.id[0].isupper()) or (
        isinstance(node, ast.Constant) and node.value is None
    )


def _variants(node: ast.AST, place: _Place) -> Iterator[ast.AST]:
    """Yield what may stand in the place of ``node``."""
    if isinstance(node, ast.stmt):
        yield from _statements(node, place)
    elif isinstance(node, ast.Tuple | ast.List):
        yield from _rows(node, place)
    elif isinstance(node, ast.expr):
        found = _EXPRESSIONS.get(type(node))
        yield from found(node) if found else ()
        if place.field == "ifs":
            yield ast.Constant(value=True)
        if isinstance(place.parent, ast.If | ast.IfExp) and place.field == "test":
            yield from _negated(node)


def _statements(node: ast.stmt, place: _Place) -> Iterator[ast.AST]:
    none = ast.Constant(value=None)
    match node:
        case ast.Return(value=ast.expr()) if not _is_none(node.value):
            yield ast.Return(none)
        case ast.Raise() | ast.Delete() | ast.Expr(value=ast.Call()):
            yield ast.Pass()
        case ast.AugAssign():
            yield _with(node, op=_OPERATORS[type(node.op)]())
            yield ast.Pass()
        case ast.Continue():
            yield ast.Break()
        case ast.Break():
            yield ast.Continue()
        case ast.Assign() | ast.AnnAssign(value=ast.expr()) if place.function:
            if not _is_none(node.value):
                yield _with(node, value=none)


def _rows(node: ast.Tuple | ast.List, place: _Place) -> Iterator[ast.AST]:
    """Yield a table with each of its rows missing; a tuple in a function is a shape, not a table."""
    is_type = isinstance(place.parent, ast.Subscript)
    if isinstance(node.ctx, ast.Load) and not place.function and not is_type:
        for index in range(len(node.elts)):
            yield _saying(_with(node, elts=_without(node.elts, index)), node.elts[index])


def _constants(node: ast.Constant) -> Iterator[ast.AST]:
    if isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node.value, int):
        yield ast.Constant(node.value + 1)
    elif isinstance(node.value, str):
        yield ast.Constant(f"XX{node.value}XX")


def _comparisons(node: ast.Compare) -> Iterator[ast.AST]:
    for index, operator in enumerate(node.ops):
        other = _OPERATORS[type(operator)]()
        yield _with(node, ops=[*node.ops[:index], other, *node.ops[index + 1 :]])


def _arithmetic(node: ast.BinOp) -> Iterator[ast.AST]:
    yield _with(node, op=_OPERATORS[type(node.op)]())


def _conditions(node: ast.BoolOp) -> Iterator[ast.AST]:
    yield _with(node, op=_OPERATORS[type(node.op)]())
    for index in range(len(node.values)):
        rest = _without(node.values, index)
        yield rest[0] if len(rest) == 1 else _with(node, values=rest)


def _entries(node: ast.Dict) -> Iterator[ast.AST]:
    for index in range(len(node.keys)):
        fewer = _with(node, keys=_without(node.keys, index), values=_without(node.values, index))
        yield _saying(fewer, node.keys[index] or node.values[index])


def _members(node: ast.Set) -> Iterator[ast.AST]:
    for index in range(len(node.elts) if len(node.elts) > 1 else 0):
        yield _saying(_with(node, elts=_without(node.elts, index)), node.elts[index])


def _calls(node: ast.Call) -> Iterator[ast.AST]:
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    if isinstance(node.func, ast.Name) and name in _OTHER_CALLS:
        keywords = [] if _OTHER_CALLS[name] == "list" else node.keywords
        yield _with(node, func=ast.Name(_OTHER_CALLS[name], ast.Load()), keywords=keywords)
    if isinstance(node.func, ast.Attribute) and name in _DROPPED_CALLS:
        yield node.func.value
    if name in _CALLS_WITH_DEFAULT and len(node.args) == (3 if name == "getattr" else 2):
        yield _with(node, args=node.args[:-1])
    for index, keyword in enumerate(node.keywords):
        if keyword.arg is not None:
            yield _saying(_with(node, keywords=_without(node.keywords, index)), keyword)


_EXPRESSIONS: dict[type[ast.expr], Callable[[Any], Iterator[ast.AST]]] = {
    ast.BinOp: _arithmetic,
    ast.BoolOp: _conditions,
    ast.Call: _calls,
    ast.Compare: _comparisons,
    ast.Constant: _constants,
    ast.Dict: _entries,
    ast.Lambda: lambda node: iter([_with(node, body=ast.Constant(value=None))]),
    ast.Set: _members,
    ast.UnaryOp: lambda node: iter([node.operand]),
}


def _with(node: ast.AST, **fields: Any) -> Any:
    """Return a copy of ``node`` with other fields."""
    new = copy(node)
    for name, value in fields.items():
        setattr(new, name, value)
    return new


def _saying(node: Any, gone: ast.AST) -> Any:
    """Return ``node``, which lacks ``gone``, with a note of that: the whole would be a long line."""
    node.is_without = gone
    return node


def _without(items: list[Any], index: int) -> list[Any]:
    return [*items[:index], *items[index + 1 :]]


def _negated(test: ast.expr) -> Iterator[ast.expr]:
    """Yield the opposite of a condition, where no change of its operator says the same."""
    is_said = isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], _NEGATED)
    if not is_said and not isinstance(test, ast.UnaryOp):
        yield ast.UnaryOp(ast.Not(), test)


def _is_none(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value is None
