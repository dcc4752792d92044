"""How `marsad link` is beside splink, a package that links records, on one made table.

Not run by the continuous integration: it needs Python and the package splink (5.0.0, MIT) with what that needs, and a
table of the generator of synthetic_incidents with its column `inc` of true incidents, which neither side gets to see.

    python3 benches/link_beside_splink.py compare TABLE.csv --program target/release/marsad

Both run on one core, in turn, as whole processes. splink gets comparisons of distance, days, kind, both sides (also
swapped) and the number of dead, with adjustments for frequent values, blocks by cells of half a degree and days in both
of two grids, and parameters by expectation maximisation. Its clusters are connected components of the pairs above a
threshold; every threshold of a list is scored, and the best of them by the truth is taken, which favours it. marsad
runs as it ships.

`compare` prints the wall seconds and the most memory of each run, B-cubed F1, pair F1 and the number of incidents.
"""

import argparse
import collections
import csv
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

THRESHOLDS = [0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 0.9995, 0.9999]
TRUTH = "inc"


def without_truth(path, out):
    """Write the table without its truth; give the true incident of each id."""
    truth = {}
    with open(path, encoding="utf-8") as table, open(out, "w", encoding="utf-8") as kept:
        rows = csv.DictReader(table)
        names = [name for name in rows.fieldnames if name != TRUTH]
        writer = csv.DictWriter(kept, names, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        for row in rows:
            truth[row["id"]] = row[TRUTH]
            writer.writerow(row)
    return truth


def splink(path, out):
    """Link a table with splink and write `threshold,id,cluster`."""
    import duckdb
    import splink.comparison_level_library as levels
    import splink.comparison_library as comparisons
    from splink import Linker, SettingsCreator, block_on
    from splink.backends.duckdb import DuckDBAPI

    connection = duckdb.connect()
    connection.execute("set threads = 1")
    connection.execute(
        f"""create table claims as select id as unique_id, day, lat, lon, kind, nullif(a, -1) as a, nullif(b, -1) as b,
        nullif(killed, -1) as killed, floor(lat * 2) as north, floor(lon * 2) as east,
        floor(lat * 2 + 0.5) as north2, floor(lon * 2 + 0.5) as east2,
        floor(day / 3) as days, floor((day + 1) / 3) as days2, floor((day + 2) / 3) as days3
        from read_csv_auto('{path}')"""
    )
    distance = comparisons.CustomComparison(
        output_column_name="place",
        comparison_levels=[
            levels.NullLevel("lat"),
            *[levels.DistanceInKMLevel("lat", "lon", km) for km in (1, 3, 8, 20, 45, 80)],
            levels.ElseLevel(),
        ],
    )
    days = comparisons.CustomComparison(
        output_column_name="day",
        comparison_levels=[
            levels.NullLevel("day"),
            *[levels.AbsoluteDifferenceLevel("day", gap) for gap in (0, 1, 2, 3)],
            levels.ElseLevel(),
        ],
    )
    sides = comparisons.CustomComparison(
        output_column_name="sides",
        comparison_levels=[
            levels.CustomLevel("(a_l is null or a_r is null) and (b_l is null or b_r is null)").configure(
                is_null_level=True
            ),
            levels.CustomLevel("a_l = a_r and b_l = b_r"),
            levels.CustomLevel("a_l = b_r and b_l = a_r"),
            levels.ExactMatchLevel("a", term_frequency_adjustments=True),
            levels.ExactMatchLevel("b", term_frequency_adjustments=True),
            levels.CustomLevel("a_l = b_r or b_l = a_r"),
            levels.ElseLevel(),
        ],
    )
    killed = comparisons.CustomComparison(
        output_column_name="killed",
        comparison_levels=[
            levels.NullLevel("killed"),
            levels.ExactMatchLevel("killed", term_frequency_adjustments=True),
            levels.PercentageDifferenceLevel("killed", 0.3),
            levels.PercentageDifferenceLevel("killed", 0.6),
            levels.ElseLevel(),
        ],
    )
    blocks = [
        block_on(north, east, day)
        for north, east in (("north", "east"), ("north2", "east2"))
        for day in ("days", "days2", "days3")
    ]
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[distance, days, comparisons.ExactMatch("kind"), sides, killed],
        blocking_rules_to_generate_predictions=blocks,
    )
    api = DuckDBAPI(connection=connection)
    linker = Linker(api.register("claims"), settings, log_level=40)
    rules = [block_on("north", "east", "day", "a", "b")]
    linker.training.estimate_probability_two_random_records_match(rules, recall=0.3)
    linker.training.estimate_u_using_random_sampling(max_pairs=5e6, seed=1)
    for rule in (block_on("a", "b", "day"), block_on("north", "east", "day"), block_on("north", "east", "a", "killed")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    pairs = linker.inference.predict(threshold_match_probability=THRESHOLDS[0])
    with open(out, "w", encoding="utf-8") as file:
        for threshold in THRESHOLDS:
            found = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, threshold)
            for cluster, claim in found.as_duckdbpyrelation().select("cluster_id, unique_id").fetchall():
                file.write(f"{threshold},{claim},{cluster}\n")


def scores(truth, found):
    """B-cubed F1, pair F1 and the number of clusters."""
    both = collections.Counter((truth[claim], found.get(claim, claim)) for claim in truth)
    true, made = collections.Counter(), collections.Counter()
    for (incident, cluster), count in both.items():
        true[incident] += count
        made[cluster] += count
    total = len(truth)
    precision = sum(n * n / made[cluster] for (_, cluster), n in both.items()) / total
    recall = sum(n * n / true[incident] for (incident, _), n in both.items()) / total
    pairs = lambda counts: sum(n * (n - 1) for n in counts.values())
    f1 = lambda a, b: 2 * a * b / (a + b) if a + b else 0.0
    return f1(precision, recall), f1(pairs(both) / max(pairs(made), 1), pairs(both) / max(pairs(true), 1)), len(made)


def run(command, out, core):
    """The wall seconds and the most memory in MB of one run on one core."""
    environment = {**os.environ, "RAYON_NUM_THREADS": "1"}
    begin = time.perf_counter()
    with open(out, "w", encoding="utf-8") as answers:
        process = subprocess.Popen(
            command,
            env=environment,
            stdout=answers,
            stderr=subprocess.DEVNULL,
            preexec_fn=lambda: os.sched_setaffinity(0, {core}),
        )
        _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{command[0]} failed")
    return time.perf_counter() - begin, usage.ru_maxrss / 1000


def compare(path, program, runs, core):
    """Run both in turn and score what they come to."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        table = folder / "table.csv"
        truth = without_truth(path, table)
        links, clusters = folder / "links.csv", folder / "clusters.csv"
        script = str(pathlib.Path(__file__).resolve())
        times = collections.defaultdict(list)
        for at in range(runs):
            for name, command, out in (
                ("marsad", [str(pathlib.Path(program).resolve()), "link", str(table)], links),
                ("splink", [sys.executable, script, "link", str(table), str(clusters)], folder / "log"),
            ):
                seconds, megabytes = run(command, out, core)
                times[name].append((seconds, megabytes))
                print(f"run {at + 1}: {name}: {seconds:.2f} s, {megabytes:.0f} MB", file=sys.stderr)
        with open(links, encoding="utf-8") as answers:
            found = {row["id"]: row["incident"] for row in csv.DictReader(answers)}
        by_threshold = collections.defaultdict(dict)
        with open(clusters, encoding="utf-8") as answers:
            for threshold, claim, cluster in csv.reader(answers):
                by_threshold[threshold][claim] = cluster
        best = max(by_threshold, key=lambda threshold: scores(truth, by_threshold[threshold])[0])
        results = {"marsad": scores(truth, found), "splink": scores(truth, by_threshold[best])}
    print(f"{len(truth)} claims of {len(set(truth.values()))} incidents, medians of {runs} runs on one core")
    for name, (cubed, pair, count) in results.items():
        seconds, megabytes = (statistics.median(values) for values in zip(*times[name]))
        note = f", threshold {best}" if name == "splink" else ""
        print(f"{name}: {seconds:.2f} s, {megabytes:.0f} MB, B-cubed {cubed:.3f}, pairs {pair:.3f}, {count} incidents{note}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    orders = parser.add_subparsers(dest="order", required=True)
    order = orders.add_parser("link")
    order.add_argument("path")
    order.add_argument("out")
    order = orders.add_parser("compare")
    order.add_argument("path")
    order.add_argument("--program", required=True)
    order.add_argument("--runs", type=int, default=3)
    order.add_argument("--core", type=int, default=0)
    given = parser.parse_args()
    if given.order == "link":
        splink(given.path, given.out)
    else:
        compare(given.path, given.program, given.runs, given.core)


if __name__ == "__main__":
    main()
