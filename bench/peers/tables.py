"""Reads a CSV file into columns, types guessed. Not called csv.py: pandas would import it as Python's own."""
import time

from benchpeer import serve


def read(reader, path):
    if reader == 'pandas':
        import pandas

        began = time.perf_counter()
        table = pandas.read_csv(path, engine='c')
        ms = (time.perf_counter() - began) * 1000
    else:
        import polars

        began = time.perf_counter()
        table = polars.read_csv(path)
        ms = (time.perf_counter() - began) * 1000
    last = table.columns[-1]
    return {'ms': ms, 'rows': len(table), 'columns': len(table.columns), 'sum': float(table[last].sum())}


serve(read=read)
