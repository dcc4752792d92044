//! The vote of the known places around a point.

use std::collections::BTreeMap;

use jiff::civil::Date;
use marsad_domain::{Position, Probability};
use serde::Serialize;

use super::{
    near::{Near, Voters},
    plane::level,
    read::PointClaim,
    timeline::{KnownPlace, NamedHolder, known_places},
    weights::PointWeights,
};

/// The state of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PointState {
    /// One holder has it.
    Held,
    /// It is fought for.
    Contested,
    /// Nothing is known near it.
    Unknown,
}

impl PointState {
    /// The name that lines print.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Contested => "contested",
            Self::Unknown => "unknown",
        }
    }
}

/// Who holds a point.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PointAnswer {
    /// The holder as the table calls it; for a contested point the table's word for that; absent where unknown.
    pub holder: Option<String>,
    /// The state.
    pub state: PointState,
    /// Its share of the vote.
    pub share: Probability,
    /// How often such a share was right, less with the age of the claims.
    pub confidence: Probability,
}

/// Who holds each point on a day, from the claims up to that day; answers in the order of the points.
///
/// Two votes are held among the nearest known places, both weighted by distance and age: a narrow one on whether the
/// point is contested, and a wider one between the holders, through which a plane is laid. A known place within
/// `same_km` is the point itself: only the holders that it names can win, and its neighbours count only where it names
/// several.
#[must_use]
pub fn holders_at(
    claims: &[PointClaim],
    points: &[Position],
    on: Date,
    weights: &PointWeights,
) -> Vec<PointAnswer> {
    let is_unknown = |holder: &NamedHolder| weights.unknown.contains(&holder.name.to_lowercase());
    let mut places = known_places(claims, on);
    places.retain(|place| !place.holders.iter().all(is_unknown));
    let voters = Voters::new(places);
    points
        .iter()
        .map(|point| answer(&voters.nearest(*point, weights), on, weights))
        .collect()
}

/// Votes by holder in small letters, with the holder as given.
type Votes<'v> = BTreeMap<String, (f64, &'v str)>;

fn answer(nearest: &[Near<'_>], on: Date, weights: &PointWeights) -> PointAnswer {
    let itself = nearest.first().filter(|near| near.km <= weights.same_km);
    let shares = match itself {
        Some(itself) => shares_of_itself(itself, nearest, on, weights),
        None => shares(nearest, on, weights),
    };
    let winner = shares
        .into_values()
        .reduce(|best, vote| if best.0 >= vote.0 { best } else { vote });
    let Some((share, holder)) = winner else {
        return PointAnswer {
            holder: None,
            state: PointState::Unknown,
            share: Probability::ZERO,
            confidence: Probability::ZERO,
        };
    };
    let youngest = itself.map_or_else(|| youngest(nearest, on), |itself| age(itself.place, on));
    let fade = 0.5_f64.powf(youngest / weights.confidence_half_life_days);
    let rounded = |value: f64| Probability::clamped((value * 1e4).round() / 1e4);
    let is_contested = weights.contested.contains(&holder.to_lowercase());
    PointAnswer {
        holder: Some(holder.to_owned()),
        state: if is_contested {
            PointState::Contested
        } else {
            PointState::Held
        },
        share: rounded(share),
        confidence: rounded(weights.calibrated(share) * fade),
    }
}

/// The share of each holder that the point's own place names; where it names several, by the vote around it.
fn shares_of_itself<'v>(
    itself: &Near<'v>,
    nearest: &[Near<'v>],
    on: Date,
    weights: &PointWeights,
) -> Votes<'v> {
    let own = std::slice::from_ref(itself);
    let own = shares(own, on, weights);
    if own.len() < 2 {
        return own;
    }
    let around = shares(nearest, on, weights);
    let mut named: Votes<'v> = own
        .into_iter()
        .map(|(name, (part, holder))| {
            let vote = around.get(&name).map_or(0.0, |(vote, _)| *vote);
            (name, (part + vote, holder))
        })
        .collect();
    let all: f64 = named.values().map(|(vote, _)| vote).sum();
    for (vote, _) in named.values_mut() {
        *vote /= all;
    }
    named
}

/// The share of each holder; they sum to 1, and there is none only where no place is near.
fn shares<'v>(near: &[Near<'v>], on: Date, weights: &PointWeights) -> Votes<'v> {
    let voices = voices(near, on, weights);
    let all: f64 = voices.iter().map(|voice| voice.narrow).sum();
    let is_contested = |voice: &&Voice<'v>| weights.contested.contains(&voice.name);
    let mut contested: Votes<'v> = BTreeMap::new();
    for voice in voices.iter().filter(is_contested) {
        add(&mut contested, voice, voice.narrow / all);
    }
    let fought: f64 = contested.values().map(|(share, _)| share).sum();
    let sides: Vec<&Voice<'v>> = voices.iter().filter(|voice| !is_contested(voice)).collect();
    let mut shares = levelled(&sides, weights.plane_damping);
    for (share, _) in shares.values_mut() {
        *share *= 1.0 - fought;
    }
    shares.extend(contested);
    shares
}

/// What one place says of one holder.
struct Voice<'v> {
    /// The holder in small letters.
    name: String,
    /// The holder as given.
    holder: &'v str,
    /// Its weight in the vote between holders.
    wide: f64,
    /// Its weight in the vote on whether the point is contested.
    narrow: f64,
    /// Km east and north.
    offset: [f64; 2],
}

fn voices<'v>(near: &[Near<'v>], on: Date, weights: &PointWeights) -> Vec<Voice<'v>> {
    // Ages count from the youngest, so that no vote is of old places alone and all its weights 0.
    let youngest = youngest(near, on);
    let mut voices = Vec::with_capacity(near.len());
    for near in near {
        let older = age(near.place, on) - youngest;
        let fresh = 0.5_f64.powf(older / weights.age_half_life_days);
        for holder in &near.place.holders {
            let name = holder.name.to_lowercase();
            if weights.unknown.contains(&name) {
                continue;
            }
            voices.push(Voice {
                name,
                holder: &holder.name,
                wide: weights.wide(near.km) * fresh * holder.part,
                narrow: weights.narrow(near.km) * fresh * holder.part,
                offset: near.offset,
            });
        }
    }
    voices
}

/// The share of each side under a plane through the votes; what lies below 0 on it is 0.
fn levelled<'v>(sides: &[&Voice<'v>], damping: f64) -> Votes<'v> {
    let weights: Vec<f64> = sides.iter().map(|voice| voice.wide).collect();
    let offsets: Vec<[f64; 2]> = sides.iter().map(|voice| voice.offset).collect();
    let mut votes: Votes<'v> = BTreeMap::new();
    for (voice, factor) in sides.iter().zip(level(&weights, &offsets, damping)) {
        add(&mut votes, voice, voice.wide * factor);
    }
    let all: f64 = votes.values().map(|(vote, _)| vote.max(0.0)).sum();
    for (vote, _) in votes.values_mut() {
        *vote = vote.max(0.0) / all;
    }
    votes
}

/// Adds to a holder's votes; of several spellings that of the nearest place stays.
fn add<'v>(votes: &mut Votes<'v>, voice: &Voice<'v>, vote: f64) {
    votes
        .entry(voice.name.clone())
        .or_insert((0.0, voice.holder))
        .0 += vote;
}

fn youngest(near: &[Near<'_>], on: Date) -> f64 {
    near.iter()
        .map(|near| age(near.place, on))
        .reduce(f64::min)
        .unwrap_or(0.0)
}

/// Days since the last that was said of a place.
fn age(place: &KnownPlace, on: Date) -> f64 {
    f64::from((on - place.day).get_days().max(0))
}

#[cfg(test)]
#[expect(clippy::panic_in_result_fn, reason = "tests")]
mod tests {
    use super::{super::read::read_claims_csv, *};

    const WEIGHTS: &str = include_str!("../../../../rules/control/weights.toml");
    const TABLE: &str = "date,place,lat,lon,holder\n2031-05-01,A,40.0,40.0,Front\n2031-05-01,B,40.0,40.2,Front\n\
        2031-05-01,C,40.0,41.0,Army\n2031-05-09,A,40.0,40.0,army\n2031-05-09,D,40.4,40.9,Contested\n";

    fn ask(
        table: &str,
        lat: f64,
        lon: f64,
        on: &str,
    ) -> Result<(Option<String>, PointState), Box<dyn std::error::Error>> {
        let weights = PointWeights::from_toml("weights.toml", WEIGHTS)?;
        let claims = read_claims_csv("claims.csv", table.as_bytes())?.value;
        let answers = holders_at(&claims, &[Position::new(lat, lon)?], on.parse()?, &weights);
        let answer = answers.into_iter().next().ok_or("no answer")?;
        Ok((answer.holder, answer.state))
    }

    #[test]
    fn the_places_around_a_point_decide_by_distance() -> Result<(), Box<dyn std::error::Error>> {
        let held = |holder: &str| (Some(holder.to_owned()), PointState::Held);
        assert_eq!(ask(TABLE, 40.05, 40.1, "2031-05-02")?, held("Front"));
        assert_eq!(ask(TABLE, 40.0, 40.95, "2031-05-02")?, held("Army"));
        assert_eq!(ask(TABLE, 40.0, 40.0, "2031-05-10")?, held("army"));
        assert_eq!(
            ask(TABLE, 40.4, 40.9, "2031-05-10")?,
            (Some("Contested".to_owned()), PointState::Contested)
        );
        Ok(())
    }

    #[test]
    fn shares_sum_to_one() -> Result<(), Box<dyn std::error::Error>> {
        let weights = PointWeights::from_toml("weights.toml", WEIGHTS)?;
        let day: Date = "2031-05-10".parse()?;
        let rows = format!("{TABLE}2031-05-09,A,40.0,40.0,Front\n2031-05-09,D,40.4,40.9,unknown\n");
        let claims = read_claims_csv("claims.csv", rows.as_bytes())?.value;
        let voters = Voters::new(known_places(&claims, day));
        for (lat, lon) in [(40.0, 40.0), (40.1, 40.1), (41.0, 43.0), (40.4, 40.9)] {
            let near = voters.nearest(Position::new(lat, lon)?, &weights);
            let itself = near.first().ok_or("no place")?;
            for shares in [
                shares(&near, day, &weights),
                shares_of_itself(itself, &near, day, &weights),
            ] {
                let sum: f64 = shares.values().map(|(share, _)| share).sum();
                assert!((sum - 1.0).abs() < 1e-9, "{sum} at {lat}, {lon}");
            }
        }
        Ok(())
    }

    #[test]
    fn nothing_known_is_unknown() -> Result<(), Box<dyn std::error::Error>> {
        assert_eq!(
            ask(TABLE, 40.0, 40.0, "2031-04-01")?,
            (None, PointState::Unknown)
        );
        assert_eq!(
            ask(TABLE, -40.0, 40.0, "2031-05-10")?,
            (None, PointState::Unknown)
        );
        Ok(())
    }

    #[test]
    fn the_order_of_rows_changes_nothing() -> Result<(), Box<dyn std::error::Error>> {
        let mut rows: Vec<&str> = TABLE.lines().collect();
        rows.get_mut(1..).unwrap_or_default().reverse();
        let reversed = rows.join("\n");
        for lon in [40.1, 40.5, 40.9] {
            assert_eq!(
                ask(TABLE, 40.1, lon, "2031-05-10")?.1,
                ask(&reversed, 40.1, lon, "2031-05-10")?.1
            );
        }
        Ok(())
    }
}
