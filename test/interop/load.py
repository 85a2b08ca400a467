"""Runs snippets from standard input (JSON: [{"syntax", "text"}]) and prints the rows each gives, values as plain text."""

import datetime
import decimal
import json
import sys

import duckdb
import pandas as pd
import pyarrow as pa


def plain(value):
    """A value as text by its Python type, so that a number for a code or a float for an amount shows."""
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, decimal.Decimal):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, datetime.date):
        return value.isoformat()
    return f"{type(value).__name__} {value}"


def rows_of(frame):
    """The rows of a data frame of any of the libraries as lists."""
    if isinstance(frame, pd.DataFrame):
        return [list(row) for row in zip(*(frame[name].tolist() for name in frame.columns))]
    if isinstance(frame, pa.Table):
        return [list(row.values()) for row in frame.to_pylist()]
    if hasattr(frame, "rows"):
        return frame.rows()
    return [list(row) for row in frame.collect()]


def run(snippet):
    if snippet["syntax"] == "sql":
        return duckdb.sql(snippet["text"]).fetchall()
    names = {}
    exec(snippet["text"], names)
    return rows_of(names["df"])


json.dump([[[plain(value) for value in row] for row in run(one)] for one in json.load(sys.stdin)], sys.stdout)
