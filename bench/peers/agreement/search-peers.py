"""Optuna's TPE on the functions of bench/lib/search-functions.mjs, and its PED-ANOVA."""
import math
import time
from multiprocessing import Pool

import optuna

from benchpeer import serve

optuna.logging.set_verbosity(optuna.logging.ERROR)

WEIGHTS = [1, 1.2, 3, 3.2]
STEEP = [[10, 3, 17, 3.5, 1.7, 8], [0.05, 10, 17, 0.1, 8, 14], [3, 3.5, 1.7, 10, 17, 8], [17, 8, 0.05, 10, 0.1, 14]]
AT = [[0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886], [0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991],
      [0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.665], [0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381]]


def axes(p, n):
    return [p[f'x{i}'] for i in range(n)]


def branin(p):
    a, b = axes(p, 2)
    return (b - 5.1 / (4 * math.pi**2) * a**2 + 5 / math.pi * a - 6) ** 2 + 10 * (1 - 1 / (8 * math.pi)) * math.cos(a) + 10


def hartmann(p):
    x = axes(p, 6)
    return -sum(w * math.exp(-sum(s * (v - c) ** 2 for v, s, c in zip(x, steep, at))) for w, steep, at in zip(WEIGHTS, STEEP, AT))


def rosenbrock(p):
    x = axes(p, 4)
    return sum(100 * (b - a * a) ** 2 + (1 - a) ** 2 for a, b in zip(x, x[1:]))


def ackley(p):
    x = [v - 1.5 * i + 2 for i, v in enumerate(axes(p, 5))]
    return (-20 * math.exp(-0.2 * math.sqrt(sum(v * v for v in x) / 5))
            - math.exp(sum(math.cos(2 * math.pi * v) for v in x) / 5) + 20 + math.e)


def levy(p):
    w = [1 + (v - 1) / 4 for v in axes(p, 5)]
    return (math.sin(math.pi * w[0]) ** 2
            + sum((v - 1) ** 2 * (1 + 10 * math.sin(math.pi * v + 1) ** 2) for v in w[:4])
            + (w[4] - 1) ** 2 * (1 + math.sin(2 * math.pi * w[4]) ** 2))


def styblinski(p):
    return sum(v**4 - 16 * v**2 + 5 * v for v in axes(p, 4)) / 2


def rastrigin(p):
    x = [v - i + 0.4 for i, v in enumerate(axes(p, 3))]
    return sum(v * v - 10 * math.cos(2 * math.pi * v) + 10 for v in x)


def rates(p):
    shift = {'relu': 0, 'tanh': 0.4, 'sigmoid': 1}[p['word']]
    size = math.log2(p['units']) - 5
    return ((math.log10(p['rate']) + 2.5 + 0.5 * shift) ** 2
            + 0.2 * (math.log10(p['l2']) + 4 + 0.3 * size) ** 2 + 0.1 * size**2 + 0.3 * shift)


def layers(p):
    miss = sum(abs(math.log2(p[f'units{i}']) - (6, 5, 4)[i]) for i in range(p['layers']))
    return 0.2 * miss + (1.5, 0, 0.4)[p['layers'] - 1] + (math.log10(p['rate']) + 2 + 0.2 * p['layers']) ** 2


def whole(p):
    x = axes(p, 4)
    miss = sum(abs(v - (3 * i + 2)) for i, v in enumerate(x))
    return miss + 2 * abs(math.log2(p['batch']) - 6) + 'cadbe'.index(p['word']) + 0.1 * x[0] * x[1]


FUNCTIONS = {
    'branin': branin, 'Hartmann, 6 axes': hartmann, 'Rosenbrock, 4 axes': rosenbrock, 'Ackley, 5 axes': ackley,
    'Levy, 5 axes': levy, 'Styblinski-Tang, 4 axes': styblinski, 'Rastrigin, 3 axes': rastrigin,
    'rates, units, a word': rates, 'layers, then their units': layers, 'whole numbers, a list, a word': whole,
}


def values(name, points):
    return {'values': [FUNCTIONS[name](point) for point in points]}


def ask(trial, parameters, integers):
    """A point by Optuna's define-by-run, from the parameters of a sweep."""
    point = {}
    for p in parameters:
        when = p.get('when')
        if when is not None and not point[when['path']] >= when['atLeast']:
            continue
        path = p['path']
        if p['kind'] == 'values':
            point[path] = trial.suggest_categorical(path, p['values'])
        elif path in integers:
            point[path] = trial.suggest_int(path, p['from'], p['to'], log=p['scale'] == 'log')
        else:
            point[path] = trial.suggest_float(path, p['from'], p['to'], log=p['scale'] == 'log')
    return point


def study(args):
    name, parameters, integers, seed, trials = args
    has_conditions = any('when' in p for p in parameters)
    sampler = optuna.samplers.TPESampler(seed=seed, **({'multivariate': True, 'group': True} if has_conditions else {}))
    made = optuna.create_study(sampler=sampler)
    made.optimize(lambda trial: FUNCTIONS[name](ask(trial, parameters, integers)), n_trials=trials)
    return made.best_value


def best(name, parameters, integers, seeds, trials, processes):
    """The best value of each seed after so many trials of TPE as it comes (of conditions: with groups)."""
    with Pool(processes) as pool:
        found = pool.map(study, [(name, parameters, integers, seed, trials) for seed in seeds])
    return {'best': found, 'version': optuna.__version__}


def importances(trials, parameters, integers, values, quantile, goal):
    """PED-ANOVA of given trials: by parameter its divergence, not divided by their sum. Lists of numbers are whole
    numbers there too, in their order."""
    made = optuna.create_study(direction={'min': 'minimize', 'max': 'maximize'}[goal])
    distributions, orders = {}, {}
    for p in parameters:
        path = p['path']
        if p['kind'] == 'values':
            if all(isinstance(v, (int, float)) for v in p['values']):
                orders[path] = sorted(p['values'])
                distributions[path] = optuna.distributions.IntDistribution(0, len(p['values']) - 1)
            else:
                distributions[path] = optuna.distributions.CategoricalDistribution(p['values'])
        else:
            kind = optuna.distributions.IntDistribution if path in integers else optuna.distributions.FloatDistribution
            distributions[path] = kind(p['from'], p['to'], log=p['scale'] == 'log')
    for trial, value in zip(trials, values):
        params = {path: orders[path].index(v) if path in orders else v for path, v in trial.items()}
        made.add_trial(optuna.trial.create_trial(
            params=params, distributions={path: distributions[path] for path in params}, value=value))
    evaluator = optuna.importance.PedAnovaImportanceEvaluator(target_quantile=quantile)
    found = evaluator.evaluate(made)
    shares = optuna.importance.get_param_importances(made, evaluator=evaluator)
    return {'divergences': found, 'shares': shares}


def front(values, goals):
    """Numbers of the best trials of two metrics."""
    made = optuna.create_study(directions=[{'min': 'minimize', 'max': 'maximize'}[goal] for goal in goals])
    for pair in values:
        made.add_trial(optuna.trial.create_trial(params={}, distributions={}, values=pair))
    return {'best': sorted(trial.number for trial in made.best_trials)}


if __name__ == '__main__':
    serve(values=values, best=best, importances=importances, front=front)
