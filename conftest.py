"""Leaves out modules that need an engine which is not installed; pytest looks into all for examples."""

from importlib.util import find_spec

ENGINES = {"datatrove": "datatrove", "ray": "ray", "scrapy": "scrapy", "spark": "pyspark"}

collect_ignore = [f"newsclean/integrations/{name}.py" for name, module in ENGINES.items() if find_spec(module) is None]
collect_ignore.append("tests/engines/selwyn_spider.py")  # has no examples, and is run by Scrapy
