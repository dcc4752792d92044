//! The vote of the known places around a point.

use std::collections::BTreeMap;

use jiff::civil::Date;
use marsad_domain::{Position, Probability};
use serde::Serialize;

use super::{
    read::PointClaim,
    timeline::{KnownPlace, known_places},
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
    /// How often such a vote was right, less with the age of the claims.
    pub confidence: Probability,
}

/// Who holds each point on a day, from the claims up to that day; answers in the order of the points.
///
/// Two votes are held among the nearest known places: a narrow one on whether the point is contested, and a wider one
/// between the holders for the rest, both weighted by distance and age. A known place within `same_km` decides alone.
#[must_use]
pub fn holders_at(
    claims: &[PointClaim],
    points: &[Position],
    on: Date,
    weights: &PointWeights,
) -> Vec<PointAnswer> {
    let is_unknown = |holder: &String| weights.unknown.contains(&holder.to_lowercase());
    let voters: Vec<Voter> = known_places(claims, on)
        .into_iter()
        .filter(|place| !place.holders.iter().all(is_unknown))
        .map(|place| Voter {
            at: unit(place.position),
            place,
        })
        .collect();
    points
        .iter()
        .map(|point| answer(&voters, *point, on, weights))
        .collect()
}

struct Voter {
    place: KnownPlace,
    at: [f64; 3],
}

/// Votes by holder in small letters, with the holder as given.
type Votes<'v> = BTreeMap<String, (f64, &'v str)>;

fn answer(voters: &[Voter], point: Position, on: Date, weights: &PointWeights) -> PointAnswer {
    let nearest = nearest(voters, point, weights);
    let Some((_, first)) = nearest.first() else {
        return PointAnswer {
            holder: None,
            state: PointState::Unknown,
            confidence: Probability::ZERO,
        };
    };
    let is_same = nearest
        .first()
        .is_some_and(|(km, _)| *km <= weights.same_km);
    let deciding = if is_same {
        nearest.get(..1).unwrap_or_default()
    } else {
        &nearest
    };
    let shares = count(deciding, on, weights);
    let winner = shares
        .values()
        .fold(None::<(f64, &str)>, |best, vote| match best {
            Some(best) if best.0 >= vote.0 => Some(best),
            _ => Some(*vote),
        });
    let Some((share, holder)) = winner else {
        return PointAnswer {
            holder: None,
            state: PointState::Unknown,
            confidence: Probability::ZERO,
        };
    };
    let youngest = deciding
        .iter()
        .map(|(_, voter)| age(&voter.place, on))
        .fold(age(&first.place, on), f64::min);
    let fade = 0.5_f64.powf(youngest / weights.confidence_half_life_days);
    let confidence = Probability::clamped((weights.calibrated(share) * fade * 1e4).round() / 1e4);
    let is_contested = weights.contested.contains(&holder.to_lowercase());
    let state = if is_contested {
        PointState::Contested
    } else {
        PointState::Held
    };
    PointAnswer {
        holder: Some(holder.to_owned()),
        state,
        confidence,
    }
}

/// The share of each holder; they sum to 1.
fn count<'v>(near: &[(f64, &'v Voter)], on: Date, weights: &PointWeights) -> Votes<'v> {
    let (mut sides, mut contested): (Votes<'v>, Votes<'v>) = (BTreeMap::new(), BTreeMap::new());
    let (mut all_sides, mut all) = (0.0, 0.0);
    for (km, voter) in near {
        let fresh = 0.5_f64.powf(age(&voter.place, on) / weights.age_half_life_days);
        let wide = (km + weights.near_km).powf(-weights.holder_power) * fresh;
        let narrow = (km + weights.near_km).powf(-weights.contested_power) * fresh;
        #[expect(
            clippy::cast_precision_loss,
            reason = "a place has a handful of holders a day"
        )]
        let part = 1.0 / voter.place.holders.len() as f64;
        for holder in &voter.place.holders {
            let name = holder.to_lowercase();
            if weights.unknown.contains(&name) {
                continue;
            }
            all += narrow * part;
            let (side, weight) = if weights.contested.contains(&name) {
                (&mut contested, narrow)
            } else {
                all_sides += wide * part;
                (&mut sides, wide)
            };
            side.entry(name).or_insert((0.0, holder)).0 += weight * part;
        }
    }
    let fought = contested.values().map(|(weight, _)| weight).sum::<f64>() / all;
    for (weight, _) in sides.values_mut() {
        *weight *= (1.0 - fought) / all_sides;
    }
    for (weight, _) in contested.values_mut() {
        *weight /= all;
    }
    sides.extend(contested);
    sides
}

/// The nearest voters with their distances in great-circle km, nearest first.
fn nearest<'v>(
    voters: &'v [Voter],
    point: Position,
    weights: &PointWeights,
) -> Vec<(f64, &'v Voter)> {
    let at = unit(point);
    let dot = |voter: &Voter| voter.at.iter().zip(at).map(|(a, b)| a * b).sum::<f64>();
    let mut by_dot: Vec<(f64, usize)> = voters
        .iter()
        .enumerate()
        .map(|(n, voter)| (dot(voter), n))
        .collect();
    if by_dot.len() > weights.places {
        by_dot.select_nth_unstable_by(weights.places, |a, b| {
            b.0.total_cmp(&a.0).then(a.1.cmp(&b.1))
        });
        by_dot.truncate(weights.places);
    }
    let mut found: Vec<(f64, usize)> = by_dot
        .into_iter()
        .filter_map(|(_, n)| Some((voters.get(n)?.place.position.haversine(point).0, n)))
        .filter(|(km, _)| *km <= weights.reach_km)
        .collect();
    found.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    found
        .into_iter()
        .filter_map(|(km, n)| Some((km, voters.get(n)?)))
        .collect()
}

fn age(place: &KnownPlace, on: Date) -> f64 {
    f64::from((on - place.day).get_days().max(0))
}

/// The point on the unit sphere, by which the nearest places are found without a sine for each.
fn unit(position: Position) -> [f64; 3] {
    let (lat, lon) = (position.lat().to_radians(), position.lon().to_radians());
    [lat.cos() * lon.cos(), lat.cos() * lon.sin(), lat.sin()]
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
