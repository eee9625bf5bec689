import { deflateSync } from 'node:zlib';
import type { Experiment } from '../../../src-shared/experiment/schema';
import type { DatasetFacts } from '../../../src-shared/run/record/dataset-facts';
import type { PortableModel } from '../portable/portable-model';
import prove from './prove.py?raw';
import report from './report.py?raw';
import trainKeras from './train_keras.py?raw';
import trainSklearn from './train_sklearn.py?raw';

/** How a script reads the rows that a run used. */
export interface ScriptData {
  readonly name: string;
  readonly path: string;
  readonly sha256: string;
  /** The data itself, for data that is no file; null: it is read. */
  readonly inline: Uint8Array | null;
  readonly dialect: {
    readonly encoding: string;
    /** One character, or `whitespace`. */
    readonly delimiter: string;
    readonly quote: string;
    readonly decimal: string;
    readonly thousands: string;
  };
  /** Names of the file's columns, in their order. */
  readonly names: readonly string[];
  /** Lines that the rows begin in, 1-based. */
  readonly trainLines: Int32Array;
  readonly validationLines: Int32Array;
  /** Cells that mean "no value": by column, and of all others by "". */
  readonly missing: Readonly<Record<string, readonly string[]>>;
}

/** What a script proves, and trains anew with. */
export interface ScriptRun {
  readonly experiment: Experiment;
  readonly facts: DatasetFacts;
  readonly metrics: Readonly<Record<string, number>>;
  /** Of a network: the part of the loss that is of its weights, in the loss's units; else 0. */
  readonly penalty: number;
  readonly data: ScriptData;
}

/**
 * A model as one Python file that reads the run's data again with pandas, prepares it anew, asserts the metrics
 * that the run stored, and then trains such a model with Keras (networks) or scikit-learn (all others).
 */
export function writePython(model: PortableModel, run: ScriptRun): Uint8Array {
  const isNetwork = model.kind === 'network';
  const text = [
    head(model, isNetwork ? 'keras' : 'scikit-learn'),
    `RUN_JSON = r'''${toLiteral(describe(model, run))}'''\n`,
    prove,
    isNetwork ? trainKeras : trainSklearn,
    report,
  ].join('\n');
  return Buffer.from(text.replace(/\n{4,}/g, '\n\n\n'), 'utf8');
}

function head({ run, kind }: PortableModel, trainer: string): string {
  return `# Of Benchtop's run ${run.id}, step ${run.step}: ${kind}.
# Needs numpy and pandas to prove the stored numbers, and ${trainer} to train anew.
#   python SCRIPT.py [--data FILE] [--no-train] [--epochs N]
import argparse
import base64
import csv
import datetime
import hashlib
import io
import json
import math
import pathlib
import sys
import zlib

import numpy as np
import pandas as pd
`;
}

/** No quote, no line end and nothing but ASCII: it cannot leave the literal. */
function toLiteral(value: unknown): string {
  return JSON.stringify(value)
    .replace(/'/g, '\\u0027')
    .replace(/[\u007f-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function describe(model: PortableModel, { experiment, facts, metrics, penalty, data }: ScriptRun): object {
  const { dataset, training, seed } = experiment;
  const { scaler, targetScaler, weight } = facts;
  const settings = dataset.kind === 'file' ? dataset.columnSettings : [];
  const columns = model.columns.map((column) => {
    const own = settings.find(({ name }) => name === column.name);
    const policy = own?.missing ?? dataset.missing;
    return { ...column, policy, constant: own?.missingValue ?? dataset.missingValue };
  });
  const isOneHot = model.columns.flatMap(({ encoding, inputs }) => inputs.map(() => encoding === 'oneHot'));
  const { inline, trainLines, validationLines, dialect, names, ...file } = data;
  return {
    model: { ...model, columns },
    settings: experiment.model,
    seed,
    steps: model.run.step,
    batchSize: training.batchSize,
    targetScaler: targetScaler === undefined ? null : [targetScaler.offset, targetScaler.scale],
    loss:
      experiment.model.kind === 'network'
        ? {
            name: experiment.model.loss,
            delta: experiment.model.huberDelta * (targetScaler?.scale ?? 1),
            penalty,
          }
        : null,
    metrics: Object.fromEntries(Object.entries(metrics).filter(([, value]) => Number.isFinite(value))),
    data: {
      ...file,
      ...dialect,
      inline: inline === null ? null : deflateSync(inline).toString('base64'),
      columns: Object.fromEntries(names.map((name, place) => [name, place])),
      trainLines: pack(trainLines),
      validationLines: pack(validationLines),
      scalings: isOneHot.map((is, j) => scaler.kinds?.[j] ?? (is ? 'none' : scaler.kind)),
      weight,
    },
  };
}

function pack(values: Int32Array): string {
  return deflateSync(Buffer.from(values.buffer, values.byteOffset, values.byteLength)).toString('base64');
}
