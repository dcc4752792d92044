//! What is to be done, with everything that was meant found out.

use std::path::PathBuf;

use jiff::civil::Date;
use marsad_domain::{ActorId, Knowledge};
use marsad_incidents::{Columns, Draws};
use marsad_ledger::{Author, Head};

use super::theatre::TheatreJob;
use super::{
    decide::DecideJob,
    estimate::EstimateJob,
    gazetteer::GazetteerJob,
    keeping::{BackupJob, RestoreJob, UpgradeJob},
    meltt::MelttJob,
    redact::RedactJob,
    seal::SealJob,
    source::SourceJob,
};
use crate::{
    inquiry::Asked,
    intake::{Defaults, Input},
    land::AreaSize,
    output::Format,
    theatre_files::TheatreFiles,
};

/// One run's work.
#[derive(Debug)]
pub(crate) enum Job {
    /// Show everything on a theatre's example reports.
    Demo(DemoJob),
    /// Make a record.
    Init(InitJob),
    /// Take reports into a record.
    Add(AddJob),
    /// Read what documents claim.
    Read(ReadJob),
    /// Say what sort of happening documents tell of.
    Kind(KindJob),
    /// Gather incidents.
    Incidents(IncidentsJob),
    /// Estimate how many there are beside those on lists.
    Estimate(EstimateJob),
    /// Find the places that documents name.
    Places(PlacesJob),
    /// Say who holds what.
    Control(ControlJob),
    /// Say who holds points.
    Points(PointsJob),
    /// Say what breaks if places change hands.
    CutOff(CutOffJob),
    /// Link structured claims.
    Link(LinkJob),
    /// Match data sets by location, time and type.
    Meltt(MelttJob),
    /// Make the situation report.
    Report(ReportJob),
    /// Take a decision, or list decisions.
    Decide(DecideJob),
    /// Take words out of a record.
    Redact(RedactJob),
    /// List sources, or say something of one.
    Source(SourceJob),
    /// Do something with the sealed identities.
    Seal(SealJob),
    /// Write a record into one closed file.
    Backup(BackupJob),
    /// Make a record of a backup.
    Restore(RestoreJob),
    /// Bring a record to the form of this version.
    Upgrade(UpgradeJob),
    /// Check, draw or begin a theatre.
    Theatre(TheatreJob),
    /// Add places to a record's theatre, or list what was added.
    Gazetteer(GazetteerJob),
    /// Check a record.
    Verify(VerifyJob),
    /// Print what the program is made of and under which licences.
    Licences(LicencesJob),
}

/// Show everything on a theatre's example reports.
#[derive(Debug)]
pub(crate) struct DemoJob {
    /// The folder that becomes the record; else a free one.
    pub(crate) folder: Option<PathBuf>,
    /// The theatre.
    pub(crate) theatre: TheatreFiles,
    /// What the reports do not say themselves.
    pub(crate) defaults: Defaults,
    /// Who makes the record.
    pub(crate) author: Author,
}

/// Make a record.
#[derive(Debug)]
pub(crate) struct InitJob {
    /// Its folder.
    pub(crate) folder: PathBuf,
    /// Its theatre.
    pub(crate) theatre: TheatreFiles,
    /// Who makes it.
    pub(crate) author: Author,
}

/// Take reports into a record.
#[derive(Debug)]
pub(crate) struct AddJob {
    /// The record's folder.
    pub(crate) record: PathBuf,
    /// From where.
    pub(crate) inputs: Vec<Input>,
    /// What the reports do not say themselves; the note on own wording follows from the theatre.
    pub(crate) defaults: Defaults,
    /// Whether the ledger stays as it is.
    pub(crate) is_dry_run: bool,
    /// Who adds them.
    pub(crate) author: Author,
    /// In which form the count is printed.
    pub(crate) format: Format,
}

/// Which theatre a stage reads with when it runs alone.
#[derive(Debug, Clone)]
pub(crate) enum TheatreChoice {
    /// None: general places only.
    None,
    /// These, from outside a record.
    Given(Vec<TheatreFiles>),
    /// That of the record in this folder.
    OfRecord(PathBuf),
}

/// Read documents with one stage.
#[derive(Debug)]
pub(crate) struct DocumentsJob {
    /// From where.
    pub(crate) inputs: Vec<Input>,
    /// What the documents do not say themselves.
    pub(crate) defaults: Defaults,
    /// With which theatre.
    pub(crate) theatre: TheatreChoice,
}

/// Say what sort of happening documents tell of.
#[derive(Debug)]
pub(crate) struct KindJob {
    /// Which documents.
    pub(crate) documents: DocumentsJob,
    /// In whose classes.
    pub(crate) scheme: Scheme,
}

/// Whose classes a document is put into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub(crate) enum Scheme {
    /// ACLED's sub-event types and five kinds beside them.
    #[default]
    Acled,
    /// PLOVER's sixteen classes.
    Plover,
}

/// Read what documents claim.
#[derive(Debug)]
pub(crate) struct ReadJob {
    /// In what.
    pub(crate) documents: DocumentsJob,
    /// In which form a person is told sentence by sentence what was read and why, where somebody asks for it.
    pub(crate) explained: Option<Format>,
}

/// Find the places that documents name.
#[derive(Debug)]
pub(crate) struct PlacesJob {
    /// In what.
    pub(crate) documents: DocumentsJob,
    /// Whether each line tells why, and names that are none are told too.
    pub(crate) is_why: bool,
}

/// Gather incidents.
#[derive(Debug)]
pub(crate) struct IncidentsJob {
    /// From where.
    pub(crate) ground: IncidentsGround,
    /// Only those of this day.
    pub(crate) on: Option<Date>,
    /// The beginning of an incident's id: why it is one incident.
    pub(crate) why: Option<String>,
    /// The totals, where they are asked for instead.
    pub(crate) totals: Option<TotalsJob>,
}

/// Which totals.
#[derive(Debug)]
pub(crate) struct TotalsJob {
    /// In which place, by its name or id.
    pub(crate) place: Option<String>,
    /// From which day on.
    pub(crate) since: Option<Date>,
    /// Up to which day.
    pub(crate) until: Option<Date>,
    /// How the likely interval is drawn.
    pub(crate) draws: Draws,
}

/// What incidents are gathered from.
#[derive(Debug)]
pub(crate) enum IncidentsGround {
    /// A record.
    Record(Asked),
    /// Documents from files.
    Documents(DocumentsJob),
}

/// Link structured claims.
#[derive(Debug)]
pub(crate) struct LinkJob {
    /// From where.
    pub(crate) input: Input,
    /// What its columns are called.
    pub(crate) columns: Columns,
    /// Where the ranges are written.
    pub(crate) incidents: Option<PathBuf>,
    /// Where the totals are written, and from what.
    pub(crate) totals: Option<LinkTotalsJob>,
    /// In which form.
    pub(crate) format: Format,
}

/// The totals of what was linked.
#[derive(Debug)]
pub(crate) struct LinkTotalsJob {
    /// Where they are written.
    pub(crate) path: PathBuf,
    /// A table of cumulative statements.
    pub(crate) cumulative: Option<PathBuf>,
    /// How the likely interval is drawn.
    pub(crate) draws: Draws,
}

/// Say who holds what.
#[derive(Debug)]
pub(crate) struct ControlJob {
    /// Of which record, when, as known when.
    pub(crate) asked: Asked,
    /// What is to be seen.
    pub(crate) view: ControlView,
    /// In which form.
    pub(crate) form: ControlForm,
}

/// Say who holds points, from a table of claims.
#[derive(Debug)]
pub(crate) struct PointsJob {
    /// The claims.
    pub(crate) claims: Input,
    /// The points.
    pub(crate) points: Input,
    /// Where the areas around the places of the claims go, as GeoJSON.
    pub(crate) areas: Option<PathBuf>,
    /// Cells and reach.
    pub(crate) size: AreaSize,
    /// The day; else the last day of the claims.
    pub(crate) on: Option<Date>,
    /// In which form.
    pub(crate) form: ControlForm,
}

/// What is to be seen of control.
#[derive(Debug)]
pub(crate) enum ControlView {
    /// The places, or those of these names with every claim for and against.
    Places {
        /// Names or ids; none for all.
        names: Vec<String>,
        /// Whether places that only keep their opening position are listed too.
        is_all: bool,
    },
    /// How one place changed hands.
    History {
        /// Its name or id.
        name: String,
    },
    /// The land that is with whom.
    Land(LandJob),
    /// What differs from an earlier day, or from an earlier state of knowledge.
    Difference {
        /// That day; else the same day.
        on: Option<Date>,
        /// That state of knowledge; else the same.
        knowledge: Option<Knowledge>,
    },
}

/// What is to be done with the land.
#[derive(Debug)]
pub(crate) struct LandJob {
    /// Where its areas go, as GeoJSON.
    pub(crate) areas: Option<PathBuf>,
    /// Where its map goes, as SVG.
    pub(crate) map: Option<PathBuf>,
    /// The first of the days whose totals are printed.
    pub(crate) since: Option<Date>,
    /// Cells and reach.
    pub(crate) size: AreaSize,
}

/// The forms in which control is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub(crate) enum ControlForm {
    /// Sentences.
    #[default]
    Text,
    /// One place a line.
    Json,
    /// A table.
    Csv,
}

/// Say what breaks if places change hands.
#[derive(Debug)]
pub(crate) struct CutOffJob {
    /// What the question stands on.
    pub(crate) ground: CutOffGround,
    /// The changes as `PLACE=PARTY`.
    pub(crate) changes: Vec<String>,
    /// Whose network; else that of whoever loses a place.
    pub(crate) party: Option<ActorId>,
    /// Which roads count.
    pub(crate) roads: Roads,
    /// Whether links across borders count.
    pub(crate) is_across_borders: bool,
    /// Whether every place is asked about instead of the changes.
    pub(crate) is_ranked: bool,
    /// In which form.
    pub(crate) format: Format,
}

/// What a cut-off question stands on.
#[derive(Debug)]
pub(crate) enum CutOffGround {
    /// A record: which, when, as known when.
    Record(Asked),
    /// Files.
    Files {
        /// Folder with places and roads.
        network: PathBuf,
        /// Table of holders.
        holders: PathBuf,
        /// The day; alliances are those of this day.
        on: Date,
    },
}

/// Which roads count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub(crate) enum Roads {
    /// Trunk and primary roads.
    #[default]
    Main,
    /// Every class.
    All,
}

/// Make the situation report.
#[derive(Debug)]
pub(crate) struct ReportJob {
    /// Of which record, when, as known when.
    pub(crate) asked: Asked,
    /// Since which day changes are told; else the day before.
    pub(crate) since: Option<Date>,
    /// What-if changes as `PLACE=PARTY`, for the desk.
    pub(crate) changes: Vec<String>,
    /// Whether it is for everybody.
    pub(crate) is_public: bool,
    /// In which form.
    pub(crate) form: ReportForm,
    /// Into which file; else to standard output.
    pub(crate) out: Option<PathBuf>,
}

/// The forms of a situation report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub(crate) enum ReportForm {
    /// Text with a map drawn by letters.
    #[default]
    Text,
    /// Markdown.
    Md,
    /// One page that needs nothing else.
    Html,
    /// JSON, one object.
    Json,
}

/// Check a record.
#[derive(Debug)]
pub(crate) struct VerifyJob {
    /// The record's folder.
    pub(crate) record: PathBuf,
    /// A head that was exported earlier.
    pub(crate) against: Option<Head>,
    /// In which form the answer is printed.
    pub(crate) format: Format,
}

/// Print what the program is made of.
#[derive(Debug)]
pub(crate) struct LicencesJob {
    /// In which form.
    pub(crate) format: Format,
}
