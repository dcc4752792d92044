//! What of a file is new: duplicates refused, known places passed over, and each new one put where it lies.

use std::collections::{BTreeMap, BTreeSet};

use marsad_domain::{Kilometres, Place, PlaceId, PlaceKind};

use super::{
    super::{Entry, Gazetteer, known::Codes},
    ImportRules,
    draft::{AreaKey, Code, Draft, kind_of_level},
    outlines::Outlines,
    sheet::Sheet,
};

/// What a file comes to.
#[derive(Debug, Default)]
pub(super) struct Settled {
    /// New places and areas.
    pub(super) kept: Vec<Kept>,
    /// What is said of known places besides.
    pub(super) said: Vec<Said>,
    /// Rows that are kept.
    pub(super) rows_kept: u64,
    /// Rows of known places.
    pub(super) rows_known: u64,
}

/// A new place.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) entry: Entry,
    /// Its region of the first, the second and the third level.
    pub(super) areas: [Option<PlaceId>; 3],
    pub(super) row: u64,
    pub(super) note: Option<String>,
}

/// What a row says of a place that is known.
#[derive(Debug)]
pub(super) struct Said {
    pub(super) id: PlaceId,
    pub(super) row: u64,
    pub(super) spellings: Vec<String>,
    pub(super) pcode: Option<String>,
    pub(super) geonameid: Option<u64>,
}

/// Sorts out one file.
struct Settling<'a> {
    known: &'a Gazetteer,
    codes: Codes<'a>,
    rules: &'a ImportRules,
    outlines: &'a mut Outlines,
    areas: BTreeMap<AreaKey, Option<PlaceId>>,
    /// What each new area lies in.
    parents: BTreeMap<PlaceId, (PlaceKind, Vec<PlaceId>)>,
    /// Codes and numbers that a known place has got already.
    given: BTreeSet<PlaceId>,
    settled: Settled,
}

/// Settles the rows of a sheet; rows that stand twice are refused in it.
pub(super) fn settle(
    sheet: &mut Sheet,
    known: &Gazetteer,
    rules: &ImportRules,
    outlines: &mut Outlines,
) -> Settled {
    let mut settling = Settling {
        known,
        codes: known.codes(),
        rules,
        outlines,
        areas: BTreeMap::new(),
        parents: BTreeMap::new(),
        given: BTreeSet::new(),
        settled: Settled::default(),
    };
    let mut drafts: Vec<(usize, Draft)> = std::mem::take(&mut sheet.drafts)
        .into_iter()
        .enumerate()
        .collect();
    drafts.sort_by_key(|(at, draft)| (level_of(draft), *at));
    let of_rows: BTreeSet<AreaKey> = drafts.iter().filter_map(|(_, it)| it.key.clone()).collect();
    let mut seen: BTreeMap<PlaceId, u64> = BTreeMap::new();
    let mut made = std::mem::take(&mut sheet.made);
    made.retain(|area| area.key.as_ref().is_some_and(|key| !of_rows.contains(key)));
    made.sort_by_key(level_of);
    let mut made = made.into_iter().peekable();
    for (at, draft) in drafts {
        // Areas of a level come before whatever may lie in them.
        while let Some(area) = made.next_if(|area| level_of(area) <= level_of(&draft)) {
            settling.area(area);
        }
        if let Some(first) = seen.get(&draft.id) {
            let fault = format!(
                "the id {:?} stands in row {first} already",
                draft.id.as_str()
            );
            sheet.refuse(
                draft.row,
                (fault, "give it its own id or code, or take the row out"),
            );
            continue;
        }
        seen.insert(draft.id.clone(), draft.row);
        let outline = sheet.outlines.remove(&at);
        let (row, id) = (draft.row, draft.id.clone());
        let kind = draft.kind;
        let Some(known_as) = settling.row(draft) else {
            let fault = format!("the id {:?} is that of another place", id.as_str());
            sheet.refuse(row, (fault, "give it its own id"));
            continue;
        };
        if let Some(outline) = outline {
            settling.outlines.add(known_as, kind, outline);
        }
    }
    sheet.refused.sort_by_key(|refusal| refusal.row);
    settling.settled
}

/// Areas come before what lies in them: the larger first, places last.
fn level_of(draft: &Draft) -> u8 {
    match draft.kind {
        PlaceKind::Country => 0,
        _ => draft.key.as_ref().map_or(4, |key| key.level),
    }
}

impl Settling<'_> {
    /// A row: the id under which it is known from now on, or nothing where another place has its id.
    fn row(&mut self, draft: Draft) -> Option<PlaceId> {
        // The world's countries are known to every gazetteer.
        if draft.kind == PlaceKind::Country {
            self.settled.rows_known += 1;
            return Some(draft.id);
        }
        let (names, entry) = (self.other_names(&draft), entry_of(&draft));
        if let Some(same) = self.known.same(&entry, &self.codes, &names) {
            self.settled.rows_known += 1;
            if let Some(key) = draft.key.clone() {
                self.areas.insert(key, Some(same.id.clone()));
            }
            if same.is_sure {
                self.say(&same.id, &draft);
            }
            return Some(same.id);
        }
        if self.known.number(&draft.id).is_some() {
            return None;
        }
        self.settled.rows_kept += 1;
        Some(self.keep(draft, entry))
    }

    /// An area that only rows of other places speak of.
    fn area(&mut self, draft: Draft) {
        let (names, entry) = (self.other_names(&draft), entry_of(&draft));
        match self.known.same(&entry, &self.codes, &names) {
            Some(same) => {
                if let Some(key) = draft.key.clone() {
                    self.areas.insert(key, Some(same.id.clone()));
                }
                if same.is_sure {
                    self.say(&same.id, &draft);
                }
            }
            None if self.known.number(&draft.id).is_some() => {}
            None => {
                self.keep(draft, entry);
            }
        }
    }

    fn other_names(&self, draft: &Draft) -> Vec<String> {
        self.rules.area_names(draft.kind, &draft.name)
    }

    fn keep(&mut self, draft: Draft, mut entry: Entry) -> PlaceId {
        let id = draft.id.clone();
        if let Some(key) = draft.key.clone() {
            self.areas.insert(key, Some(id.clone()));
        }
        let own = usize::from(level_of(&draft));
        let areas = self.lies_in(&draft);
        let above = areas.iter().take(own.saturating_sub(1));
        let parents: Vec<PlaceId> = above.rev().flatten().cloned().collect();
        entry.place.admin1 = areas.first().cloned().flatten().filter(|_| own > 1);
        if draft.kind.is_area() {
            self.parents
                .insert(id.clone(), (draft.kind, parents.clone()));
        }
        entry.parents = parents;
        self.settled.kept.push(Kept {
            entry,
            areas,
            row: draft.row,
            note: draft.note,
        });
        id
    }

    /// The areas of the three levels that a row lies in: as it says, else as those say that it lies in, else as
    /// outlines of the same run have it.
    fn lies_in(&mut self, draft: &Draft) -> [Option<PlaceId>; 3] {
        let mut open: Vec<PlaceId> = Vec::new();
        for key in &draft.parents {
            open.extend(self.area_of(key, &draft.country));
        }
        if open.is_empty() {
            open = self.outlines.around(draft.position, draft.kind);
        }
        let mut areas = [None, None, None];
        let mut at = 0;
        while let Some(id) = open.get(at).cloned() {
            at += 1;
            let (kind, parents) = self.known_parents(&id);
            let level = (1..=3_usize)
                .find(|level| u8::try_from(*level).is_ok_and(|it| kind_of_level(it) == kind));
            if let Some(slot) = level.and_then(|level| areas.get_mut(level - 1)) {
                slot.get_or_insert(id);
            }
            for parent in parents {
                if !open.contains(&parent) {
                    open.push(parent);
                }
            }
        }
        areas
    }

    fn known_parents(&self, id: &PlaceId) -> (PlaceKind, Vec<PlaceId>) {
        if let Some((kind, parents)) = self.parents.get(id) {
            return (*kind, parents.clone());
        }
        let entry = self.known.own(id);
        entry.map_or((PlaceKind::Region, Vec::new()), |entry| {
            (entry.place.kind, entry.parents.clone())
        })
    }

    /// The area of a key: of this file, else a known one of the code or of the name.
    fn area_of(&mut self, key: &AreaKey, country: &str) -> Option<PlaceId> {
        if let Some(known) = self.areas.get(key) {
            return known.clone();
        }
        let kind = kind_of_level(key.level);
        let found = match &key.code {
            Code::Pcode(code) => self.known.of_code(code, &self.codes),
            Code::GeoNames(_) => None,
            Code::Names(names) => names.last().and_then(|name| {
                let mut all = self.rules.area_names(kind, name);
                all.insert(0, name.clone());
                self.known.area_named(&all, kind, country)
            }),
        };
        self.areas.insert(key.clone(), found.clone());
        found
    }

    /// What a row says of a known place that is not known of it yet.
    fn say(&mut self, id: &PlaceId, draft: &Draft) {
        let Some(known) = self.known.own(id) else {
            return;
        };
        let is_listed = |name: &str| self.known.listed(name).contains(&id);
        // An area that has the bare name already is found beside the word for its level as it is.
        let has_name = draft.kind.is_area() && is_listed(&draft.name);
        let names = Some(draft).filter(|_| !has_name);
        let spellings: Vec<String> = names
            .map(|draft| self.names_to_say(draft))
            .unwrap_or_default()
            .into_iter()
            .filter(|name| !is_listed(name))
            .collect();
        let is_first = self.given.insert(id.clone());
        let pcode = draft
            .pcode
            .clone()
            .filter(|_| is_first && known.pcode.is_none());
        let geonameid = draft
            .geonameid
            .filter(|_| is_first && known.geonameid.is_none());
        if !spellings.is_empty() || pcode.is_some() || geonameid.is_some() {
            self.settled.said.push(Said {
                id: id.clone(),
                row: draft.row,
                spellings,
                pcode,
                geonameid,
            });
        }
    }
}

impl Settling<'_> {
    /// The names by which a known place may be called besides. The bare name of an area is most often that of its
    /// seat too, so that an area is told with the word for its level only.
    fn names_to_say(&self, draft: &Draft) -> Vec<String> {
        if draft.kind.is_area() {
            return self.rules.area_forms(draft.kind, &draft.name);
        }
        let names = std::iter::once(&draft.name).chain(&draft.name_ar);
        names.chain(&draft.spellings).cloned().collect()
    }
}

fn entry_of(draft: &Draft) -> Entry {
    let place = Place {
        id: draft.id.clone(),
        name: draft.name.clone(),
        name_ar: draft.name_ar.clone(),
        spellings: draft.spellings.clone(),
        kind: draft.kind,
        position: draft.position,
        population: draft.population,
        admin1: None,
        country: draft.country.clone(),
        junction: Kilometres(0.0),
        basis: String::new(),
    };
    Entry::new(place, Vec::new(), draft.pcode.clone(), draft.geonameid)
}
