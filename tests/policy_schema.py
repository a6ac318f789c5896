#!/usr/bin/env python3
"""The JSON Schemas of packs (`sila policy schema`) against the packs that ship: each file is valid, a slip is not. Called by bin/test."""
import copy
import json
import pathlib
import subprocess
import sys

import jsonschema
import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent


class Loader(yaml.SafeLoader):
    """YAML as editors read it: dates stay texts, `on` is a word."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, shape) for tag, shape in resolvers if tag in ("tag:yaml.org,2002:int", "tag:yaml.org,2002:null")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", __import__("re").compile(r"^(true|false)$"), list("tf"))


def maps_in(value, path=()):
    """Every map below, with the way to it."""
    if isinstance(value, dict):
        yield path, value
        for key, inner in value.items():
            yield from maps_in(inner, (*path, key))
    if isinstance(value, list):
        for index, inner in enumerate(value):
            yield from maps_in(inner, (*path, index))


def at(value, path):
    for step in path:
        value = value[step]
    return value


def main():
    sila = sys.argv[1]
    passed, slips = 0, 0
    validators = {}
    for name in ("pack", "clauses", "requests", "messages", "examples"):
        schema = json.loads(subprocess.run([sila, "policy", "schema", name], capture_output=True, check=True).stdout)
        jsonschema.Draft202012Validator.check_schema(schema)
        validators[name] = jsonschema.Draft202012Validator(schema)
    for path in sorted(ROOT.glob("policies/**/*.yaml")):
        validator = validators[path.stem]
        document = yaml.load(path.read_text(), Loader)
        errors = [f"{path.relative_to(ROOT)}: {'/'.join(map(str, e.absolute_path))}: {e.message[:200]}"
                  for e in validator.iter_errors(document)]
        if errors:
            sys.exit("\n".join(errors[:10]))
        passed += 1
        # Free keys: the languages of a text, the facts of an example, the outcomes of a step.
        for where, _ in list(maps_in(document))[:: 17 if path.stem == "examples" else 7]:
            if {"facts", "values", "record", "items", "message", "on"} & {str(step) for step in where[-2:]}:
                continue
            slipped = copy.deepcopy(document)
            at(slipped, where)["a_slip"] = "x"
            if validator.is_valid(slipped):
                sys.exit(f"{path.relative_to(ROOT)}: an unknown key at {'/'.join(map(str, where))} is let through")
            slips += 1
    print(f"{passed} files passed, {slips} slips found")


main()
