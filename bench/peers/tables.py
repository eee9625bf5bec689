"""Reads a CSV file into columns, types guessed. Not called csv.py: pandas would import it as Python's own."""
import time

from benchpeer import serve


def by_pandas(path):
    import pandas

    return timed(lambda: pandas.read_csv(path, engine='c'), lambda table: table.iloc[:, -1].to_numpy())


def by_polars(path):
    import polars

    return timed(lambda: polars.read_csv(path), lambda table: table[table.columns[-1]].to_numpy())


def by_pyarrow(path):
    from pyarrow import csv

    return timed(lambda: csv.read_csv(path), lambda table: table.column(table.num_columns - 1).to_numpy())


def by_duckdb(path):
    import duckdb

    query = 'select * from read_csv(?)'
    return timed(lambda: duckdb.execute(query, [path]).fetchnumpy(), lambda table: list(table.values())[-1])


READERS = {'pandas': by_pandas, 'polars': by_polars, 'pyarrow': by_pyarrow, 'duckdb': by_duckdb}


def timed(read, last):
    began = time.perf_counter()
    table = read()
    ms = (time.perf_counter() - began) * 1000
    values = last(table)
    return {'ms': ms, 'rows': len(values), 'sum': float(values.sum())}


def read(reader, path):
    return READERS[reader](path)


serve(read=read)
