//! `marsad theatre show`: a theatre as a drawing, with who held what when it opens.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use anyhow::Result;
use jiff::civil::Date;
use marsad_control::{ControlContext, Opening, assess};
use marsad_domain::{
    ControlState, Knowledge, Place, PlaceControl, PlaceId, Probability, Question, Rulings,
};
use marsad_places::network::Network;
use marsad_publication::{
    AttributionLine, Edition, PublishedSituation, SheetGround, SheetName, SituationInput, to_svg,
};

use crate::{
    desk::Desk,
    exit::Outcome,
    failure::{Failure, Told as _},
    rules::RuleSet,
    sheet_ground::{home, named, sheet_ground},
    theatre::Theatre,
    theatre_files::{TheatreFiles, built_in_rules},
};

/// Draws it into a file.
pub(crate) fn run(
    files: &TheatreFiles,
    out: &Path,
    on: Option<Date>,
    desk: &mut Desk,
) -> Result<Outcome> {
    let rule_files = built_in_rules()?;
    let rules = RuleSet::read(&rule_files)?;
    let theatre = Theatre::read(std::slice::from_ref(files), &rule_files, desk)?;
    let opening = theatre.opening(files, desk)?;
    let day = on.unwrap_or(opening.day);
    if day < opening.day {
        return Err(desk
            .refuse("show-too-early", &[("on", &day), ("day", &opening.day)])
            .into());
    }
    let question = Question {
        on: day,
        knowledge: Knowledge::Everything,
    };
    let network = theatre.network(files, desk)?;
    let mut control = positions(&theatre, &opening, &rules, &question);
    let stated = control.len();
    let (unknown, abroad) = unstated(&theatre, &network, &opening);
    control.extend(unknown);
    let situation = situation(&theatre, &rules, question, &control)?;
    let notes = [desk
        .words
        .say("show-note", &[("day", &opening.day), ("places", &stated)])];
    let ground = SheetGround {
        abroad,
        ..sheet_ground(&theatre, &network, &opening)
    };
    let drawing = to_svg(&situation, &ground, &notes)?;
    let Some(drawing) = drawing else {
        return Err(Failure::new("show-nothing", &[("theatre", &files.id)]).into());
    };
    fs::write(out, drawing).told_at("writing", out)?;
    desk.talk(&desk.words.say("show-done", &[("path", &out.display())]));
    Ok(Outcome::Done)
}

/// Who holds what when nothing but the opening positions is known.
fn positions(
    theatre: &Theatre,
    opening: &Opening,
    rules: &RuleSet,
    question: &Question,
) -> Vec<PlaceControl> {
    let context = ControlContext {
        gazetteer: &theatre.gazetteer,
        lines: &theatre.lines,
        actors: &theatre.actors,
        sources: &theatre.sources,
        opening,
        zone: &theatre.zone,
        rules: &rules.control,
    };
    assess(&[], &BTreeMap::new(), &context, question)
}

fn situation(
    theatre: &Theatre,
    rules: &RuleSet,
    question: Question,
    control: &[PlaceControl],
) -> Result<PublishedSituation> {
    let about = theatre.about.as_ref();
    let attribution: Vec<AttributionLine> = about
        .into_iter()
        .flat_map(|about| &about.attribution)
        .map(|one| AttributionLine {
            name: one.name.clone(),
            licence: one.licence.clone(),
            text: one.text.clone(),
        })
        .collect();
    let input = SituationInput {
        question,
        theatre: about.map_or("", |about| &about.name),
        notice: None,
        zone: &theatre.zone,
        reports: &[],
        unread: 0,
        claims: &[],
        rulings: &Rulings::default(),
        incidents: &[],
        totals: &[],
        control,
        control_before: control,
        day_before: question.on,
        areas: &[],
        fronts: &[],
        cut_off: None,
        watch: about.map_or(&[], |about| about.watch.as_slice()),
        actors: &theatre.actors,
        sources: &theatre.sources,
        gazetteer: &theatre.gazetteer,
        lines: &theatre.lines,
        rule_hash: rules.hash,
        theatre_hash: theatre.hash,
        attribution: &attribution,
    };
    Ok(PublishedSituation::from_input(
        &input,
        Edition::Desk,
        &rules.publication,
    )?)
}

/// The places of the network of which the theatre states nothing, so that no road ends in nothing: at home they are
/// unknown; abroad nobody asks who of its parties holds them.
fn unstated(
    theatre: &Theatre,
    network: &Network,
    opening: &Opening,
) -> (Vec<PlaceControl>, Vec<SheetName>) {
    let ends = network
        .links()
        .flat_map(|(link, ..)| [&link.from, &link.to]);
    let places: BTreeSet<&PlaceId> = ends.filter(|id| opening.get(id).is_none()).collect();
    let known = places
        .into_iter()
        .filter_map(|id| theatre.gazetteer.get(id));
    let home = home(theatre, opening);
    let (home, abroad): (Vec<&Place>, Vec<&Place>) =
        known.partition(|place| home.is_none_or(|home| place.country == home));
    let unknown = home.into_iter().map(|place| PlaceControl {
        place: place.into(),
        state: ControlState::Unknown,
        since: None,
        confidence: Probability::ZERO,
        trace: Vec::new(),
        would_change: Vec::new(),
    });
    (unknown.collect(), abroad.into_iter().map(named).collect())
}
