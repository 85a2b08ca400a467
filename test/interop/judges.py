"""Judges a release by a reader or checker of others: `judges.py <judge> <release>` prints its faults as a JSON list."""

import json
import pathlib
import shutil
import sys
import tempfile

release = pathlib.Path(sys.argv[2]).resolve()


def manifest(folder=release):
    return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))


def counted(reader, count, folder=release):
    """Compares the rows that a reader finds in each dataset with the manifest. An error of the reader is a fault of the release."""
    for one in manifest(folder)["datasets"]:
        try:
            rows = count(one["name"])
        except Exception as error:
            yield f"{reader} cannot read {one['name']}: {type(error).__name__} {error}"
            continue
        if rows != one["rows"]:
            yield f"{reader} reads {rows} rows of {one['name']}, and the manifest has {one['rows']}"


def croissant():
    import mlcroissant

    dataset = mlcroissant.Dataset(release / "croissant.json")
    described = [one.uuid for one in dataset.metadata.record_sets]
    wanted = [one["name"] for one in manifest()["datasets"]]
    if described != wanted:
        yield f"The record sets are {described}, and the datasets {wanted}"
    yield from counted("mlcroissant", lambda name: sum(1 for _ in dataset.records(name)))


def datapackage():
    """Of Parquet, frictionless counts no bytes and reads missing numbers and lists through pandas: it checks names of columns only."""
    from frictionless import Checklist, Package

    package = Package(str(release / "datapackage.json"))
    unable = Checklist(skip_errors=["byte-count", "hash-count", "type-error", "constraint-error", "foreign-key", "primary-key"])
    for resource in package.resources:
        report = resource.validate(unable if resource.path.endswith(".parquet") else None, limit_errors=5)
        rows = [report.errors, *(task.errors for task in report.tasks)]
        yield from (f"frictionless: {resource.name}: {error.message}" for errors in rows for error in errors)


def dcat():
    import pyshacl
    import rdflib
    import shapes

    data = rdflib.Graph().parse(release / "dcat.jsonld", format="json-ld")
    profile = "3" if "spdx:checksum" in (release / "dcat.jsonld").read_text(encoding="utf-8") else "2-live"
    for name, graph in shapes.graphs(profile):
        _, results, _ = pyshacl.validate(data, shacl_graph=graph, inference="none")
        yield from (f"{name}: {fault}" for fault in shapes.faults(results))


def iceberg():
    import pyarrow.parquet
    from pyiceberg.catalog.sql import SqlCatalog

    folder = tempfile.mkdtemp()
    catalog = SqlCatalog("judge", uri=f"sqlite:///{folder}/catalog.db", warehouse=f"file://{folder}")
    catalog.create_namespace("release")

    def count(name):
        file = release / f"{name}.parquet"
        table = catalog.create_table(f"release.{name}", schema=pyarrow.parquet.read_schema(file))
        table.add_files([f"file://{file}"])
        return table.scan().to_arrow().num_rows

    yield from counted("pyiceberg", count)
    shutil.rmtree(folder)


def delta():
    import deltalake

    folder = pathlib.Path(tempfile.mkdtemp())

    def count(name):
        table = folder / name
        table.mkdir()
        shutil.copy(release / f"{name}.parquet", table)
        deltalake.convert_to_deltalake(str(table))
        return deltalake.DeltaTable(str(table)).to_pyarrow_table().num_rows

    yield from counted("deltalake", count)
    shutil.rmtree(folder)


def tables():
    """The Delta tables of a published place, whose newest version is the release in latest.json."""
    import deltalake

    def count(name):
        return deltalake.DeltaTable(str(release / "tables" / name)).to_pyarrow_table().num_rows

    current = json.loads((release / "latest.json").read_text(encoding="utf-8"))["id"]
    yield from counted("deltalake", count, release / current)


def signature():
    """minisign.pub is beside the release."""
    import minisign

    key = minisign.PublicKey.from_file(release / "minisign.pub")
    try:
        key.verify_file(release / "SHA256SUMS", minisign.Signature.from_file(release / "SHA256SUMS.minisig"))
    except minisign.VerifyError as error:
        yield f"minisign: {error}"


judges = [croissant, datapackage, dcat, iceberg, delta, tables, signature]
judge = next(one for one in judges if one.__name__ == sys.argv[1])
print(json.dumps(list(judge()), ensure_ascii=False))
