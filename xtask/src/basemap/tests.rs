#![expect(clippy::unwrap_used, reason = "tests")]

use super::*;

/// Two square countries beside each other, and the island part of one: degrees are the numbers themselves.
const WORLD: &str = r#"{"transform": {"scale": [1, 1], "translate": [0, 0]}, "arcs": [
    [[1, 0], [0, 1]],
    [[1, 1], [-1, 0], [0, -1], [1, 0]],
    [[1, 0], [1, 0], [0, 1], [-1, 0]],
    [[5, 5], [1, 0], [0, 1], [-1, -1]]],
    "objects": {"countries": {"geometries": [
    {"arcs": [[0, 1]], "properties": {"name": "Karvel"}},
    {"arcs": [[[2, -1]]], "properties": {"name": "Ostan"}},
    {"arcs": [[3]], "properties": {"name": "Isle"}}]}}}"#;

fn recipe(more: &str) -> Recipe {
    let text = format!(
        "country = \"Karvel\"\noutline_id = \"k\"\ncountries = [\"Karvel\", \"Ostan\"]\nbox = [-1, -1, 9, 9]\n\
         tolerance = 0.01\nbasis = \"invented\"\n{more}"
    );
    toml::from_str(&text).unwrap()
}

#[test]
fn an_arc_of_one_country_is_coast_and_the_outline_is_closed() {
    let world = Topology::from_json(WORLD).unwrap();
    let text = drawn(&recipe(""), &world).unwrap();
    assert_eq!(text.matches("[[line]]").count(), 3, "{text}");
    assert_eq!(text.matches("kind = \"coast\"").count(), 2);
    let ring = outline(&recipe(""), &world).unwrap();
    assert_eq!(ring.first(), ring.last());
}

#[test]
fn a_part_joined_is_drawn_with_its_whole_and_moved_land_leaves_a_ceasefire_line() {
    let world = Topology::from_json(WORLD).unwrap();
    let joined = "[[joined]]\ninto = \"Ostan\"\nparts = [\"Isle\"]\n";
    let text = drawn(&recipe(joined), &world).unwrap();
    assert_eq!(
        text.matches("name = \"Coast of Ostan\"").count(),
        2,
        "{text}"
    );
    let moved = "[[moved]]\nfrom = \"Ostan\"\nto = \"Karvel\"\nname = \"Old line\"\n\
                 instead = [[0.0, 1.0], [0.5, 1.5], [1.0, 1.0]]\n";
    let text = drawn(&recipe(moved), &world).unwrap();
    assert!(text.contains("kind = \"ceasefire\""), "{text}");
    assert!(text.contains("[0.500, 1.500]"));
}

#[test]
fn only_points_beside_the_line_stay() {
    let line = [[0.0, 0.0], [0.26, 1.0], [0.5, 2.0], [0.0, 3.0]];
    let few = simplified(&line, 0.1);
    assert_eq!(few.first(), line.first());
    assert_eq!(few.len(), 3, "{few:?}");
    let runs = cut(&line, [-1.0, -1.0, 0.3, 9.0]);
    assert_eq!(runs.iter().map(Vec::len).collect::<Vec<_>>(), [2]);
}

#[test]
fn a_country_that_the_file_lacks_is_told() {
    let world = Topology::from_json(WORLD).unwrap();
    let mut unknown = recipe("");
    unknown.countries.push("Nowhere".to_owned());
    assert!(drawn(&unknown, &world).is_err());
}
