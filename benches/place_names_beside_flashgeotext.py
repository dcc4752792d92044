"""How fast `marsad places` is beside flashgeotext, another finder of place names, on one made text.

Not run by the continuous integration: it needs Python and the package flashgeotext (0.5.5, MIT) with what that needs.
The text is the project's own dispatches, again and again in another order, each sentence followed by words that
nobody has written before, so that neither side can remember anything. Both run on one core, in turn, and both read the
same JSON Lines. What is compared is not the same work: flashgeotext looks names up, marsad also judges them.

    python3 benches/place_names_beside_flashgeotext.py make 30 made.jsonl
    python3 benches/place_names_beside_flashgeotext.py compare made.jsonl --program target/release/marsad \\
        --names target/release/examples/names_alone

`names_alone` is an example of this package that finds and judges names and prints no answers; it goes through the file
between the other two, in the same run. `compare` prints the wall seconds of each run, the medians, and the ratio with the start of the programs counted
(whole) and without it (the time of a file with one document taken off).
"""

import argparse
import json
import os
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
SYLLABLES = [a + b for a in "bdfglmnprstvz" for b in "aeiou"]


def make(megabytes, out):
    """Write at least so many megabytes of documents, always the same."""
    texts = []
    for path in sorted(ROOT.glob("theatres/*/dispatches.jsonl")):
        with open(path, encoding="utf-8") as lines:
            texts += [json.loads(line)["text"] for line in lines]
    chance = random.Random(20241127)
    written = number = 0
    with open(out, "w", encoding="utf-8") as file:
        while written < megabytes * 1_000_000:
            chance.shuffle(texts)
            for text in texts:
                words = ["".join(chance.choices(SYLLABLES, k=3)) for _ in range(12)]
                filler = f"{words[0].capitalize()} {' '.join(words[1:])} {number}."
                line = json.dumps({"id": f"made-{number}", "text": f"{text} {filler}"}, ensure_ascii=False)
                file.write(line + "\n")
                written += len(line.encode()) + 1
                number += 1


def look_up(path):
    """Find names with flashgeotext, one line of JSON a document, as `marsad places` prints one a name."""
    from flashgeotext.geotext import GeoText

    finder = GeoText()
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            found = finder.extract(input_text=document["text"])
            print(json.dumps({"id": document["id"], "found": found}, ensure_ascii=False))


def wall(command, core):
    """The wall seconds of one run on one core."""
    environment = {**os.environ, "RAYON_NUM_THREADS": "1"}
    with tempfile.TemporaryDirectory() as folder:
        begin = time.perf_counter()
        subprocess.run(
            command,
            cwd=folder,
            env=environment,
            stdout=subprocess.DEVNULL,
            check=True,
            preexec_fn=lambda: os.sched_setaffinity(0, {core}),
        )
        return time.perf_counter() - begin


def speed(names, path, core):
    """The megabytes a second in which names are found and judged, once through the file."""
    pin = lambda: os.sched_setaffinity(0, {core})
    command = [str(pathlib.Path(names).resolve()), str(path), "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, preexec_fn=pin)
    return float(done.stdout.split()[-2])


def compare(path, program, names, runs, core):
    """Run both in turn, on the whole file and on its first document."""
    path = pathlib.Path(path).resolve()
    with tempfile.TemporaryDirectory() as folder:
        first = pathlib.Path(folder) / "first.jsonl"
        with open(path, encoding="utf-8") as lines:
            first.write_text(next(lines), encoding="utf-8")
        finders = {
            "marsad": lambda file: [str(pathlib.Path(program).resolve()), "places", str(file)],
            "flashgeotext": lambda file: [sys.executable, str(pathlib.Path(__file__).resolve()), "look-up", str(file)],
        }
        times, speeds = {}, []
        for run in range(runs):
            for name, command in finders.items():
                for part, file in (("whole", path), ("start", first)):
                    seconds = wall(command(file), core)
                    times.setdefault((name, part), []).append(seconds)
                    print(f"run {run + 1}: {name}, {part}: {seconds:.2f} s", file=sys.stderr)
            if names:
                speeds.append(speed(names, path, core))
                print(f"run {run + 1}: names alone: {speeds[-1]:.1f} MB/s", file=sys.stderr)
    size = path.stat().st_size / 1e6
    medians = {key: statistics.median(values) for key, values in times.items()}
    for name in finders:
        whole, start = medians[name, "whole"], medians[name, "start"]
        print(f"{name}: whole {whole:.2f} s, start {start:.2f} s, {size / (whole - start):.2f} MB/s without its start")
    with_start = medians["marsad", "whole"] / medians["flashgeotext", "whole"]
    without = [medians[name, "whole"] - medians[name, "start"] for name in finders]
    print(f"marsad / flashgeotext: {with_start:.3f} with start, {without[0] / without[1]:.3f} without, {size:.1f} MB, {runs} runs")
    if speeds:
        alone = statistics.median(speeds)
        print(f"names alone: {alone:.1f} MB/s, {alone * without[1] / size:.1f} times as fast as flashgeotext")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    orders = parser.add_subparsers(dest="order", required=True)
    order = orders.add_parser("make")
    order.add_argument("megabytes", type=float)
    order.add_argument("out")
    order = orders.add_parser("look-up")
    order.add_argument("path")
    order = orders.add_parser("compare")
    order.add_argument("path")
    order.add_argument("--program", required=True)
    order.add_argument("--names", help="the example that finds and judges names alone")
    order.add_argument("--runs", type=int, default=3)
    order.add_argument("--core", type=int, default=0)
    given = parser.parse_args()
    if given.order == "make":
        make(given.megabytes, given.out)
    elif given.order == "look-up":
        look_up(given.path)
    else:
        compare(given.path, given.program, given.names, given.runs, given.core)


if __name__ == "__main__":
    main()
