#![expect(clippy::unwrap_used, reason = "tests")]

use marsad_domain::PlaceKind;

use super::*;
use crate::world::{WorldBuilder, WorldRow};

fn row(name: &str, kind: PlaceKind, population: Option<u32>, parent: Option<&str>) -> WorldRow {
    WorldRow {
        name: name.to_owned(),
        kind,
        position: Position::new(-10.5, 20.25).unwrap(),
        population,
        country: "QA".to_owned(),
        parent: parent.map(|id| id.parse().unwrap()),
    }
}

fn builder() -> WorldBuilder {
    let mut builder = WorldBuilder::new();
    let tel: PlaceId = "gn-qa-01".parse().unwrap();
    builder.settlement(9, row("Ara", PlaceKind::City, Some(5000), Some("gn-qa-01")));
    builder.settlement(70, row("Ara Bel", PlaceKind::Town, None, None));
    builder.region(&tel, row("Tel", PlaceKind::Governorate, None, None));
    builder.settlement_name("ara", 9, true);
    builder.settlement_name("ara", 70, false);
    builder.settlement_name("ara bel", 70, true);
    builder.region_name("tel", &tel, true);
    builder
}

#[test]
fn names_and_ids_lead_to_rows_and_rows_to_places() {
    let list = WorldList::new(builder().build(40).unwrap()).unwrap();
    let rows = |name: &str| -> Vec<(u32, bool)> {
        let found = list.rows(name).into_iter();
        found
            .map(|posting| (posting.row, posting.is_spelling))
            .collect()
    };
    assert_eq!(rows("ara"), [(0, false), (1, true)]);
    assert_eq!(rows("ara bel"), [(1, false)]);
    assert_eq!(rows("tel"), [(2, false)]);
    assert_eq!(rows("ar"), []);
    let place = |id: &str| list.place(list.row_of(&id.parse().unwrap())?).cloned();
    let ara = place("gn-9").unwrap();
    assert_eq!((ara.name.as_str(), ara.population), ("Ara", Some(5000)));
    assert_eq!((ara.position.lat(), ara.position.lon()), (-10.5, 20.25));
    assert_eq!(ara.admin1.unwrap().as_str(), "gn-qa-01");
    assert_eq!(place("gn-qa-01").unwrap().name, "Tel");
    assert_eq!(place("gn-70").unwrap().population, None);
    assert_eq!(
        (place("gn-10"), place("gn-qa-02"), place("homs")),
        (None, None, None)
    );
    assert_eq!(list.of_country("QA").count(), 3);
    assert_eq!(list.of_country("QB").count(), 0);
}

#[test]
fn a_name_of_too_many_places_keeps_those_with_the_most_people() {
    let list = WorldList::new(builder().build(1).unwrap()).unwrap();
    assert_eq!(list.rows("ara").len(), 1);
    assert_eq!(list.rows("ara")[0].row, 0);
}

#[test]
fn bytes_that_are_no_list_are_refused() {
    let bytes = builder().build(40).unwrap();
    assert!(matches!(
        WorldList::new(Vec::new()),
        Err(WorldError::Damaged(_))
    ));
    assert!(matches!(
        WorldList::new(bytes[..20].to_vec()),
        Err(WorldError::Damaged(_))
    ));
    for end in [bytes.len() - 1, 40] {
        assert!(matches!(
            WorldList::new(bytes[..end].to_vec()),
            Err(WorldError::Damaged(_))
        ));
    }
    let mut longer = bytes;
    longer.push(0);
    assert!(matches!(
        WorldList::new(longer),
        Err(WorldError::Damaged(_))
    ));
}

#[test]
fn a_row_without_its_region_cannot_be_built() {
    let mut builder = builder();
    builder.settlement(8, row("Lost", PlaceKind::Town, None, Some("gn-qa-77")));
    assert!(matches!(builder.build(40), Err(WorldError::Row(name)) if name == "Lost"));
    let mut builder = self::builder();
    builder.settlement_name("nobody", 1, true);
    assert!(matches!(builder.build(40), Err(WorldError::Row(_))));
}
