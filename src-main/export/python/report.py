

def report(outputs, target, weights, trained, trainer):
    """What was trained anew, beside what the run stored."""
    print(f"Trained anew with {trainer}:")
    for prefix, rows in [("", slice(None, trained)), ("val", slice(trained, None))]:
        if len(outputs[rows]) == 0:
            continue
        for name, value in measure(outputs[rows], None if target is None else target[rows], weights[rows]).items():
            key = name if prefix == "" else prefix + name[0].upper() + name[1:]
            stored = f" (the run: {float(METRICS[key]):.6g})" if key in METRICS else ""
            print(f"{key}: {value:.6g}{stored}")


main()
