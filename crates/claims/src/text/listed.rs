//! The names that a theatre lists, each with what it stands for and whether its words are generic.

use std::collections::BTreeSet;

use marsad_domain::{ActorId, ActorKind, Actors, Source, Sources};
use marsad_places::lines::Lines;

use super::{
    homes::{Home, Homes},
    names::{Known, key},
    token::{Token, TokenKind, tokenise},
};
use crate::rules::Rules;

/// What the name of somebody says of where a report is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Evidence {
    /// Nothing: they are in reports from anywhere.
    Nothing,
    /// Something only where the name has a place or people of the home in it.
    InItself,
    /// Something, as the name of a party of the war.
    Party,
}

/// A name as a theatre lists it.
#[derive(Debug)]
pub(crate) struct Listed<'a> {
    /// Its tokens, without the article before it.
    pub(crate) tokens: Vec<Token>,
    pub(crate) known: Known,
    /// The homes whose actor or source it names.
    pub(crate) homes: Homes,
    pub(crate) evidence: Evidence,
    /// The party of which its first words can be a prefix.
    pub(crate) prefix_of: Option<(&'a ActorId, ActorKind)>,
    /// Whether it stands for somebody only in a report about one of its homes.
    pub(crate) is_generic: bool,
    /// Whether no word of it is one by itself, such as a name.
    is_common: bool,
}

/// All names of a theatre, or of several, in the order in which they are listed.
pub(crate) fn names<'a>(
    actors: &'a Actors,
    sources: &'a Sources,
    lines: &'a Lines,
    (rules, homes): (&'a Rules, &'a [Home]),
) -> Vec<Listed<'a>> {
    let mut list = List {
        names: Vec::new(),
        actors,
        rules,
        homes,
    };
    list.add_actors();
    for source in sources.iter() {
        list.add_source(source);
    }
    for line in lines.iter() {
        let known = Known::Line(line.id.clone());
        for name in std::iter::once(&line.name)
            .chain(&line.spellings)
            .chain(&line.name_ar)
        {
            list.add(name, &known, (Homes::ALL, Evidence::Nothing), None);
        }
    }
    if !homes.is_empty() {
        judge(&mut list.names, rules);
    }
    list.names
}

struct List<'a> {
    names: Vec<Listed<'a>>,
    actors: &'a Actors,
    rules: &'a Rules,
    homes: &'a [Home],
}

impl<'a> List<'a> {
    fn add_actors(&mut self) {
        for actor in self.actors.iter() {
            let known = Known::Actor(actor.id.clone());
            let homes = self.homes_where(|home| home.actors.contains(&actor.id));
            let says = (homes, evidence_of(actor.kind));
            self.add(&actor.name, &known, says, None);
            for alias in actor.aliases.iter().chain(&actor.name_ar) {
                self.add(alias, &known, says, Some((&actor.id, actor.kind)));
            }
            for leader in &actor.leader {
                let known = Known::Leader {
                    actor: actor.id.clone(),
                    name: leader.name.clone(),
                    role: leader.role.clone(),
                };
                for name in std::iter::once(&leader.name).chain(&leader.aliases) {
                    self.add(name, &known, says, None);
                }
            }
        }
    }

    fn add_source(&mut self, source: &Source) {
        let known = Known::Source(source.id.clone());
        let homes = self.homes_where(|home| home.sources.contains(&source.id));
        let speaks_for_party = source.favours.iter().any(|id| {
            let actor = self.actors.get(id);
            actor.is_some_and(|actor| evidence_of(actor.kind) == Evidence::Party)
        });
        let evidence = if speaks_for_party {
            Evidence::Party
        } else {
            Evidence::InItself
        };
        for name in std::iter::once(&source.name)
            .chain(&source.aliases)
            .chain(&source.name_ar)
        {
            self.add(name, &known, (homes, evidence), None);
        }
        for person in &source.people {
            let known = Known::Spokesperson {
                source: source.id.clone(),
                name: person.name.clone(),
                role: person.role.clone(),
            };
            for name in std::iter::once(&person.name).chain(&person.aliases) {
                self.add(name, &known, (homes, evidence), None);
            }
        }
    }

    /// The homes of somebody; whoever is in none is known everywhere, as a source that the desk added.
    fn homes_where(&self, is_one: impl Fn(&Home) -> bool) -> Homes {
        let homes = Homes::of(self.homes, is_one);
        if homes.is_empty() { Homes::ALL } else { homes }
    }

    fn add(
        &mut self,
        words: &str,
        known: &Known,
        (homes, evidence): (Homes, Evidence),
        prefix_of: Option<(&'a ActorId, ActorKind)>,
    ) {
        let mut tokens = tokenise(words, &self.rules.words);
        let is_article = |t: &Token| self.rules.words.grammar.the.contains(&t.lower);
        if tokens.first().is_some_and(is_article) && tokens.len() > 1 {
            tokens.remove(0);
        }
        if tokens.is_empty() {
            return;
        }
        let is_of_somebody = matches!(known, Known::Actor(_) | Known::Source(_));
        let is_common = is_of_somebody && tokens.iter().all(|t| is_common(t, words, self.rules));
        let is_everywhere = homes == Homes::ALL;
        self.names.push(Listed {
            is_common: is_common && !is_everywhere,
            tokens,
            known: known.clone(),
            homes,
            evidence: if is_everywhere {
                Evidence::Nothing
            } else {
                evidence
            },
            prefix_of,
            is_generic: false,
        });
    }
}

/// Forces of other states and international bodies are in reports of many wars, and so are people who flee.
fn evidence_of(kind: ActorKind) -> Evidence {
    match kind {
        ActorKind::State | ActorKind::Rebel | ActorKind::Militia | ActorKind::Generic => {
            Evidence::Party
        }
        ActorKind::External
        | ActorKind::Civilians
        | ActorKind::International
        | ActorKind::Person => Evidence::Nothing,
    }
}

/// Whether a word of a name is in Latin letters and has no capital, or is the name of a people or belief of many wars.
/// Other scripts have no capitals to tell by, so that their words count as names.
fn is_common(token: &Token, words: &str, rules: &Rules) -> bool {
    let is_latin =
        |c: char| !c.is_alphabetic() || matches!(c, '\0'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}');
    let raw = token.span.of(words).unwrap_or_default();
    let is_shared = rules.words.grammar.shared_names.contains(&token.lower);
    raw.chars()
        .all(|c| is_latin(c) && (is_shared || !c.is_uppercase()))
}

/// A phrase is generic if its words are common, or the same with capitals: "Ministry of Defence" beside "defence ministry".
fn judge(names: &mut [Listed<'_>], rules: &Rules) {
    let common: BTreeSet<Vec<String>> = names
        .iter()
        .filter(|name| name.is_common)
        .map(|name| content(&name.tokens, rules))
        .collect();
    for name in names {
        let is_of_somebody = matches!(name.known, Known::Actor(_) | Known::Source(_));
        name.is_generic = name.is_common
            || is_of_somebody
                && name.homes != Homes::ALL
                && common.contains(&content(&name.tokens, rules));
    }
}

/// The words of a phrase in no order, without those that only join them.
fn content(tokens: &[Token], rules: &Rules) -> Vec<String> {
    let mut words: Vec<String> = tokens
        .iter()
        .filter(|t| t.kind != TokenKind::Punct)
        .filter(|t| t.capital || !rules.small_words.is_function(&t.lower))
        .map(|t| key(&t.lower).into_owned())
        .collect();
    words.sort();
    words
}
