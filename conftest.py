"""Leaves out the examples of integrations whose engine is not installed; pytest would take them for errors."""

from importlib.util import find_spec

ENGINES = {"datatrove": "datatrove", "ray": "ray", "scrapy": "scrapy", "spark": "pyspark"}

collect_ignore = [f"newsclean/integrations/{name}.py" for name, module in ENGINES.items() if find_spec(module) is None]
