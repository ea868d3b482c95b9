"""newsclean inside the engines that people run: Spark, datatrove, Ray and Scrapy.

Each module stands for one engine, needs the extra of the same name (`newsclean[spark]`) and is thin: what a
row is and how it comes about is the business of `newsclean.batch`, so that rows are the same everywhere.
"""
