//! The words in which everything else is said.
//!
//! What goes in: nothing. What comes out: typed ids, reports, claims, figures, incidents, control, scenarios.
//! What it must not do: no files, clock, randomness, threads, HTTP or database types.

pub mod actor;
pub mod actor_type;
pub mod claim;
pub mod codes;
pub mod control;
pub mod decision;
pub mod digest;
pub mod figure;
pub mod geometry;
pub mod id;
pub mod incident;
pub mod location;
pub mod place;
pub mod precision;
pub mod probability;
pub mod report;
pub mod rulings;
pub mod scenario;
pub mod sensitivity;
mod short_list;
pub mod source;
pub mod span;
pub mod sub_event;
pub mod text;
pub mod theatre_file;
pub mod total;
pub mod when;

pub use actor::{Actor, ActorKind, Actors};
pub use actor_type::ActorType;
pub use claim::{
    ActorMention, Attribution, Body, Claim, ClaimDraft, ControlChange, ControlVerb, Phrase, Reader,
    Reading, RelationKind, Role, Speech, Stance, Voice,
};
pub use codes::{
    Belligerent, CameoRoot, Codes, DisorderType, EventType, Parties, PloverClass, PloverMode,
    UcdpViolence,
};
pub use control::{
    ControlArea, ControlState, FrontLine, IfSaid, PlaceControl, RestsOn, Side, Teller, TraceStep,
    WouldChange,
};
pub use decision::{Anchor, Correction, Credibility, Decision, NoGrade, Taken, Verdict};
pub use digest::{ClaimId, Digest32, IncidentId, LineageId, ReportHash};
pub use figure::{Amount, Bound, Counted, Figure, Measure, Range, Unit};
pub use geometry::{Bearing, Bounds, Geometry, GeometryError, LonLat, Path, Radius};
pub use id::{ActorId, PlaceId, SourceId};
pub use incident::{
    ClaimUse, ClassRange, CountedNumber, Incident, IncidentStatus, NumberPart, UsedAs,
};
pub use location::{Relation, Where};
pub use place::{EARTH_KM, Kilometres, Place, PlaceKind, PlaceRef, Position};
pub use precision::{GeoPrecision, WherePrecision};
pub use probability::{MatchWeight, Probability};
pub use report::{Archived, LineageOf, Problem, Report, ReportHead, TextSketch, WordSketch};
pub use rulings::Rulings;
pub use scenario::{
    Block, BlockedWay, BrokenLink, Change, CutOff, CutPair, CutPlace, Detour, NetworkPart,
    PlaceRank, Projection, Reach, Scenario, TriedWay,
};
pub use sensitivity::{Classified, Sensitivity};
pub use source::{Reliability, Source, SourceKind, SourceNote, Sources};
pub use span::{Quote, Span};
pub use sub_event::SubEvent;
pub use text::ShortText;
pub use theatre_file::TheatreFileError;
pub use total::{
    Increment, LikelyInterval, Remainder, Straddling, Total, TotalScope, TotalStep, Undocumented,
};
pub use when::{Knowledge, Published, Question, When, WhenKind};
