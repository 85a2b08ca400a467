# The same URLs by dlt, as its introduction shows it: one resource a table, loaded as Parquet into a folder, settings untouched.
# Normalises nested lists into tables of their own; neither sorts nor proves an answer whole.
import json
import os
import sys
from collections import defaultdict
from pathlib import Path

os.environ["RUNTIME__DLTHUB_TELEMETRY"] = "false"

import dlt  # noqa: E402
from dlt.sources.helpers import requests  # noqa: E402

origin, index, to = sys.argv[1:]


def table_of(path: str) -> str:
    return path.split("?")[0].removeprefix("/v1/").replace("/agtakst", "").replace("/", "_")


def rows_of(answer) -> list:
    if isinstance(answer, list):
        return answer
    return next(value for value in answer.values() if isinstance(value, list))


def resource_of(table: str, paths: list):
    def pages():
        for path in paths:
            response = requests.get(origin + path)
            response.raise_for_status()
            yield rows_of(response.json())

    return dlt.resource(pages, name=table)


paths = defaultdict(list)
for asked in json.loads(Path(index).read_text()):
    paths[table_of(asked["path"])].append(asked["path"])

pipeline = dlt.pipeline(
    pipeline_name="helserefusjon",
    pipelines_dir=f"{to}/working",
    destination=dlt.destinations.filesystem(bucket_url=f"file://{to}/loaded"),
    dataset_name="answers",
)
loaded = pipeline.run(
    [resource_of(table, asked) for table, asked in paths.items()], loader_file_format="parquet"
)
loaded.raise_on_failed_jobs()
