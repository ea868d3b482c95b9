"""Spark's local mode: the same rows as in Python, by both doors."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pytest
from documents import OPTIONS, assert_same_rows, documents

pytest.importorskip("pyspark", reason="needs newsclean[spark]")

from pyspark.sql import SparkSession
from pyspark.sql.functions import struct

from newsclean.batch.table import Options, clean_table
from newsclean.integrations.spark import clean_frame, clean_udf, spark_schema


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "300")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def frame_of(spark: SparkSession, table: pa.Table) -> Any:
    kinds = {"string": "string", "binary": "binary"}
    schema = ", ".join(f"{field.name} {kinds[str(field.type)]}" for field in table.schema)
    return spark.createDataFrame([tuple(row.values()) for row in table.to_pylist()], schema)


def test_clean_frame_gives_the_same_rows(spark: SparkSession) -> None:
    cleaned = clean_frame(frame_of(spark, documents()).repartition(3), OPTIONS)
    assert cleaned.schema == spark_schema()
    assert_same_rows(cleaned.toArrow())


def test_clean_udf_gives_the_same_rows_beside_other_columns(spark: SparkSession) -> None:
    frame = frame_of(spark, documents()).withColumn("article", clean_udf(OPTIONS)(struct("*")))
    assert frame.columns == [*documents().schema.names, "article"]
    assert_same_rows(frame.select("article.*").toArrow())


def test_clean_udf_works_in_sql_and_runs_once_per_row(spark: SparkSession) -> None:
    frame_of(spark, documents().slice(0, 40)).createOrReplaceTempView("pages")
    spark.udf.register("clean_page", clean_udf())
    articles = "SELECT clean_page(struct(id, text)) AS a FROM pages"
    found = spark.sql(f"SELECT a.text, a.title FROM ({articles}) WHERE a.error IS NULL AND a.text != ''")
    expected = clean_table(documents().slice(0, 40).select(["id", "text"])).select(["text", "title"]).to_pylist()
    assert found.toArrow().to_pylist() == [row for row in expected if row["text"]]
    plan = found._jdf.queryExecution().optimizedPlan().toString()
    assert plan.count("BatchEvalPython") == 1, plan


def test_bytes_are_decoded(spark: SparkSession) -> None:
    page = "<p>Die Fähre fährt nicht, sagt Jörg Öhler am Abend, und sie fährt auch morgen nicht.</p>".encode("latin-1")
    pages = pa.table({"html": [page], "charset": ["iso-8859-1"]})
    options = Options(field="html", encoding_field="charset")
    frame = frame_of(spark, pages)
    expected = clean_table(pages, options).to_pylist()
    assert "Jörg Öhler" in expected[0]["text"]
    assert clean_frame(frame, options).toArrow().to_pylist() == expected
    assert frame.select(clean_udf(options)(struct("*")).alias("a")).select("a.*").toArrow().to_pylist() == expected


def test_a_missing_column_is_told_before_the_job(spark: SparkSession) -> None:
    with pytest.raises(ValueError, match=r"no column is called 'html'; there are id, url, headline, fetched, text"):
        clean_frame(frame_of(spark, documents()), Options(field="html"))
