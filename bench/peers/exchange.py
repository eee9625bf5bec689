"""Event files by TensorBoard's own reader, writer and server."""
import json
import time
import urllib.request

from benchpeer import serve


def read(folder):
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    began = time.perf_counter()
    events = EventAccumulator(folder, size_guidance={'tensors': 0, 'scalars': 0})
    events.Reload()
    points = sum(len(events.Tensors(tag)) for tag in events.Tags()['tensors'])
    return {'ms': (time.perf_counter() - began) * 1000, 'points': points}


def write(folder, points):
    from tensorboard.compat.proto.event_pb2 import Event
    from tensorboard.compat.proto.summary_pb2 import Summary
    from tensorboard.plugins.scalar import metadata
    from tensorboard.summary.writer.event_file_writer import EventFileWriter
    from tensorboard.util.tensor_util import make_tensor_proto

    began = time.perf_counter()
    writer = EventFileWriter(folder)
    about = metadata.create_summary_metadata('', '')
    for step in range(points // 4):
        for tag in ('loss', 'accuracy', 'valLoss', 'valAccuracy'):
            value = Summary.Value(tag=tag, tensor=make_tensor_proto(1.0 / (step + 1)), metadata=about)
            writer.add_event(Event(wall_time=step, step=step, summary=Summary(value=[value])))
    writer.close()
    return {'ms': (time.perf_counter() - began) * 1000, 'points': points}


def points_below(folder):
    """Points of all runs below a folder."""
    from tensorboard.backend.event_processing.plugin_event_multiplexer import EventMultiplexer

    runs = EventMultiplexer(tensor_size_guidance={'scalars': 0}).AddRunsFromDirectory(folder)
    runs.Reload()
    return {
        'ms': 0,
        'points': sum(
            len(runs.Tensors(run, tag))
            for run, tags in runs.PluginRunToTagToContent('scalars').items()
            for tag in tags
        ),
    }


def routes(folder):
    """What the server of a folder answers over HTTP: its runs, the points of a tag, and the settings."""
    from tensorboard import program

    server = program.TensorBoard()
    server.configure(argv=['', '--logdir', folder, '--port', '0', '--load_fast', 'false'])
    url = server.launch()

    def get(path, body=None):
        data = None if body is None else json.dumps(body).encode()
        asked = urllib.request.Request(url + path, data, {'Content-Type': 'application/json'})
        with urllib.request.urlopen(asked, timeout=120) as answer:
            return json.load(answer)

    def experiment():
        return get('data/plugin/hparams/experiment', {'hparamsLimit': 100}).get('hparamInfos', [])

    # It answers from the start on, while it still reads.
    ends = time.monotonic() + 180
    while time.monotonic() < ends and (len(get('data/plugin/scalars/tags')) < 2 or not experiment()):
        time.sleep(0.5)
    tags = get('data/plugin/scalars/tags')
    run, of_run = next(iter(tags.items()))
    tag = next(iter(of_run))
    scalars = get(f'data/plugin/scalars/scalars?run={run}&tag={tag}')
    return {'ms': 0, 'runs': len(tags), 'scalars': len(scalars), 'hparams': len(experiment())}


serve(read=read, write=write, points_below=points_below, routes=routes)
