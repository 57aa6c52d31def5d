"""Reads an OpenAPI document for tests, and validates values against its schemas."""
import copy
import json
import urllib.parse

from jsonschema import Draft202012Validator, FormatChecker, RefResolver, SchemaError

PROBLEM = "application/problem+json"


def texts(parameter, value):
    """The values of the pairs that give a parameter this value."""
    each = [v if isinstance(v, str) else json.dumps(v) for v in (value if isinstance(value, list) else [value])]
    return each if parameter.get("explode") else [",".join(each)]


def objects(value):
    """All objects in a value, itself included."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from objects(inner)


def values(kind, body):
    """What the schema of a content type is of: what JSON says, each line of JSON Lines, else the text."""
    return [json.loads(line) for line in body.split("\n")[:-1]] if kind.endswith("jsonl") else [json.loads(body) if kind.endswith("json") else body]


def members_once(pairs):
    assert len(dict(pairs)) == len(pairs), ("a member is there twice", pairs)
    return dict(pairs)


class Operation:
    """A path's GET, all its references followed."""

    def __init__(self, document, path, members):
        self.path, self.id, self.members = path, members["operationId"], members
        parameters = [document.resolve(p) for p in members.get("parameters", [])]
        self.places = {p["name"]: p for p in parameters if p["in"] == "path"}
        self.query = {p["name"]: p for p in parameters if p["in"] == "query"}
        self.responses = {int(status): document.resolve(r) for status, r in members["responses"].items()}
        for response in self.responses.values():
            response["headers"] = {name: document.resolve(h) for name, h in response["headers"].items()}
        self.is_page = "text/html" in self.responses[400]["content"]

    def examples(self, of_all):
        return [(name, text) for name, p in self.query.items() if of_all or p.get("required") for text in texts(p, p["example"])]

    def giving(self, name, values):
        """Pairs that give a parameter these values, besides what has to be there with it."""
        pairs = dict(self.examples(of_all=False))
        if name.startswith("receipt."):
            pairs = {n: str(p["example"]) for n, p in self.query.items() if n.startswith("receipt.")}
        if name in ("rows", "columns") and name in self.query:
            pairs["columns" if name == "rows" else "rows"] = "tag" if values[0] != "tag" else "kind"
        if name == "page" and name in self.query:
            pairs["per_page"] = "1"
        pairs.pop(name, None)
        return [*pairs.items(), *((name, value) for value in values)]

    def target(self, pairs=(), place=None):
        path = self.path
        for name, p in self.places.items():
            path = path.replace("{" + name + "}", urllib.parse.quote(place or p["example"]))
        return path + ("?" + urllib.parse.urlencode(pairs) if pairs else "")

    def problems(self, status):
        """The types of problem that it may have with this status."""
        content = self.responses[status].get("content", {})
        types = content[PROBLEM]["schema"]["properties"]["type"]["enum"] if PROBLEM in content else []
        return {one.removeprefix("/problems/") for one in types}


class Document:
    def __init__(self, text):
        self.whole = json.loads(text, object_pairs_hook=members_once)
        self.components = self.whole["components"]
        self.operations = [Operation(self, path, methods["get"]) for path, methods in self.whole["paths"].items()]
        self.named = {operation.id: operation for operation in self.operations}
        self.parameters = {name: texts(p, p["example"]) for operation in self.operations for name, p in operation.query.items()}

    def resolve(self, node):
        if "$ref" not in node:
            return copy.deepcopy(node)
        _, _, kind, name = node["$ref"].split("/")
        return copy.deepcopy(self.components[kind][name]) | {k: v for k, v in node.items() if k != "$ref"}

    def bounds(self, schema):
        """Values at the edge of what a schema allows, and values beyond."""
        schema = self.resolve(schema)
        if "items" in schema:
            return self.bounds(schema["items"])
        if schema["type"] == "boolean":
            return ["true", "false"], ["yes", "TRUE"]
        if "enum" in schema:
            return [json.dumps(v).strip('"') for v in schema["enum"]], ["nonsense", "-1"]
        if schema["type"] == "integer":
            return [str(schema["minimum"]), str(schema["maximum"])], [str(schema["minimum"] - 1), str(schema["maximum"] + 1), "1.5", "x"]
        return [], ["!?!"] if "pattern" in schema else []

    def nodes(self):
        """The kind and the members of each object that OpenAPI itself describes, references followed."""
        yield "document", self.whole
        yield "info", self.whole["info"]
        for operation in self.operations:
            yield "operation", operation.members
            yield from (("parameter", p) for p in [*operation.query.values(), *operation.places.values()])
            for response in operation.responses.values():
                yield "response", response
                yield from (("header", h) for h in response["headers"].values())
                yield from (("media", m) for m in response.get("content", {}).values())

    def names_in(self, schema, seen):
        """The names of all members that a value of the schema can have at any depth; `seen` collects the schemas met."""
        names = set()
        for node in objects(schema):
            names |= node.get("properties", {}).keys()
            if isinstance(node.get("$ref"), str) and node["$ref"] not in seen:
                seen.add(node["$ref"])
                names |= self.names_in(self.resolve(node), seen)
        return names


class Validator:
    """Holds values against the document's schemas."""

    def __init__(self, document):
        self.resolver = RefResolver("", document)

    def ask(self, check=None, schema=None, values=()):
        """What is wrong: with `check` as a schema; or with which of the values, by the schema."""
        if check is not None:
            try:
                return Draft202012Validator.check_schema(check) or []
            except SchemaError as error:
                return [error.message]
        validator = Draft202012Validator(schema, resolver=self.resolver, format_checker=FormatChecker(["date"]))
        errors = [(place, next(validator.iter_errors(value), None)) for place, value in enumerate(values)]
        return [[place, f"{error.json_path}: {error.message}"] for place, error in errors if error]
