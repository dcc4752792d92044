#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeMap;

use marsad_domain::{Kilometres, PlaceId, Position};
use proptest::prelude::*;

use super::{Link, Network, Node, RoadClass, RoadFilter, import::read};

const HEAD: &str = "from,to,ref,class,length_km,border,basis\n";

fn id(text: &str) -> PlaceId {
    text.parse().unwrap()
}

/// Invented places on a grid, 0.1 degrees apart.
fn position(id: &PlaceId) -> Option<Position> {
    let grid = [
        ("bree", 0.0),
        ("combe", 0.1),
        ("archet", 0.2),
        ("staddle", 0.3),
        ("dale", 0.4),
    ];
    let at = grid.iter().find(|(name, _)| *name == id.as_str())?.1;
    Position::new(0.0, at).ok()
}

fn network(rows: &str) -> Network {
    let loaded = read("roads.csv", &format!("{HEAD}{rows}"), position).unwrap();
    assert_eq!(loaded.refused, Vec::new());
    loaded.value
}

#[test]
fn rows_that_cannot_be_are_refused_with_row_and_hint() {
    let rows = "bree,combe,R1,trunk,12,no,x\n\
                bree,moria,R1,trunk,12,no,x\n\
                bree,bree,R1,trunk,12,no,x\n\
                bree,archet,R1,trunk,-3,no,x\n\
                bree,archet,R1,trunk,NaN,no,x\n\
                bree,archet,R1,trunk,0,no,x\n\
                bree,archet,R1,trunk,11,no,x\n\
                combe,bree,R1,trunk,13,no,x\n\
                combe,bree,R2,primary,13,no,x\n\
                bree,archet,R1,path,30,no,x\n\
                bree,archet,R1,trunk,30,maybe,x\n\
                bree,archet,R1,trunk,30,no,\n\
                \"bree\n";
    let loaded = read("roads.csv", &format!("{HEAD}{rows}"), position).unwrap();
    let refused: Vec<(u64, &str)> = loaded
        .refused
        .iter()
        .map(|refusal| (refusal.row, refusal.message.as_str()))
        .collect();
    assert_eq!(
        refused,
        [
            (3, "the place moria is not in the gazetteer"),
            (4, "bree is linked to itself"),
            (5, "the length \"-3\" is no number of kilometres above zero"),
            (
                6,
                "the length \"NaN\" is no number of kilometres above zero"
            ),
            (7, "the length \"0\" is no number of kilometres above zero"),
            (8, "11 km is shorter than the great circle of 22.2 km"),
            (9, "combe and bree are linked by this road already"),
            (11, "\"path\" is no road class"),
            (12, "the border \"maybe\" is neither yes nor no"),
            (13, "the row has no basis"),
            (14, "an identifier is empty"),
        ]
    );
    assert_eq!(loaded.value.links().count(), 2);
    assert!(
        loaded
            .refused
            .iter()
            .all(|refusal| refusal.file == "roads.csv")
    );
}

#[test]
fn a_missing_column_is_an_error() {
    let error = read("roads.csv", "from,to\n", position).unwrap_err();
    assert!(error.to_string().contains("\"ref\""), "{error}");
}

#[test]
fn the_shortest_way_goes_round_what_does_not_pass() {
    let network = network(
        "bree,combe,R1,trunk,20,no,x\n\
         combe,staddle,R1,trunk,30,no,x\n\
         bree,archet,R2,secondary,40,no,x\n\
         archet,staddle,R2,secondary,40,no,x\n\
         bree,dale,R3,trunk,50,yes,x\n\
         dale,staddle,R3,trunk,60,yes,x\n",
    );
    let node = |name: &str| network.node(&id(name)).unwrap();
    let combe = node("combe");
    let length = |open: bool, filter: &RoadFilter| {
        let way = network.shortest_way(
            node("bree"),
            node("staddle"),
            |at| open || at != combe,
            |link| filter.takes(link),
        );
        way.map(|way| way.length.0)
    };
    let all = RoadFilter::all_classes();
    let everything = RoadFilter {
        across_borders: true,
        ..all.clone()
    };
    assert_eq!(length(true, &RoadFilter::default()), Some(50.0));
    assert_eq!(length(false, &RoadFilter::default()), None);
    assert_eq!(length(false, &all), Some(80.0));
    let abroad = RoadFilter {
        across_borders: true,
        ..RoadFilter::default()
    };
    assert_eq!(length(false, &abroad), Some(110.0));
    assert_eq!(length(false, &everything), Some(80.0));
    assert_eq!(network.links_along("r1").count(), 2);
}

#[test]
fn the_nearest_source_is_found_within_reach() {
    let network = network(
        "bree,combe,R1,trunk,20,no,x\n\
         combe,archet,R1,trunk,20,no,x\n\
         archet,staddle,R1,trunk,20,no,x\n\
         staddle,dale,R1,trunk,20,no,x\n",
    );
    let node = |name: &str| network.node(&id(name)).unwrap();
    let zero = Kilometres(0.0);
    let sources = [(node("bree"), zero), (node("dale"), zero)];
    let nearest = network.nearest_source(&sources, Kilometres(40.0), |_| true, |_| true);
    let of = |name: &str| {
        nearest
            .get(node(name).index())
            .copied()
            .flatten()
            .map(|(at, _)| at)
    };
    assert_eq!(of("combe"), Some(node("bree")));
    assert_eq!(
        of("archet"),
        Some(node("bree")),
        "of equally near ones the lower id"
    );
    assert_eq!(of("staddle"), Some(node("dale")));
    let late = [(node("bree"), Kilometres(1.0)), (node("dale"), zero)];
    let nearest = network.nearest_source(&late, Kilometres(40.0), |_| true, |_| true);
    let archet = nearest.get(node("archet").index()).copied().flatten();
    assert_eq!(archet, Some((node("dale"), Kilometres(40.0))));
    let short = network.nearest_source(&sources, Kilometres(25.0), |_| true, |_| true);
    assert_eq!(short.get(node("archet").index()).copied().flatten(), None);
}

/// Random links between `n` places, lengths 1 to 9, as rows `a,b,length`.
fn graph() -> impl Strategy<Value = (usize, Vec<(usize, usize, u32)>)> {
    (2..9_usize).prop_flat_map(|n| {
        (
            Just(n),
            prop::collection::vec((0..n, 0..n, 1..10_u32), 0..16),
        )
    })
}

fn built(links: &[(usize, usize, u32)]) -> Network {
    let link = |&(a, b, length): &(usize, usize, u32)| Link {
        from: id(&format!("p{a}")),
        to: id(&format!("p{b}")),
        reference: None,
        class: RoadClass::Trunk,
        length: Kilometres(f64::from(length)),
        crosses_border: false,
        basis: "random".to_owned(),
    };
    Network::of(links.iter().filter(|(a, b, _)| a != b).map(link).collect())
}

/// All shortest lengths by Floyd and Warshall over the places that pass.
fn all_lengths(network: &Network, closed: Option<Node>) -> BTreeMap<(Node, Node), f64> {
    let nodes: Vec<Node> = network
        .nodes()
        .map(|(node, _)| node)
        .filter(|n| Some(*n) != closed)
        .collect();
    let mut lengths: BTreeMap<(Node, Node), f64> = nodes.iter().map(|&n| ((n, n), 0.0)).collect();
    for (link, a, b) in network.links() {
        if Some(a) != closed && Some(b) != closed {
            for pair in [(a, b), (b, a)] {
                let least = lengths.entry(pair).or_insert(f64::INFINITY);
                *least = least.min(link.length.0);
            }
        }
    }
    let get = |lengths: &BTreeMap<(Node, Node), f64>, pair| {
        lengths.get(&pair).copied().unwrap_or(f64::INFINITY)
    };
    for &k in &nodes {
        for &i in &nodes {
            for &j in &nodes {
                let through = get(&lengths, (i, k)) + get(&lengths, (k, j));
                if through < get(&lengths, (i, j)) {
                    lengths.insert((i, j), through);
                }
            }
        }
    }
    lengths
}

proptest! {
    #[test]
    fn ways_and_parts_equal_brute_force((_, links) in graph(), closed in 0..9_usize) {
        let network = built(&links);
        let closed = network.node(&id(&format!("p{closed}")));
        let lengths = all_lengths(&network, closed);
        let parts = network.parts(|node| Some(node) != closed, |_| true);
        let nodes: Vec<Node> = network.nodes().map(|(node, _)| node).collect();
        for &a in &nodes {
            for &b in &nodes {
                let expected = lengths.get(&(a, b)).copied();
                let way = network.shortest_way(a, b, |node| Some(node) != closed, |_| true);
                prop_assert_eq!(way.as_ref().map(|way| way.length.0), expected);
                prop_assert_eq!(parts.connects(a, b), expected.is_some());
                if let Some(way) = way {
                    prop_assert_eq!(way.nodes.first(), Some(&a));
                    prop_assert_eq!(way.nodes.last(), Some(&b));
                }
            }
        }
    }

    #[test]
    fn the_order_of_the_rows_changes_nothing((_, links) in graph(), seed in 0..1000_usize) {
        let mut turned = links.clone();
        if !turned.is_empty() {
            let by = seed % turned.len();
            turned.rotate_left(by);
        }
        turned.reverse();
        let (one, other) = (built(&links), built(&turned));
        prop_assert_eq!(&one, &other);
        for (a, _) in one.nodes() {
            for (b, _) in one.nodes() {
                let way = |network: &Network| network.shortest_way(a, b, |_| true, |_| true);
                prop_assert_eq!(way(&one), way(&other));
            }
        }
    }
}
