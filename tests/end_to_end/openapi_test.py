"""The OpenAPI document that the server gives, held against the server: what it says is so, and it says everything."""
import copy
import http.client
import json
import re
import socket
import unittest
import urllib.parse

from programs import ROOT, Searchd, Served
from openapi_document import PROBLEM, Document, Validator, objects, texts, values

# What an object of the document must have, and what it may have besides.
MEMBERS = {"document": ({"openapi", "info", "servers", "tags", "paths", "components"}, set()),
           "info": ({"title", "version", "summary", "description", "license"}, set()),
           "operation": ({"operationId", "tags", "summary", "responses"}, {"parameters"}),
           "parameter": ({"name", "in", "description", "schema", "example"}, {"required", "style", "explode"}),
           "response": ({"description", "headers"}, {"content"}),
           "header": ({"description", "required", "schema"}, set()),
           "media": ({"schema"}, {"x-line-schema"})}
# The headers that the document names wherever they are.
HEADERS = ("ETag", "Cache-Control", "Vary", "Content-Disposition", "Allow")
# Problems that take more than a request, and who provokes them.
UNPROVOKED = {"internal": "it takes a machine that fails: a damaged index, no memory", "stopping": "searchd_test",
              **dict.fromkeys(("head_late", "too_many_requests", "overloaded", "query_too_long", "too_many_exports"), "limits_test")}
ELSEWHERE = {"route_unknown": "/nowhere", "format_unknown": "/api/v1/search.pdf"}
# Queries of operations, or whole targets, whose answers together have every member of the schema.
ANSWERS = {
    "search": ["", "q=budget", 'q="open+data"', "q=...", "q=zzqqzz", "q=gourmandise&explain=true", "q=gormandise", "q=gormandise&correct=false",
               "q=(data+-open", "q=access*&explain=true", "q=open+source&explain=true", "q=open+NEAR/5+data&explain=true", "q=bud&typing=1",
               "q=Bürgerbeteiligung&hl=de&explain=true", "q=title:logiciels&hl=fr", "facets=none", "facets=year", "facets=tag,kind&facet_values=1",
               "tag=unknown", "page=3", "country=unknown&year.not=2018", "collapse=none&per_page=100", "country=CA&country.provenance=text",
               "since=2018&until=2019-06&sort=title", "kind=report&hl=es", "language=en&language=fr", "facet_values=0&tag=open+data&tag.not=agile",
               "fields=id,title", "fields=reports&explain=true&q=budget", "fields=work&facets=none"],
    "suggest": ["q=op", "q=mat", "q=can", "q=", "q=zzqq", "q=the+d", "q=op&format=opensearch"],
    "facet_values": ["/api/v1/facets/country?country=unknown", "country.not=CA", "prefix=op&format=csv", "/api/v1/facets/year?limit=1&order=value&year.not=2018"],
    "pivot": ["rows=tag&columns=year", "rows=tag&columns=year&format=csv", "rows=kind&columns=author&q=zzqqzz"],
    "publication": ["hl=fr", "/api/v1/publications/24db9c44d8a763cb", "/api/v1/publications/e07f89c46021fe14"],
    "export_jsonl": ["", "fields=id,reports,snippet", "fields=more_pages,pages&q=budget"], "export_jsonfeed": ["", "q=budget", "q=zzqqzz"],
    "make_receipt": ["q=budget&collapse=none", "q=zzqqzz"], "status": [""], "asset": ["/assets/" + name for name in ("site.css", "page.js", "live.js", "icon.svg")]}


class Described(Served):
    """The sample publications, a server over them, its document, and a validator of the document's schemas."""

    @staticmethod
    def server_class(index):
        return Searchd(index, "--public-url", "https://veille.example")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        status, _, text = cls.server.get("/openapi.json")
        assert status == 200, text
        cls.document = Document(text)
        cls.validator = Validator(json.loads(text))

    def assert_fits(self, schema, *given):
        self.assertEqual(self.validator.ask(schema=schema, values=given), [])

    def assert_declared(self, operation, status, headers, body):
        """That an answer is one that the operation declares."""
        self.assertIn(status, operation.responses, body)
        response = operation.responses[status]
        for name in HEADERS:
            declared = response["headers"].get(name)
            if headers[name] is None:
                self.assertFalse(declared and declared["required"], f"no {name}")
            else:
                self.assertIsNotNone(declared, f"{name}: {headers[name]}")
                self.assert_fits(declared["schema"], headers[name])
        if "content" not in response:
            return self.assertEqual(body, "")
        kind = headers.get_content_type()
        self.assertIn(kind, response["content"])
        media = response["content"][kind]
        self.assert_fits(media.get("x-line-schema", media["schema"]), *values(kind, body))
        return None


class Structure(Described):
    def test_objects_have_the_members_of_openapi(self):
        self.assertEqual(self.document.whole["openapi"], "3.1.0")
        for kind, node in self.document.nodes():
            must, may = MEMBERS[kind]
            self.assertTrue(must <= node.keys() <= must | may, (kind, node))
        for path, methods in self.document.whole["paths"].items():
            self.assertEqual((path[0], methods.keys()), ("/", {"get"}))

    def test_references_lead_to_components_which_are_all_used(self):
        used = {node["$ref"] for node in objects(self.document.whole) if "$ref" in node}
        self.assertEqual(used, {f"#/components/{kind}/{name}" for kind, named in self.document.components.items() for name in named})

    def test_schemas_are_of_json_schema_and_close_their_objects(self):
        schemas = [*self.document.components["schemas"].values()] + [node["schema"] for _, node in self.document.nodes() if "schema" in node]
        for schema in schemas:
            self.assertEqual(self.validator.ask(check=schema), [], schema)
            for node in objects(schema):
                if node.get("type") == "object" and "properties" in node:
                    self.assertIs(node["additionalProperties"], False, node)
                    self.assertLessEqual(set(node.get("required", [])), node["properties"].keys())

    def test_operations_are_named_once_and_declare_their_paths(self):
        tags = {tag["name"] for tag in self.document.whole["tags"]}
        self.assertEqual(len(self.document.named), len(self.document.operations))
        for operation in self.document.operations:
            self.assertRegex(operation.id, "^[a-z_]+$")
            self.assertLessEqual(set(operation.members["tags"]), tags)
            self.assertEqual(re.findall(r"{(\w+)}", operation.path), list(operation.places))
            self.assertEqual(len(operation.query) + len(operation.places), len(operation.members.get("parameters", [])))

    def test_parameters_have_true_examples_and_defaults(self):
        for operation in self.document.operations:
            for p in [*operation.query.values(), *operation.places.values()]:
                self.assert_fits(p["schema"], p["example"], p["schema"].get("default", p["example"]))
                self.assertTrue(p["in"] == "query" or p["required"], p)
                self.assertEqual("explode" in p, p["schema"].get("type") == "array", p)

    def test_routes_are_those_of_the_table_in_prose(self):
        routes = []
        for line in (ROOT / "searchd" / "API.md").read_text(encoding="utf-8").split("\n## ")[0].split("\n"):
            for name in re.findall("`([^`]+)`", line.split("|")[1]) if line.startswith("| `") else ():
                routes.append(routes[-1].rsplit(".", 1)[0] + name if name.startswith(".") else name)
        self.assertEqual(sorted(re.sub(r"{\w+}", "{}", operation.path) for operation in self.document.operations),
                         sorted(re.sub(r"{\w+}", "{}", route) for route in routes))


class Answers(Described):
    def answer(self, operation, target, **headers):
        """What the server answers, which is as declared."""
        status, got, body = self.server.get(urllib.parse.quote(target, safe="/?=&+,*():%."), headers=headers)
        self.assert_declared(operation, status, got, body)
        return status, got, body

    def test_every_path_answers_its_examples_as_declared(self):
        for operation in self.document.operations:
            for of_all in (False, True):
                with self.subTest(operation.id, of_all=of_all):
                    status, _, body = self.answer(operation, operation.target(operation.examples(of_all)))
                    self.assertEqual(status, 200, body)

    def test_what_a_client_has_is_not_sent_again_where_that_is_declared(self):
        for operation in self.document.operations:
            with self.subTest(operation.id):
                target = operation.target(operation.examples(of_all=True))
                tag = self.answer(operation, target)[1]["ETag"]
                self.assertEqual(tag is not None, 304 in operation.responses)
                self.assertEqual(self.answer(operation, target, **{"If-None-Match": tag or "*"})[0], 304 if tag else 200)

    def test_answers_of_all_kinds_fit_and_show_all_of_the_schema(self):
        for name, queries in ANSWERS.items():
            operation, met = self.document.named[name], set()
            for query in queries:
                with self.subTest(name, query=query):
                    status, headers, body = self.answer(operation, query if query.startswith("/") else operation.target() + "?" + query)
                    self.assertEqual(status, 200)
                    met |= {member for value in values(headers.get_content_type(), body) for node in objects(value) for member in node}
            with self.subTest(name):
                self.assertEqual(met, set().union(*(self.document.names_in(media, set()) for media in operation.responses[200]["content"].values())))

    def test_schemas_refuse_what_lacks_a_member_or_has_another(self):
        for operation in self.document.operations:
            schema = operation.responses[200]["content"].get("application/json", {}).get("schema")
            if schema and operation.id != "openapi":
                with self.subTest(operation.id):
                    self.assert_tight(schema, json.loads(self.answer(operation, operation.target(operation.examples(of_all=False)))[2]))

    def test_results_have_all_fields_unless_some_are_chosen(self):
        for result in self.server.json("/api/v1/search", [("q", "budget")])["results"]:
            self.assert_fits({"$ref": "#/components/schemas/Result"}, result)
            self.assert_tight({"$ref": "#/components/schemas/Result"}, result)

    def assert_tight(self, schema, value):
        """That the schema refuses the value without any one of its members, or with another in any object of it."""
        spoilt = [{k: v for k, v in value.items() if k != name} for name in value]
        for place in range(len(list(objects(value)))):
            spoilt.append(copy.deepcopy(value))
            list(objects(spoilt[-1]))[place]["another"] = 1
        refused = [place for place, _ in self.validator.ask(schema=schema, values=spoilt)]
        self.assertEqual(refused, list(range(len(spoilt))))


class Parameters(Described):
    def ask(self, operation, pairs):
        return self.server.get(operation.target(pairs))[::2]

    def assert_accepted(self, operation, name, given):
        status, body = self.ask(operation, operation.giving(name, given))
        self.assertEqual(status, 200, (name, given, body[:500]))

    def assert_refused(self, operation, name, given, kind):
        status, body = self.ask(operation, operation.giving(name, given))
        self.assertEqual(status, 400, (name, given))
        if operation.is_page:
            self.assertIn(f"<code>{name}</code>", body)
        else:
            problem = json.loads(body)
            self.assertEqual((problem["type"], problem["parameter"]), ("/problems/" + kind, name), given)

    def test_are_known_exactly_where_they_are_declared(self):
        for operation in self.document.operations:
            for name, given in self.document.parameters.items():
                with self.subTest(operation.id, parameter=name):
                    if name in operation.query:
                        self.assert_accepted(operation, name, texts(operation.query[name], operation.query[name]["example"]))
                    elif operation.query:
                        self.assert_refused(operation, name, given, "unknown_parameter")
                    else:
                        self.assertEqual(self.ask(operation, [(name, given[0])])[0], 200)

    def test_take_the_values_of_their_schemas_and_no_others(self):
        for operation in self.document.operations:
            for name, p in operation.query.items():
                with self.subTest(operation.id, parameter=name):
                    good, bad = self.document.bounds(p["schema"])
                    for value in good:
                        self.assert_accepted(operation, name, [value])
                    for value in bad:
                        self.assert_refused(operation, name, [value], "bad_parameter")

    def test_are_repeated_where_that_is_declared(self):
        for operation in self.document.operations:
            for name, p in operation.query.items():
                with self.subTest(operation.id, parameter=name):
                    twice = texts(p, p["example"]) * 2
                    if p.get("explode"):
                        self.assert_accepted(operation, name, twice)
                    else:
                        self.assert_refused(operation, name, twice, "repeated_parameter")

    def test_have_at_most_so_many_values(self):
        search = self.document.named["search"]
        bounded = {name: p["schema"]["maxItems"] for name, p in search.query.items() if "maxItems" in p["schema"] and not name.startswith("kind")}
        for name, most in bounded.items():
            many = [str(1900 + i) if name.startswith("year") else chr(97 + i // 26) + chr(97 + i % 26) for i in range(most + 1)]
            with self.subTest(name):
                self.assert_accepted(search, name, many[:most])
                self.assert_refused(search, name, many, "bad_parameter")


class Problems(Described):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.nameless = Searchd(cls.index).__enter__()
        cls.addClassCleanup(cls.nameless.__exit__)

    def ask(self, target, method="GET", header="X-Nothing: 1", server=None, version="1.1"):
        """Status, headers and body of a request that need not be right."""
        with socket.create_connection(("127.0.0.1", (server or self.server).port), timeout=20) as connection:
            connection.sendall(f"{method} {target} HTTP/{version}\r\nHost: x\r\nConnection: close\r\n{header}\r\n\r\n".encode())
            answer = http.client.HTTPResponse(connection)
            answer.begin()
            return answer.status, answer.headers, answer.read().decode("utf-8")

    def provocations(self, operation):
        """What an operation can be asked wrongly, and the type of problem that this is."""
        target, here = operation.target(), operation.examples(of_all=False)
        if "bad_target" in operation.problems(400):
            yield "bad_target", (target + "?q=%FF",)
        yield "target_too_long", (target + "?" + "&" * 4096,)
        yield "bad_request", (target, "GET", "no header")
        yield "method_unknown", (target, "POST")
        yield "body_refused", (target, "GET", "Transfer-Encoding: chunked")
        yield "version_unknown", (target, "GET", "X-Nothing: 1", None, "1.2")
        yield "head_too_large", (target, "GET", "X-Large: " + "x" * 9000)
        for kind, pairs in (("unknown_parameter", [("nothing", "1")]), ("repeated_parameter", [("hl", "en")] * 2), ("bad_parameter", [("hl", "xx")])):
            if operation.query:
                yield kind, (operation.target(here + pairs),)
        if operation.places:
            yield next(iter(operation.problems(404)), "a page"), (operation.target(here, place="nothing-0"),)
        elif 404 in operation.responses:
            yield "no_public_url", (target, "GET", "X-Nothing: 1", self.nameless)

    def test_can_be_provoked_as_declared_and_no_others(self):
        for operation in self.document.operations:
            met = {one for status in operation.responses for one in operation.problems(status)} & set(UNPROVOKED)
            for kind, request in self.provocations(operation):
                with self.subTest(operation.id, problem=kind):
                    status, headers, body = self.ask(*request)
                    self.assert_declared(operation, status, headers, body)
                    if headers.get_content_type() == PROBLEM:
                        self.assertEqual(json.loads(body)["type"], "/problems/" + kind)
                        met.add(kind)
                    else:
                        self.assertTrue(operation.is_page)
                        self.assertEqual(status, 404 if kind == "a page" else 400)
            with self.subTest(operation.id):
                self.assertEqual(met, set().union(*(operation.problems(status) for status in operation.responses)))

    def test_are_all_of_the_schema(self):
        types = set(ELSEWHERE).union(*(operation.problems(status) for operation in self.document.operations for status in operation.responses))
        schema = self.document.components["schemas"]["Problem"]
        self.assertEqual({"/problems/" + one for one in types}, set(schema["properties"]["type"]["enum"]))
        for kind, target in ELSEWHERE.items():
            status, _, body = self.ask(target)
            self.assert_fits(schema, json.loads(body))
            self.assertEqual((status, json.loads(body)["type"]), (404, "/problems/" + kind))


if __name__ == "__main__":
    unittest.main()
