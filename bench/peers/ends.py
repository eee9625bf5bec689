"""Whole scripts as a person writes them: a CSV is read, a model trained, and left with its answers.

python ends.py WORK '{"csv": …, "features": […], "folder": …, …}' does one work and prints what it found
as JSON. When a stage begins is noted, and written at the end to the file BENCH_STAGES, as ours are.
"""
import json
import os
import resource
import sys
import time

STAGES = []


def stage(name):
    STAGES.append([name, time.time() * 1000])


def end(**found):
    """Notes the last stage, the memory and the result; what is left is the interpreter's own end."""
    stage('end')
    with open(os.environ['BENCH_STAGES'], 'w') as file:
        file.write(json.dumps({'stages': STAGES, 'peakMB': peak() / 1e6, 'cpuMs': time.process_time() * 1e3}) + '\n')
    print(json.dumps(found))


def peak():
    """Greatest resident memory in bytes; Linux knows it of this program alone."""
    if os.path.exists('/proc/self/status'):
        with open('/proc/self/status') as status:
            return 1024 * next(int(line.split()[1]) for line in status if line.startswith('VmHWM'))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == 'darwin' else 1024)


def scaled(pd, csv, features, target=None):
    """The table, its scaler, its features as they are trained on, and its target."""
    from sklearn.preprocessing import StandardScaler
    stage('read')
    table = pd.read_csv(csv)
    stage('features')
    scaler = StandardScaler()
    x = scaler.fit_transform(table[features].to_numpy())
    return table, scaler, x, None if target is None else table[target].to_numpy()


def kmeans(csv, features, folder, clusters, columns):
    import joblib
    import pandas as pd
    from sklearn.cluster import KMeans
    import sklearn.preprocessing  # noqa: F401 part of the start, as every import
    table, scaler, x, _ = scaled(pd, csv, features)
    stage('train')
    model = KMeans(clusters, n_init=1, random_state=1).fit(x)
    stage('checkpoint')
    joblib.dump((scaler, model), f'{folder}/kmeans.joblib')
    stage('predictions')
    labels = pd.Series(model.labels_, name='cluster')
    written = pd.concat([table[features], labels], axis=1) if columns == 'all' else labels
    written.to_csv(f'{folder}/kmeans.csv', index=False)
    end(inertia=float(model.inertia_))


def svm(csv, features, folder, C):
    import joblib
    import pandas as pd
    import sklearn.preprocessing  # noqa: F401
    from sklearn.svm import LinearSVC
    table, scaler, x, y = scaled(pd, csv, features, 'label')
    stage('train')
    model = LinearSVC(C=C, loss='hinge', random_state=1).fit(x, y)
    stage('checkpoint')
    joblib.dump((scaler, model), f'{folder}/svm.joblib')
    stage('predictions')
    logit = model.decision_function(x)
    label = (logit > 0).astype(int)
    pd.DataFrame({'class': label, 'logit': logit}).to_csv(f'{folder}/svm.csv', index=False)
    end(accuracy=float((label == y).mean()))


def network(csv, features, folder, hidden, batch, epochs):
    import keras
    import joblib
    import pandas as pd
    import sklearn.preprocessing  # noqa: F401
    table, scaler, x, y = scaled(pd, csv, features, 'label')
    stage('train')
    model = keras.Sequential([
        keras.Input((len(features),)),
        keras.layers.Dense(hidden, 'relu'),
        keras.layers.Dense(2, 'softmax'),
    ])
    model.compile(keras.optimizers.Adam(0.001), 'sparse_categorical_crossentropy', metrics=['accuracy'])
    model.fit(x, y, batch_size=batch, epochs=epochs, verbose=0)
    stage('checkpoint')
    model.save(f'{folder}/network.keras')
    joblib.dump(scaler, f'{folder}/network.joblib')
    stage('predictions')
    p = model.predict(x, batch_size=8192, verbose=0)
    label = p.argmax(1)
    pd.DataFrame({'class': label, 'p(0)': p[:, 0], 'p(1)': p[:, 1]}).to_csv(f'{folder}/network.csv', index=False)
    end(accuracy=float((label == y).mean()))


def regression(csv, features, folder):
    import joblib
    import pandas as pd
    import sklearn.preprocessing  # noqa: F401
    from sklearn.linear_model import LinearRegression
    table, scaler, x, y = scaled(pd, csv, features, 'y')
    stage('train')
    model = LinearRegression().fit(x, y)
    stage('checkpoint')
    joblib.dump((scaler, model), f'{folder}/regression.joblib')
    stage('predictions')
    output = model.predict(x)
    pd.DataFrame({'output': output}).to_csv(f'{folder}/regression.csv', index=False)
    end(r2=float(1 - ((y - output) ** 2).sum() / ((y - y.mean()) ** 2).sum()))


def evaluate(csv, features, folder):
    import joblib
    import pandas as pd
    import sklearn.svm  # noqa: F401
    from sklearn import metrics
    stage('read')
    table = pd.read_csv(csv)
    scaler, model = joblib.load(f'{folder}/svm.joblib')
    stage('features')
    x = scaler.transform(table[features].to_numpy())
    y = table['label'].to_numpy()
    stage('evaluate')
    logit = model.decision_function(x)
    label = (logit > 0).astype(int)
    found = {
        'report': metrics.classification_report(y, label, output_dict=True),
        'confusion': metrics.confusion_matrix(y, label).tolist(),
        'roc': [values.tolist() for values in metrics.roc_curve(y, logit)],
        'precisionRecall': [values.tolist() for values in metrics.precision_recall_curve(y, logit)],
        'rocArea': metrics.roc_auc_score(y, logit),
        'averagePrecision': metrics.average_precision_score(y, logit),
    }
    with open(f'{folder}/evaluation.json', 'w') as file:
        json.dump(found, file)
    end(accuracy=found['report']['accuracy'])


def predict(csv, features, folder):
    import joblib
    import pandas as pd
    import sklearn.svm  # noqa: F401
    stage('read')
    table = pd.read_csv(csv)
    scaler, model = joblib.load(f'{folder}/svm.joblib')
    stage('features')
    x = scaler.transform(table[features].to_numpy())
    stage('predictions')
    logit = model.decision_function(x)
    table.assign(**{'class': (logit > 0).astype(int), 'logit': logit}).to_csv(f'{folder}/answers.csv', index=False)
    end(rows=len(table))


def compare(runs, metric):
    import pandas as pd
    stage('read')
    records = []
    for run in runs:
        with open(f'{run}/run.json') as file:
            records.append(json.load(file))
    curves = [pd.read_csv(f'{run}/metrics.csv') for run in runs]
    stage('evaluate')
    settings = pd.json_normalize([record['experiment'] for record in records]).astype(str)
    differ = settings.loc[:, settings.nunique() > 1]
    last = pd.Series([curve[metric].iloc[-1] for curve in curves], name=metric)
    table = pd.concat([differ, last], axis=1).sort_values(metric)
    print(table.to_string(), file=sys.stderr)
    end(runs=len(table), best=float(last.min()))


if __name__ == '__main__':
    globals()[sys.argv[1]](**json.loads(sys.argv[2]))
