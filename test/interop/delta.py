"""Reads every version of every Delta table of a place (argument 1), and prints a JSON list of what differs from the Parquet
files of the releases. Argument 2 names the reader: deltalake, duckdb or spark. Argument 3 is JSON with its options."""

import json
import os
import sys

place, reader = sys.argv[1], sys.argv[2]
options = json.loads(sys.argv[3]) if len(sys.argv) > 3 else {}


def comments_of(dataset):
    return [f"{one['description']['nb']} / {one['description']['en']}" for one in dataset["columns"]]


def expected_properties(manifest, dataset):
    texts = {
        "release": manifest["id"],
        "version": manifest["version"],
        "key": ",".join(dataset["key"]),
        "sha256": dataset["files"][0]["sha256"],
        "synthetic": manifest["synthetic"],
    }
    return {f"helserefusjon.{name}": text for name, text in texts.items()}


def table_names(latest):
    return sorted(one["path"][: -len(".parquet")] for one in latest["files"] if one["path"].endswith(".parquet"))


def with_deltalake():
    """deltalake as Arrow and in SQL, and polars, which reads by deltalake."""
    import polars as pl
    import pyarrow as pa
    from deltalake import DeltaTable, QueryBuilder
    from deltalake.fs import DeltaStorageHandler
    from pyarrow import parquet
    from pyarrow.fs import PyFileSystem

    files = PyFileSystem(DeltaStorageHandler(place, options))

    def json_at(path):
        with files.open_input_stream(path) as stream:
            return json.loads(stream.readall())

    def plain(type_):
        if pa.types.is_list(type_) or pa.types.is_large_list(type_):
            return pa.list_(plain(type_.value_type))
        return pa.string() if pa.types.is_string_view(type_) or pa.types.is_large_string(type_) else type_

    def comparable(table):
        return table.cast(pa.schema([(one.name, plain(one.type)) for one in table.schema])).combine_chunks()

    for name in table_names(json_at("latest.json")):
        root = f"{place}/tables/{name}"
        for version in sorted(one["version"] for one in DeltaTable(root, storage_options=options).history()):
            table = DeltaTable(root, version=version, storage_options=options)
            properties = table.metadata().configuration
            manifest = json_at(f"{properties['helserefusjon.release']}/manifest.json")
            dataset = next(one for one in manifest["datasets"] if one["name"] == name)
            with files.open_input_file(f"{manifest['id']}/{name}.parquet") as file:
                expected = parquet.read_table(file)
            for found in expected_properties(manifest, dataset).items() - properties.items():
                yield f"{name} version {version} lacks the property {found}"
            if [one.metadata["comment"] for one in table.schema().fields] != comments_of(dataset):
                yield f"{name} version {version} has other comments"
            if not comparable(table.to_pyarrow_table()).equals(comparable(expected)):
                yield f"deltalake: {name} version {version} has other rows or types"
            rows = QueryBuilder().register("t", table).execute("select * from t").read_all()
            if len(rows) != dataset["rows"]:
                yield f"deltalake in SQL: {name} version {version} has {len(rows)} rows"
            if not pl.scan_delta(root, version=version, storage_options=options).collect().equals(pl.from_arrow(expected)):
                yield f"polars: {name} version {version} has other rows or types"


def with_duckdb():
    """DuckDB with its extension for Delta from PyPI, which nothing downloads at run time."""
    import glob

    import duckdb
    import duckdb_extension_delta

    connection = duckdb.connect(config={"allow_unsigned_extensions": "true"})
    found = glob.glob(f"{os.path.dirname(duckdb_extension_delta.__file__)}/**/*.duckdb_extension", recursive=True)
    connection.execute(f"load '{found[0]}'")
    latest = json.load(open(f"{place}/latest.json", encoding="utf-8"))
    for name in table_names(latest):
        log = f"{place}/tables/{name}/_delta_log"
        for version in sorted(int(one[:20]) for one in os.listdir(log) if one.endswith(".json")):
            table = f"delta_scan('{place}/tables/{name}', version = {version})"
            text = open(f"{log}/{version:020d}.json", encoding="utf-8").read()
            release = next(json.loads(line)["add"]["path"] for line in text.splitlines() if '"add":' in line)
            file = f"'{place}/{release.removesuffix('.parquet')}/{name}.parquet'"
            difference = f"(from {table} except all from {file}) union all (from {file} except all from {table})"
            if connection.execute(f"select count(*) from ({difference})").fetchone() != (0,):
                yield f"DuckDB: {name} version {version} has other rows"
            types = [connection.execute(f"describe from {one}").fetchall() for one in (table, file)]
            if [one[:2] for one in types[0]] != [one[:2] for one in types[1]]:
                yield f"DuckDB: {name} version {version} has other types"


def with_spark():
    """Spark with Delta's own jars. Its rows are compared with Spark's reader of Parquet."""
    import glob

    from pyspark.sql import SparkSession

    settings = {
        "spark.jars": ",".join(jar for jar in sorted(glob.glob(f"{options['jars']}/*.jar")) if "scala-library" not in jar),
        "spark.sql.extensions": "io.delta.sql.DeltaSparkSessionExtension",
        "spark.sql.catalog.spark_catalog": "org.apache.spark.sql.delta.catalog.DeltaCatalog",
        "spark.databricks.delta.snapshotPartitions": "1",
        "spark.sql.shuffle.partitions": "1",
        "spark.driver.memory": "1g",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    builder = SparkSession.builder.master("local[2]").appName("delta")
    for setting, value in settings.items():
        builder = builder.config(setting, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("OFF")

    def json_at(path):
        return json.load(open(f"{place}/{path}", encoding="utf-8"))

    def scanned(frame):
        """The rows that the scan gives to the filter, after Spark has skipped row groups."""
        frame.collect()
        plan = frame._jdf.queryExecution().executedPlan()
        if plan.getClass().getSimpleName() == "AdaptiveSparkPlanExec":
            plan = plan.executedPlan()
        leaf = plan.collectLeaves().head()
        while leaf.getClass().getSimpleName().endswith("QueryStageExec"):
            leaf = leaf.plan().collectLeaves().head()
        return leaf.metrics().apply("numOutputRows").value()

    for name in table_names(json_at("latest.json")):
        root = f"{place}/tables/{name}"
        for version, text in sorted(spark.sql(f"describe history delta.`{root}`").select("version", "userMetadata").collect()):
            manifest = json_at(f"{text.split()[1].rstrip(',')}/manifest.json")
            dataset = next(one for one in manifest["datasets"] if one["name"] == name)
            table = spark.sql(f"select * from delta.`{root}` version as of {version}")
            expected = spark.read.parquet(f"{place}/{manifest['id']}/{name}.parquet")
            if [(one.name, one.dataType) for one in table.schema] != [(one.name, one.dataType) for one in expected.schema]:
                yield f"Spark: {name} version {version} has other types"
            if sorted(map(repr, table.collect())) != sorted(map(repr, expected.collect())):
                yield f"Spark: {name} version {version} has other rows"
        described = spark.sql(f"describe delta.`{root}`").select("comment").collect()
        if [comment for (comment,) in described][: len(dataset["columns"])] != comments_of(dataset):
            yield f"Spark: {name} has other comments"
        properties = {one.key: one.value for one in spark.sql(f"show tblproperties delta.`{root}`").collect()}
        for found in expected_properties(manifest, dataset).items() - properties.items():
            yield f"Spark: {name} lacks the property {found}"
    root = f"{place}/tables/takstbruk_kommune_maned"
    takst, ar, rows = spark.sql(f"select min(takstkode), min(ar), count(*) from delta.`{root}`").first()
    query = f"select sum_refusjon from delta.`{root}` where takstkode = '{takst}' and ar = {ar}"
    if not 0 < scanned(spark.sql(query)) < rows:
        yield f"Spark: a filter on takstkode and ar reads all {rows} rows"


readers = {"deltalake": with_deltalake, "duckdb": with_duckdb, "spark": with_spark}
print(json.dumps(list(readers[reader]())))
