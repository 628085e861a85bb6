"""Read a marking scheme from the rows of its workbook (DOMAIN 2.1): cells in, scheme and problems out. Pure.

``sheet`` holds the cells as text, ``layout`` knows where each format keeps what, ``rows`` turns rows into a
``draft`` that remembers its cells, ``stated_totals`` compares the file's own sums, ``reading`` does it all.
"""
