"""Records to JSON and back, and the JSON Schema that describes them.

The form is that of the codebook: keys that have nothing to say are left out. A field's metadata can say "json" (its
key; "" puts the keys of the record in it beside the others), "flat" (a Words field as NAME, NAME_start, NAME_end),
"keep" (written when None) and "omit" (a value that goes without saying).
"""

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from sayso.errors import InvalidValueError
from sayso.types.span import Part, Span, Words

T = TypeVar("T")
Json = dict[str, Any]


_FIELDS: dict[Any, tuple[tuple["dataclasses.Field[Any]", Any], ...]] = {}
_PLANS: dict[type, tuple["_Field", ...]] = {}
_DECODERS: dict[Any, "_Decoder"] = {}
_Decoder = Callable[[Any], Any]
_Shape = tuple[
    tuple[tuple[str, str, type | None, _Decoder], ...],
    tuple[tuple[str, str], ...],
    tuple[tuple[str, _Decoder], ...],
    tuple[tuple[str, str], ...],
]
"""The fields of a record as decoding takes them: those by their key, flat ones, those merged into the record, and the required."""
_EMPTY: tuple[Any, ...] = (None, (), {}, "")
_MISSING = object()
_PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean"}


@dataclasses.dataclass(frozen=True, slots=True)
class _Field:
    """How a field stands in JSON, worked out once: a ledger holds millions of records."""

    name: str
    key: str
    flat: bool
    kept: bool
    required: bool
    omit: Any
    decoded: _Decoder
    exact: type | None


def _fields(cls: Any) -> tuple[tuple["dataclasses.Field[Any]", Any], ...]:
    if cls not in _FIELDS:
        hints = get_type_hints(cls)
        _FIELDS[cls] = tuple((f, hints[f.name]) for f in dataclasses.fields(cls))
    return _FIELDS[cls]


def _key(field: "dataclasses.Field[Any]") -> str:
    return str(field.metadata.get("json", field.name))


def _plan(cls: type) -> tuple[_Field, ...]:
    plan = _PLANS.get(cls)
    if plan is None:
        plan = _PLANS[cls] = tuple(
            _Field(
                f.name,
                _key(f),
                bool(f.metadata.get("flat")),
                bool(_required(f) or f.metadata.get("keep")),
                _required(f),
                f.metadata.get("omit", _MISSING),
                _decoder(hint),
                _exact(hint),
            )
            for f, hint in _fields(cls)
        )
    return plan


def encode(record: Any) -> Any:
    """A record, tuple, mapping, enum or plain value as what json.dumps takes."""
    cls = record.__class__
    if record is None or cls is str or cls is int or cls is bool:
        return record
    if cls in _PLANS or (dataclasses.is_dataclass(record) and not isinstance(record, type)):
        return _encode_record(record)
    if isinstance(record, StrEnum):
        return record.value
    if isinstance(record, Mapping):
        return {str(encode(k)): encode(v) for k, v in record.items()}
    if isinstance(record, tuple | list):
        return [encode(item) for item in record]
    if isinstance(record, float) and record.is_integer() and abs(record) < 2**53:
        return int(record)
    return record


def _encode_record(record: Any) -> Json:
    out: Json = {}
    for field in _plan(type(record)):
        value = getattr(record, field.name)
        if field.omit is not _MISSING and value == field.omit:
            continue
        if not field.kept and value in _EMPTY:
            continue
        key = field.key
        if field.flat:
            if value is None:
                continue
            out[key] = value.text
            out |= {f"{key}_{name}": item for name, item in _encode_record(value.span).items()}
        elif key == "":
            out |= _encode_record(value)
        else:
            out[key] = encode(value)
    return out


def decode(cls: type[T], data: Any, where: str = "") -> T:
    """A record of the class from its JSON form.

    Raises:
        InvalidValueError: where a key is missing or a value has the wrong form; it names the path of the key.
    """
    try:
        return typing.cast(T, _decoder(cls)(data))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        detail = f"missing key {error}" if isinstance(error, KeyError) else str(error)
        raise InvalidValueError(f"no valid {cls.__name__}: {detail}", where=where) from error


def _decoder(hint: Any) -> _Decoder:
    """What makes a value of a type from its JSON form, put together once for each type."""
    found = _DECODERS.get(hint)
    if found is None:
        found = _DECODERS[hint] = _make_decoder(hint)
    return found


def _make_decoder(hint: Any) -> _Decoder:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return _union_decoder(get_args(hint))
    if origin is tuple:
        item = _decoder(get_args(hint)[0])
        return lambda data: tuple(map(item, data))
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        key, value = map(_decoder, get_args(hint))
        return lambda data: {key(k): value(v) for k, v in data.items()}
    if origin is Literal:
        return _literal_decoder(get_args(hint))
    if dataclasses.is_dataclass(hint):
        return _record_decoder(typing.cast(type, hint))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _enum_decoder(hint)
    return _plain_decoder(hint)


def _enum_decoder(hint: type[StrEnum]) -> _Decoder:
    members = {member.value: member for member in hint}

    def decoded(data: Any) -> Any:
        # asking the class takes ten times as long; what it does not know it tells in its own words
        return members[data] if data.__class__ is str and data in members else hint(data)

    return decoded


def _exact(hint: Any) -> type | None:
    """The class whose instances a field of the type takes as they stand, where there is one: str for str and str | None."""
    options = [option for option in get_args(hint) or (hint,) if option is not type(None)]
    return options[0] if len(options) == 1 and options[0] in _PLAIN else None


def _plain_decoder(hint: Any) -> _Decoder:
    def decoded(data: Any) -> Any:
        if data.__class__ is hint:
            return data
        if hint is float and isinstance(data, int) and not isinstance(data, bool):
            return float(data)
        if isinstance(hint, type) and not isinstance(data, hint):
            raise ValueError(f"{data!r} is no {hint.__name__}")
        return data

    return decoded


def _literal_decoder(values: tuple[Any, ...]) -> _Decoder:
    def decoded(data: Any) -> Any:
        if data not in values:
            raise ValueError(f"{data!r} is none of {', '.join(values)}")
        return data

    return decoded


def _union_decoder(options: tuple[Any, ...]) -> _Decoder:
    records = [option for option in options if dataclasses.is_dataclass(option)]
    plain = next((_decoder(o) for o in options if o is not type(None) and not dataclasses.is_dataclass(o)), None)
    kinds = [
        (_decoder(option), [(f.name, get_args(h)) for f, h in _fields(option) if get_origin(h) is Literal])
        for option in records
    ]

    def decoded(data: Any) -> Any:
        if data is None:
            return None
        if isinstance(data, dict):
            for option, named in kinds:
                for name, values in named:
                    if data.get(name) not in values:
                        break
                else:
                    return option(data)
        elif plain is not None:
            return plain(data)
        raise ValueError(f"{str(data)[:80]!r} fits none of the kinds that may stand here")

    return decoded


def _record_decoder(cls: type) -> _Decoder:
    shape: _Shape | None = None

    def decoded(data: Any) -> Any:
        nonlocal shape
        if shape is None:  # at first use, not at once: a record may hold records of its own kind
            shape = _shape_of(_plan(cls))
        if not isinstance(data, dict):
            raise ValueError(f"{str(data)[:80]!r} is no object")
        plain, flat, merged, required = shape
        values: dict[str, Any] = {}
        for key, name, exact, decoder in plain:
            if key in data:
                value = data[key]
                values[name] = value if value.__class__ is exact else decoder(value)
        for key, name in flat:
            if key in data:
                part = Part(data.get(f"{key}_in", Part.TEXT))
                values[name] = Words(data[key], Span(data[f"{key}_start"], data[f"{key}_end"], part))
        for name, decoder in merged:
            values[name] = decoder(data)
        for key, name in required:
            if name not in values:
                raise KeyError(key)
        return cls(**values)

    return decoded


def _shape_of(plan: tuple[_Field, ...]) -> _Shape:
    return (
        tuple((f.key, f.name, f.exact, f.decoded) for f in plan if not f.flat and f.key),
        tuple((f.key, f.name) for f in plan if f.flat),
        tuple((f.name, f.decoded) for f in plan if not f.flat and not f.key),
        tuple((f.key, f.name) for f in plan if f.required),
    )


def _required(field: "dataclasses.Field[Any]") -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def json_schema(cls: type, title: str) -> Json:
    """A JSON Schema (draft 2020-12) of the JSON form of the class."""
    defs: Json = {}
    body = _schema(cls, defs)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **body, "$defs": defs}


def _schema(hint: Any, defs: Json) -> Json:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        options = [{"type": "null"} if o is type(None) else _schema(o, defs) for o in get_args(hint)]
        return {"anyOf": options}
    if origin is tuple:
        return {"type": "array", "items": _schema(get_args(hint)[0], defs)}
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        key, item = get_args(hint)
        return {"type": "object", "propertyNames": _schema(key, defs), "additionalProperties": _schema(item, defs)}
    if origin is Literal:
        return {"enum": list(get_args(hint))}
    if dataclasses.is_dataclass(hint):
        cls = typing.cast(type, hint)
        if cls.__name__ not in defs:
            defs[cls.__name__] = {}  # holds the place while the record describes itself
            defs[cls.__name__] = _record_schema(cls, defs)
        return {"$ref": f"#/$defs/{cls.__name__}"}
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return {"enum": [member.value for member in hint]}
    return {"type": _PLAIN[hint]}


def _record_schema(cls: type, defs: Json) -> Json:
    properties: Json = {}
    required: list[str] = []
    for field, hint in _fields(cls):
        key = _key(field)
        names = [key]
        if field.metadata.get("flat"):
            names = [key, f"{key}_start", f"{key}_end"]
            properties |= {key: {"type": "string"}, f"{key}_in": {"enum": [p.value for p in Part]}}
            properties |= {name: {"type": "integer", "minimum": 0} for name in names[1:]}
        elif key == "":
            inner = _record_schema(typing.cast(type, hint), defs)
            properties |= inner["properties"]
            names = inner["required"]
        else:
            properties[key] = _schema(hint, defs)
        if _required(field) or field.metadata.get("keep"):
            required += names
    doc = (cls.__doc__ or "").split("\n\n")[0].strip()
    return {"type": "object", "description": " ".join(doc.split()), "properties": properties, "required": required}
