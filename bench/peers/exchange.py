"""Event files by TensorBoard's own reader and writer."""
import time

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


serve(read=read, write=write)
