"""scikit-learn's figures and curves of the given predictions."""
import json

import numpy as np
import sklearn
from sklearn import metrics as m

from benchpeer import serve


def figures(path):
    out = []
    for case in json.load(open(path)):
        y, p = np.array(case['truth']), np.array(case['predicted'])
        w = None if case['weights'] is None else np.array(case['weights'])
        if case['kind'] == 'numbers':
            out.append({
                'r2': m.r2_score(y, p, sample_weight=w),
                'explainedVariance': m.explained_variance_score(y, p, sample_weight=w),
                'meanAbsoluteError': m.mean_absolute_error(y, p, sample_weight=w),
                'rootMeanSquaredError': m.root_mean_squared_error(y, p, sample_weight=w),
                'medianAbsoluteError': m.median_absolute_error(y, p, sample_weight=w),
            })
            continue
        k, s = case['classes'], np.array(case['scores'])
        labels = list(range(k))
        each = lambda average: m.precision_recall_fscore_support(
            y, p, labels=labels, average=average, sample_weight=w, zero_division=0)
        precision, recall, f1, support = each(None)
        def one(c):
            t = (y == c).astype(int)
            pr, re, _ = m.precision_recall_curve(t, s[:, c], sample_weight=w)
            return (m.roc_auc_score(t, s[:, c], sample_weight=w),
                    m.average_precision_score(t, s[:, c], sample_weight=w), m.auc(re, pr))
        ones = [one(c) for c in labels]
        two = case['kind'] == 'two'
        figures = {
            'confusion': m.confusion_matrix(y, p, labels=labels, sample_weight=w).astype(float).ravel().tolist(),
            'accuracy': m.accuracy_score(y, p, sample_weight=w),
            'balancedAccuracy': m.balanced_accuracy_score(y, p, sample_weight=w),
            'matthewsCorrelation': m.matthews_corrcoef(y, p, sample_weight=w),
            'precision': precision.tolist(), 'recall': recall.tolist(), 'f1': f1.tolist(),
            'support': support.astype(float).tolist(),
            'averages': [float(v) for a in ('macro', 'micro', 'weighted') for v in each(a)[:3]],
            'logLoss': m.log_loss(y, s, labels=labels, sample_weight=w),
            'rocAucPerClass': [v[0] for v in ones],
            'averagePrecisionPerClass': [v[1] for v in ones],
            'precisionRecallAucPerClass': [v[2] for v in ones],
            'averagePrecisionMacro': m.average_precision_score(y, s[:, 1] if two else s, sample_weight=w)
                if two or k > 2 else float(np.mean([v[1] for v in ones])),
            'rocAucMacro': m.roc_auc_score(y, s[:, 1], sample_weight=w) if two
                else m.roc_auc_score(y, s, sample_weight=w, multi_class='ovr') if k > 2
                else float(np.mean([v[0] for v in ones])),
        }
        if two:
            fpr, tpr, thresholds = m.roc_curve(y, s[:, 1], sample_weight=w, drop_intermediate=False)
            figures['rocCurve'] = [*fpr.tolist(), *tpr.tolist(), *thresholds[1:].tolist()]
            pr, re, thresholds = m.precision_recall_curve(y, s[:, 1], sample_weight=w)
            figures['precisionRecallCurve'] = [*pr.tolist(), *re.tolist(), *thresholds.tolist()]
        out.append(figures)
    return {'version': sklearn.__version__, 'figures': out}


serve(figures=figures)
