"""A clear word where an engine is missing."""

from __future__ import annotations


def missing(extra: str, error: ModuleNotFoundError) -> ModuleNotFoundError:
    """Return the error to raise where an engine's module is not installed.

    Example:
        >>> print(missing("spark", ModuleNotFoundError("No module named 'pyspark'", name="pyspark")))
        newsclean.integrations.spark needs pyspark, which is not installed: pip install 'newsclean[spark]'
    """
    return ModuleNotFoundError(
        f"newsclean.integrations.{extra} needs {error.name}, which is not installed: pip install 'newsclean[{extra}]'",
        name=error.name,
    )
