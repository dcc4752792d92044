//! Verb groups: auxiliaries, negation, chains such as "began fleeing", the main verb.

use compact_str::format_compact;
use marsad_domain::{Span, Stance};

use crate::{
    rules::{Catenative, GrammarWords, Hedge, Rules, VerbForm, VerbList},
    text::{
        token::Word,
        unit::{Tag, Unit},
    },
};

/// A verb group with what its words do to the claim.
#[derive(Debug, Clone)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a property of the words that can go with any other"
)]
pub(crate) struct VerbGroup {
    pub(crate) span: Span,
    /// Lemma of the main verb; "be" or "have" where there is no other.
    pub(crate) lemma: Word,
    /// A particle behind it ("out", "back").
    pub(crate) particle: Option<Word>,
    /// The main verb alone.
    pub(crate) verb_span: Span,
    pub(crate) form: VerbForm,
    pub(crate) is_finite: bool,
    pub(crate) is_infinitive: bool,
    pub(crate) is_passive: bool,
    pub(crate) is_negated: bool,
    pub(crate) is_attempted: bool,
    /// Past or perfect: it speaks of what is over.
    pub(crate) is_past: bool,
    /// Stance that modals and chains give.
    pub(crate) stance: Option<Stance>,
    pub(crate) is_second_hand: bool,
    /// Whether its subject does it to itself: "killed himself".
    pub(crate) is_reflexive: bool,
    /// Lemmas of the verbs passed on the way ("begin" in "began fleeing").
    pub(crate) chain: Vec<Word>,
}

impl VerbGroup {
    /// Whether the group is a verb of a list; entries may have a particle or preposition behind the lemma.
    pub(crate) fn is_one_of(&self, verbs: &VerbList, next_preposition: Option<&str>) -> bool {
        verbs.has(&self.lemma, self.particle.as_deref(), next_preposition)
    }
}

impl VerbGroup {
    /// The "is" that notes and headlines leave out, at the word before which it would stand.
    pub(crate) fn left_out(lemma: &str, at: Span) -> Self {
        let here = Span::new(at.start(), at.start());
        Self {
            span: here,
            lemma: lemma.into(),
            particle: None,
            verb_span: here,
            form: VerbForm::Third,
            is_finite: true,
            is_infinitive: false,
            is_passive: false,
            is_negated: false,
            is_attempted: false,
            is_past: false,
            stance: None,
            is_second_hand: false,
            is_reflexive: false,
            chain: Vec::new(),
        }
    }
}

/// Reads the verb group that begins at unit `at`; returns it with the number of units it takes.
pub(crate) fn read(units: &[Unit], at: usize, rules: &Rules) -> Option<(VerbGroup, usize)> {
    let mut state = State::default();
    let mut taken = 0;
    while let Some(unit) = units.get(at + taken) {
        if !state.take(units, at + taken, unit, rules) {
            break;
        }
        taken += 1;
        state.last_taken = if matches!(unit.tag, Tag::Adverb) {
            state.last_taken
        } else {
            taken
        };
    }
    let taken = state.last_taken;
    let span = units
        .get(at)?
        .span
        .union(units.get(at + taken.checked_sub(1)?)?.span);
    let mut group = state.finish(span)?;
    let extra = particle(units, at + taken, &mut group, rules);
    Some((group, taken + extra))
}

/// A particle right behind the verb that is no preposition of its own.
fn particle(units: &[Unit], at: usize, group: &mut VerbGroup, rules: &Rules) -> usize {
    let Some(particles) = rules.lexicon.particles(&group.lemma) else {
        return 0;
    };
    let two = match units.get(at..at + 2) {
        Some([first, second]) => Some(format_compact!("{} {}", first.lower, second.lower)),
        _ => None,
    };
    for (words, n) in [(two, 2), (units.get(at).map(|u| u.lower.clone()), 1)] {
        let Some(words) = words else { continue };
        let opens_phrase = units.get(at).is_some_and(|u| u.tag == Tag::Preposition)
            && units.get(at + 1).is_some_and(Unit::opens_phrase);
        if particles.contains(words.as_str()) && !opens_phrase {
            if let Some(last) = units.get(at + n - 1) {
                group.span = group.span.union(last.span);
            }
            group.particle = Some(words);
            return n;
        }
        if n == 1
            && words
                .strip_suffix(" of")
                .is_some_and(|w| particles.contains(w))
        {
            group.particle = words.strip_suffix(" of").map(Word::from);
            return 0;
        }
    }
    0
}

#[derive(Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each notes whether one kind of word was seen"
)]
struct State {
    last_taken: usize,
    seen_be: bool,
    seen_have: bool,
    seen_any_aux: bool,
    to: bool,
    finite: bool,
    decided: bool,
    past: bool,
    negated: bool,
    attempted: bool,
    stance: Option<Stance>,
    second_hand: bool,
    chain: Vec<Word>,
    main: Option<(Word, VerbForm, Span)>,
    be_span: Option<(Word, Span)>,
    passive: bool,
    ended: bool,
}

impl State {
    /// Whether the unit belongs to the group; if so it is taken.
    fn take(&mut self, units: &[Unit], at: usize, unit: &Unit, rules: &Rules) -> bool {
        if self.ended {
            return false;
        }
        let grammar = &rules.words.grammar;
        match &unit.tag {
            Tag::Modal if self.main.is_none() => {
                self.stance = rules.words.modals.get(&unit.lower).copied().or(self.stance);
                self.decide(true);
                self.seen_any_aux = true;
            }
            Tag::Be => return self.take_be(unit, grammar),
            Tag::Have if self.main.is_none() => {
                let is_finite = !self.to && !grammar.perfect_participle.contains(&unit.lower);
                self.decide(is_finite || !grammar.nonfinite_have.contains(&unit.lower));
                self.seen_have = true;
                self.past = true;
                self.seen_any_aux = true;
                self.be_span = Some((grammar.lemma_have.as_str().into(), unit.span));
            }
            Tag::Do if self.main.is_none() => {
                self.decide(true);
                self.past |= grammar.past_auxiliaries.contains(&unit.lower);
                self.seen_any_aux = true;
                self.be_span = Some((grammar.lemma_do.as_str().into(), unit.span));
            }
            Tag::Negation => self.negated = !self.negated,
            Tag::Adverb => self.hedge(unit, rules),
            Tag::To => return self.take_to(rules),
            Tag::Verb(sense) => {
                return self.take_verb(units, at, unit, &sense.lemma, sense.form, rules);
            }
            Tag::Noun if self.seen_be && self.main.is_none() => {
                return self.take_state_word(units, at, unit, rules);
            }
            _ => return false,
        }
        true
    }

    fn decide(&mut self, finite: bool) {
        if !self.decided {
            self.decided = true;
            self.finite = finite;
        }
    }

    fn take_be(&mut self, unit: &Unit, grammar: &GrammarWords) -> bool {
        if self.main.is_some() && !self.to {
            return false;
        }
        self.decide(!grammar.nonfinite_be.contains(&unit.lower) && !self.to);
        self.past |= grammar.past_auxiliaries.contains(&unit.lower);
        self.seen_be = true;
        self.seen_any_aux = true;
        self.to = false;
        self.be_span = Some((grammar.lemma_be.as_str().into(), unit.span));
        true
    }

    /// "likely to", "set to", "ready to": a word behind "be" that opens a verb.
    fn take_state_word(&mut self, units: &[Unit], at: usize, unit: &Unit, rules: &Rules) -> bool {
        if units.get(at + 1).is_none_or(|u| u.tag != Tag::To) {
            return false;
        }
        let key = format_compact!("{} {}", rules.words.grammar.lemma_be, unit.lower);
        match rules.words.catenatives.get(&key) {
            Some(effect) => {
                self.apply(*effect);
                self.chain.push(key);
                true
            }
            None => false,
        }
    }

    fn take_to(&mut self, rules: &Rules) -> bool {
        if self.main.is_none() && !self.seen_any_aux {
            self.decide(false);
            self.to = true;
            return true;
        }
        if let Some((lemma, _, _)) = self.main.clone() {
            let Some(effect) = rules.words.catenatives.get(&lemma) else {
                return false;
            };
            self.apply(*effect);
            self.chain.push(lemma);
            self.main = None;
            self.passive = false;
        } else if self.seen_be {
            self.stance = self.stance.or(Some(Stance::Intended));
            self.chain
                .push(rules.words.grammar.lemma_be.as_str().into());
        } else if !self.seen_have {
            return false;
        }
        self.seen_be = false;
        self.to = true;
        true
    }

    fn take_verb(
        &mut self,
        units: &[Unit],
        at: usize,
        unit: &Unit,
        lemma: &str,
        form: VerbForm,
        rules: &Rules,
    ) -> bool {
        if let Some((first, _, _)) = &self.main {
            let is_chain = form == VerbForm::Ing && rules.words.catenatives.contains_key(first);
            if !is_chain {
                return false;
            }
            let first = first.clone();
            if let Some(effect) = rules.words.catenatives.get(&first) {
                self.apply(*effect);
            }
            self.chain.push(first);
            self.passive = false;
            self.seen_be = false;
        }
        let form = self.settle(form, (units, at), lemma, rules);
        if !self.seen_any_aux && !self.to {
            self.decide(!matches!(form, VerbForm::Ing | VerbForm::Participle));
        }
        self.past |= matches!(form, VerbForm::Past | VerbForm::Participle) && !self.to;
        self.passive = self.seen_be && matches!(form, VerbForm::Participle)
            || !self.seen_have && !self.seen_be && form == VerbForm::Participle;
        self.main = Some((lemma.into(), form, unit.span));
        self.to = false;
        true
    }

    /// A form that can be past or participle is a participle behind "be" and "have", and before "by", unless "by" opens
    /// a means of speaking: "said by telephone".
    fn settle(
        &self,
        form: VerbForm,
        (units, at): (&[Unit], usize),
        lemma: &str,
        rules: &Rules,
    ) -> VerbForm {
        let is_either = matches!(form, VerbForm::Past | VerbForm::Participle);
        let by_follows = units
            .get(at + 1..)
            .and_then(|rest| rest.iter().find(|u| u.tag != Tag::Adverb))
            .is_some_and(|u| rules.words.grammar.agent.contains(&u.lower));
        let speaks = rules
            .speech
            .iter()
            .any(|speech| speech.verbs.contains(lemma));
        let is_means = speaks
            && units
                .get(at + 2)
                .is_some_and(|u| rules.words.grammar.means.contains(&u.lower));
        if is_either && (self.seen_be || self.seen_have || by_follows && !is_means) {
            VerbForm::Participle
        } else {
            form
        }
    }

    fn apply(&mut self, effect: Catenative) {
        match effect {
            Catenative::Same => {}
            Catenative::Expected => self.stance = Some(Stance::Expected),
            Catenative::Intended => self.stance = Some(Stance::Intended),
            Catenative::Hypothetical => self.stance = Some(Stance::Hypothetical),
            Catenative::Negated => self.negated = !self.negated,
            Catenative::Attempted => self.attempted = true,
        }
    }

    fn hedge(&mut self, unit: &Unit, rules: &Rules) {
        match rules.words.hedges.get(&unit.lower) {
            Some(Hedge::SecondHand) => self.second_hand = true,
            Some(Hedge::Hypothetical) => self.stance = Some(Stance::Hypothetical),
            Some(Hedge::Expected) => self.stance = Some(Stance::Expected),
            None => {}
        }
    }

    fn finish(self, span: Span) -> Option<VerbGroup> {
        let (lemma, form, verb_span) = match (self.main, self.be_span) {
            (Some(main), _) => main,
            (None, Some((lemma, at))) => (lemma, VerbForm::Third, at),
            (None, None) => return None,
        };
        Some(VerbGroup {
            span,
            is_infinitive: !self.finite && form == VerbForm::Base,
            is_finite: self.finite,
            lemma,
            particle: None,
            verb_span,
            form,
            is_passive: self.passive,
            is_negated: self.negated,
            is_attempted: self.attempted,
            is_past: self.past,
            stance: self.stance,
            is_second_hand: self.second_hand,
            is_reflexive: false,
            chain: self.chain,
        })
    }
}
