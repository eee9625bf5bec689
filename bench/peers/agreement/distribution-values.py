"""Values of t, F, chi-squared and normal distributions, worked out in 60 digits by mpmath.

python bench/peers/agreement/distribution-values.py > src-shared/distributions/reference-values.json
"""
import json

from mpmath import betainc, erfc, gammainc, mp, mpf, sqrt

mp.dps = 60
HALF = mpf(1) / 2


def regularized(a, b, x):
    return betainc(a, b, 0, x, regularized=True)


def t_two_sided(t, df):
    return regularized(mpf(df) / 2, HALF, mpf(df) / (df + mpf(t) ** 2))


def f_tails(f, df1, df2):
    x = mpf(df1) * mpf(f) / (mpf(df1) * mpf(f) + df2)
    return regularized(mpf(df1) / 2, mpf(df2) / 2, x), regularized(mpf(df2) / 2, mpf(df1) / 2, 1 - x)


def chi_squared_tails(x, df):
    a = mpf(df) / 2
    return gammainc(a, 0, mpf(x) / 2, regularized=True), gammainc(a, mpf(x) / 2, regularized=True)


def rows(function, arguments):
    return [[*values, *map(float, result if isinstance(result, tuple) else (result,))]
            for values in arguments for result in [function(*values)]]


T = [0.0625, 0.5, 1.0, 1.75, 2.0, 3.5, 8.0, 40.0]
print(json.dumps({
    'studentTTwoSided': rows(t_two_sided, [(t, df) for df in [1, 2, 3.5, 9, 30, 200, 10000] for t in T]),
    'fTails': rows(f_tails, [(f, a, b) for a in [1, 2, 6, 30] for b in [1, 5, 9, 120, 3000]
                             for f in [0.125, 0.75, 1.0, 3.0, 20.0, 330.0]]),
    'chiSquaredTails': rows(chi_squared_tails, [(x, df) for df in [1, 2, 3, 10, 57, 400]
                                                for x in [0.125, 1.0, 3.75, 20.0, 110.0, 800.0]]),
    'normalTwoSided': rows(lambda z: erfc(mpf(z) / sqrt(mpf(2))), [(z,) for z in [0.001, 0.25, 1.0, 1.96, 3.5, 8.0, 30.0]]),
}, indent=1))
