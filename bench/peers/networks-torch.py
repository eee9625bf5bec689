"""784-hidden-10 in PyTorch, a step at a time, with its default threads."""
import time

import numpy as np
import torch

from benchpeer import serve

known = {}


def layers(hidden, rate, x, y, batches, layers):
    if hidden not in known:
        rows, targets = torch.from_numpy(np.load(x)), torch.from_numpy(np.load(y)).long()
        cut = [(rows[chosen], targets[chosen]) for chosen in torch.from_numpy(np.load(batches)).long()]
        known[hidden] = rows, targets, cut, [[np.load(file) for file in layer] for layer in layers]
        run(known[hidden], 5, rate)
    rows, targets, cut, _ = known[hidden]
    steps = len(cut) - 1
    train, model, ms = run(known[hidden], steps, rate)
    train(*cut[steps])
    with torch.no_grad():
        return {'ms': ms / steps, 'loss': float(torch.nn.functional.cross_entropy(model(rows), targets))}


def run(given, steps, rate):
    _, _, cut, start = given
    linear = [torch.nn.Linear(*kernel.shape) for kernel, _ in start]
    with torch.no_grad():
        for layer, (kernel, bias) in zip(linear, start):
            layer.weight.copy_(torch.from_numpy(kernel.T.copy()))
            layer.bias.copy_(torch.from_numpy(bias))
    model = torch.nn.Sequential(linear[0], torch.nn.ReLU(), linear[1])
    adam = torch.optim.Adam(model.parameters(), lr=rate, eps=1e-7)

    def train(x, y):
        adam.zero_grad(set_to_none=True)
        torch.nn.functional.cross_entropy(model(x), y).backward()
        adam.step()

    began = time.perf_counter()
    for i in range(steps):
        train(*cut[i])
    return train, model, (time.perf_counter() - began) * 1000


serve(layers=layers)
