"""Loads a release (argument 1) with readers of the standards it is described in, and prints one JSON object with what each found."""

import json
import os
import sys

import mlcroissant
from frictionless import Package
from rdflib import Graph

os.chdir(sys.argv[1])
with open("manifest.json", encoding="utf-8") as file:
    manifest = json.load(file)

dataset = mlcroissant.Dataset("croissant.json")
records = {one.uuid: sum(1 for _ in dataset.records(one.uuid)) for one in dataset.metadata.record_sets}
package = Package("datapackage.json")
graph = Graph().parse("dcat.jsonld", format="json-ld")

json.dump(
    {
        "expected": {one["name"]: one["rows"] for one in manifest["datasets"]},
        "mlcroissant": records,
        "frictionless": [error.message for error in package.metadata_errors]
        if hasattr(package, "metadata_errors")
        else [],
        "triples": len(graph),
    },
    sys.stdout,
)
