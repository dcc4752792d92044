//! Whose word a claim is, which side that voice favours, and how far it is believed.

use marsad_domain::{
    ActorId, ActorKind, Claim, Reliability, ReportHead, Source, SourceKind, Voice,
};

use crate::context::ControlContext;

/// The voice that counts for a claim.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Word<'a> {
    /// Equal for two claims that are one voice's word.
    pub(crate) voice: VoiceKey<'a>,
    /// Name to print; never a private person's.
    pub(crate) speaker: &'a str,
    /// The parties it favours; none makes it neutral.
    pub(crate) favours: Vec<&'a ActorId>,
    /// The letter of the source.
    pub(crate) reliability: Reliability,
    /// Voices between the speaker and the reader.
    pub(crate) hops: usize,
    /// Whether it is a drawn map, which is no source.
    pub(crate) is_map: bool,
}

/// A voice as one that several reports may carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum VoiceKey<'a> {
    /// A party's own.
    Actor(&'a ActorId),
    /// A source's.
    Source(&'a marsad_domain::SourceId),
}

impl<'a> Word<'a> {
    /// Whose word a claim is: the nearest voice that is a known source or speaks for a party, else the report's
    /// source. A voice that speaks for a party is that party's own word, whoever carries it. Whom a source that the
    /// theatre knows favours is what the theatre says of it: the authorities of a neighbour need have no side.
    pub(crate) fn of(claim: &'a Claim, head: &'a ReportHead, context: &ControlContext<'a>) -> Self {
        let voices = claim.said_by.voices();
        let hops = hops(voices, context);
        for voice in voices {
            let source = voice.source.as_ref();
            let known = source.and_then(|id| context.sources.get(id));
            let party = voice.actor.as_ref().filter(|id| is_party(id, context));
            let key = source.filter(|_| known.is_some()).map(VoiceKey::Source);
            if let Some(voice) = key.or(party.map(VoiceKey::Actor)) {
                return Self::spoken(voice, known, party, hops, context);
            }
        }
        let source = claim.said_by.nearest_source().unwrap_or(&head.source);
        Self::spoken(
            VoiceKey::Source(source),
            context.sources.get(source),
            None,
            hops,
            context,
        )
    }

    /// Whether the voice favours nobody.
    pub(crate) fn is_neutral(&self) -> bool {
        self.favours.is_empty()
    }

    fn spoken(
        voice: VoiceKey<'a>,
        source: Option<&'a Source>,
        party: Option<&'a ActorId>,
        hops: usize,
        context: &ControlContext<'a>,
    ) -> Self {
        let favours = match source {
            Some(source) => source.favours.iter().collect(),
            None => party.into_iter().collect(),
        };
        Self {
            voice,
            speaker: match voice {
                VoiceKey::Actor(id) => context.actors.label(id),
                VoiceKey::Source(id) => context.sources.label(id),
            },
            favours,
            reliability: source.map_or(Reliability::F, |source| source.reliability),
            hops,
            is_map: source.is_some_and(|source| source.kind == SourceKind::Map),
        }
    }
}

/// Whether an actor can have a side of its own; residents and international bodies have none.
fn is_party(id: &ActorId, context: &ControlContext<'_>) -> bool {
    context.actors.get(id).is_none_or(|actor| match actor.kind {
        ActorKind::State
        | ActorKind::Rebel
        | ActorKind::Militia
        | ActorKind::External
        | ActorKind::Person => true,
        ActorKind::Generic => actor.stands_for.is_some(),
        ActorKind::Civilians | ActorKind::International => false,
    })
}

/// How often a claim was passed on: the voices of the chain less the first, a source's own spokesperson not counted.
fn hops(voices: &[Voice], context: &ControlContext<'_>) -> usize {
    let speaks_for = |voice: &Voice, next: &Voice| {
        let source = next.source.as_ref().and_then(|id| context.sources.get(id));
        source.is_some_and(|source| {
            source.people.iter().any(|person| {
                person.name == voice.name || person.aliases.iter().any(|name| *name == voice.name)
            })
        })
    };
    voices
        .windows(2)
        .filter(|pair| matches!(pair, [voice, next] if !speaks_for(voice, next)))
        .count()
}
