"""What every peer shares: it answers calls in lines of JSON on standard output."""
import json
import os
import sys
import traceback


def serve(**functions):
    """Answers {"call": name, "args": {...}} with {"result": ...} or {"error": text}, until input ends.

    What libraries print goes to standard error, so that it cannot get between the answers.
    """
    answers = os.fdopen(os.dup(1), 'w')
    os.dup2(2, 1)
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            answer = {'result': functions[asked['call']](**asked['args'])}
        except Exception:
            answer = {'error': traceback.format_exc()[-3000:]}
        answers.write(json.dumps(answer) + '\n')
        answers.flush()
