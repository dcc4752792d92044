//! What a report spoke of before: the places, parties and voices that "it", "they" and "the city" can mean.

use marsad_domain::{
    ActorId, Attribution, Body, ClaimDraft, PlaceId, PlaceKind, Report, Voice, Where,
};

use super::{context::ReadingContext, members, sentence::Sentence, voice};

/// A party as it was last named.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Remembered {
    pub(crate) id: ActorId,
    pub(crate) name: String,
}

/// The memory of a report, sentence by sentence.
#[derive(Debug)]
pub(crate) struct Discourse {
    /// The report's own voice.
    pub(crate) own: Voice,
    places: Vec<(PlaceId, PlaceKind)>,
    subject_place: Option<PlaceId>,
    line: Option<PlaceId>,
    pub(crate) party: Option<Remembered>,
    pub(crate) last_voice: Option<Voice>,
    /// Bodies and places of claims so far, the latest last.
    claims: Vec<(Body, Vec<Where>)>,
    /// What the last sentence said of a group of places without names.
    groups: Vec<ClaimDraft>,
    /// Where the last sentence said that control changed.
    changed: Vec<Where>,
    /// The speakers of stretches of direct speech in the sentences at hand.
    pub(crate) quotes: Vec<voice::Quoted>,
}

impl Discourse {
    /// Begins a report: nothing was said yet.
    pub(crate) fn new(report: &Report, context: &ReadingContext<'_>) -> Self {
        let own = Voice {
            name: context.sources.label(&report.source).into(),
            role: None,
            source: Some(report.source.clone()),
            actor: None,
            span: None,
            private: false,
        };
        Self {
            own,
            places: Vec::new(),
            subject_place: None,
            line: None,
            party: None,
            last_voice: None,
            claims: Vec::new(),
            groups: Vec::new(),
            changed: Vec::new(),
            quotes: Vec::new(),
        }
    }

    /// The last place of one of some kinds.
    pub(crate) fn place_of(&self, kinds: &[PlaceKind]) -> Option<&PlaceId> {
        self.places
            .iter()
            .rev()
            .find(|(_, kind)| kinds.contains(kind))
            .map(|(id, _)| id)
    }

    /// The place that "it" means: the subject of the sentence before, else the last place.
    pub(crate) fn it_place(&self) -> Option<&PlaceId> {
        self.subject_place
            .as_ref()
            .or_else(|| self.places.last().map(|(id, _)| id))
    }

    /// The places so far, the latest first.
    pub(crate) fn places(&self) -> impl Iterator<Item = &PlaceId> {
        self.places.iter().rev().map(|(id, _)| id)
    }

    /// The last place of any kind.
    pub(crate) fn last_place(&self) -> Option<&PlaceId> {
        self.places.last().map(|(id, _)| id)
    }

    /// The last river or road.
    pub(crate) fn line(&self) -> Option<&PlaceId> {
        self.line.as_ref()
    }

    /// The claims so far, the latest first.
    pub(crate) fn claims(&self) -> impl Iterator<Item = &(Body, Vec<Where>)> {
        self.claims.iter().rev()
    }

    /// The places of the last change of control that the report told, if it told it in the sentence before.
    pub(crate) fn last_changed(&self) -> &[Where] {
        &self.changed
    }

    /// What the last sentence said of a group of places without names.
    pub(crate) fn groups(&self) -> &[ClaimDraft] {
        &self.groups
    }

    /// Takes a place into memory, for use within the sentence.
    pub(crate) fn note_place(&mut self, id: &PlaceId, context: &ReadingContext<'_>) {
        if context.lines.get(id).is_some() {
            self.line = Some(id.clone());
        } else if let Some(place) = context.gazetteer.get(id) {
            self.places.push((id.clone(), place.kind));
        }
    }

    /// Takes a sentence into memory.
    pub(crate) fn remember(
        &mut self,
        sentence: &Sentence,
        drafts: &[ClaimDraft],
        context: &ReadingContext<'_>,
    ) {
        for unit in &sentence.units {
            let Some(name) = &unit.name else { continue };
            let literal = name.place.as_ref().filter(|place| place.is_literal);
            if let Some(id) = literal.and_then(|place| place.id.as_ref()) {
                self.note_place(id, context);
            }
            if let Some(id) = &name.actor {
                self.party = Some(Remembered {
                    id: id.clone(),
                    name: name.label.clone(),
                });
            }
        }
        let subject = sentence
            .clauses
            .first()
            .and_then(|clause| clause.subject.first());
        let subject_place = subject
            .and_then(|np| np.places.iter().find(|place| place.is_head))
            .and_then(|p| p.id.clone());
        if subject.is_some_and(|np| !context.rules.words.grammar.it.contains(&np.head)) {
            self.subject_place = subject_place;
        }
        self.groups = members::groups(drafts);
        let change = drafts
            .iter()
            .rfind(|draft| matches!(draft.body, Body::Control { .. }));
        self.changed = change
            .map(|draft| draft.r#where.clone())
            .unwrap_or_default();
        for draft in drafts {
            self.claims
                .push((draft.body.clone(), draft.r#where.clone()));
        }
        let keep = self.claims.len().saturating_sub(64);
        self.claims.drain(..keep);
        let keep = self.places.len().saturating_sub(64);
        self.places.drain(..keep);
        let nearest = drafts
            .last()
            .and_then(|draft| draft.said_by.voices().first());
        if let Some(voice) = nearest.filter(|voice| voice.span.is_some()) {
            self.last_voice = Some(voice.clone());
        }
        let main = drafts.iter().rev().find_map(agent);
        if main.is_some() {
            self.party = main;
        }
    }

    /// An attribution: voices from the nearest outward, the report's own last.
    pub(crate) fn attribution(&self, mut voices: Vec<Voice>) -> Option<Attribution> {
        let mut known: Vec<Voice> = Vec::with_capacity(voices.len());
        for voice in voices.drain(..) {
            if !known
                .iter()
                .any(|other| other.name == voice.name && other.source == voice.source)
            {
                known.push(voice);
            }
        }
        let mut voices = known;
        let own_is_there = voices
            .last()
            .is_some_and(|v| v.source.is_some() && v.source == self.own.source);
        if !own_is_there {
            voices.push(self.own.clone());
        }
        Attribution::try_from(voices).ok()
    }
}

/// The party that does what a draft says.
fn agent(draft: &ClaimDraft) -> Option<Remembered> {
    let mention = draft.actors.first()?;
    let id = mention.id.clone()?;
    Some(Remembered {
        id,
        name: mention.name.as_str().into(),
    })
}
