"""Cleaning by the million: one schema, one function over tables, and the run behind `newsclean batch`.

Needs the extra `newsclean[batch]`. `schema` says what a row is, `table` cleans an Arrow table; Spark, Ray
and the others call just these two. The rest is the run: `sources` reads, `pool` cleans in processes that
may die, `journal` and `write` see to it that nothing is lost or written twice, `summary` counts.
"""
