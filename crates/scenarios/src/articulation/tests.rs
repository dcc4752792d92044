use proptest::prelude::*;

use std::collections::BTreeSet;

use super::{Graph, Loss, Pieces, Weight, loss_without, pieces_without_each};

/// What is lost without some vertices, counted pair by pair.
fn brute_force(edges: &[(usize, usize)], weights: &[Weight], gone: &BTreeSet<usize>) -> Loss {
    let n = weights.len();
    let part = |gone: &BTreeSet<usize>| {
        let mut part: Vec<usize> = (0..n).collect();
        for _ in 0..n {
            for &(a, b) in edges
                .iter()
                .filter(|(a, b)| !gone.contains(a) && !gone.contains(b))
            {
                let least = part[a].min(part[b]);
                part[a] = least;
                part[b] = least;
            }
        }
        part
    };
    let (whole, left) = (part(&BTreeSet::new()), part(gone));
    let stays: Vec<usize> = (0..n).filter(|vertex| !gone.contains(vertex)).collect();
    let mut loss = Loss::default();
    for &a in &stays {
        for &b in stays
            .iter()
            .filter(|&&b| a < b && whole[a] == whole[b] && left[a] != left[b])
        {
            loss.pairs += weights[a].places * weights[b].places;
            loss.people_pairs += weights[a].people * weights[b].people;
        }
    }
    for name in 0..n {
        let pieces: BTreeSet<usize> = stays
            .iter()
            .filter(|&&v| whole[v] == name)
            .map(|&v| left[v])
            .collect();
        let people = |piece: usize| -> u64 {
            stays
                .iter()
                .filter(|&&v| left[v] == piece)
                .map(|&v| weights[v].people)
                .sum()
        };
        let sizes: Vec<u64> = pieces.iter().map(|&piece| people(piece)).collect();
        loss.people += sizes.iter().sum::<u64>() - sizes.iter().copied().max().unwrap_or(0);
        loss.more_pieces += pieces.len().saturating_sub(1);
    }
    loss
}

fn weight() -> impl Strategy<Value = Weight> {
    (1..4_u64, 0..1000_u64).prop_map(|(places, people)| Weight { places, people })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn one_pass_equals_removing_each_vertex(
        weights in prop::collection::vec(weight(), 1..12),
        edges in prop::collection::vec((0..12_usize, 0..12_usize), 0..20),
    ) {
        let n = weights.len();
        let edges: Vec<_> = edges.into_iter().filter(|&(a, b)| a < n && b < n).collect();
        let graph = Graph::of(n, &edges);
        let one_pass: Vec<Loss> =
            pieces_without_each(&graph, &weights).iter().map(Pieces::loss).collect();
        let expected: Vec<Loss> =
            (0..n).map(|at| brute_force(&edges, &weights, &BTreeSet::from([at]))).collect();
        prop_assert_eq!(one_pass, expected);
    }

    #[test]
    fn several_vertices_go_together(
        weights in prop::collection::vec(weight(), 1..12),
        edges in prop::collection::vec((0..12_usize, 0..12_usize), 0..20),
        gone in prop::collection::btree_set(0..12_usize, 0..4),
    ) {
        let n = weights.len();
        let edges: Vec<_> = edges.into_iter().filter(|&(a, b)| a < n && b < n).collect();
        let graph = Graph::of(n, &edges);
        let expected = brute_force(&edges, &weights, &gone);
        prop_assert_eq!(loss_without(&graph, &weights, &gone), expected);
    }
}

#[test]
fn a_road_of_a_million_places_does_not_exhaust_the_stack() {
    let n = 1_000_000;
    let edges: Vec<_> = (1..n).map(|at| (at - 1, at)).collect();
    let weights = vec![
        Weight {
            places: 1,
            people: 1
        };
        n
    ];
    let pieces = pieces_without_each(&Graph::of(n, &edges), &weights);
    assert_eq!(pieces[0].loss(), Loss::default());
    let middle = pieces[500_000].loss();
    assert_eq!(
        (middle.pairs, middle.people, middle.more_pieces),
        (500_000 * 499_999, 499_999, 1)
    );
}
