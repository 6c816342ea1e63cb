//! Cases from a seed: payloads of every kind as their views draw them, and mutants of what is drawn.

mod mutate;
mod mutations;
mod payloads;
mod texts;

use fastrand::Rng;
use preflight_core::dom::Document;
use preflight_core::view::{self, FormState, Language, Settings, View};
use preflight_core::{Kind, Options, Policy};

use super::Case;

/// As many cases as are asked for, the same for the same seed.
pub fn cases(seed: u64, count: usize) -> Vec<Case> {
    let mut random = Rng::with_seed(seed);
    (0..count).map(|number| case(number, &mut random)).collect()
}

/// Kinds in the proportion in which there is something to judge about them.
const KINDS: &[Kind] = &[
    Kind::WidgetConfiguration,
    Kind::RichCard,
    Kind::WidgetConfiguration,
    Kind::RichCard,
    Kind::WidgetConfiguration,
    Kind::Channel,
    Kind::AgentWidget,
    Kind::ParticipantVariables,
];

fn case(number: usize, random: &mut Rng) -> Case {
    let kind = KINDS[number % KINDS.len()];
    let view = draw(kind, settings(random), random);
    let settings = view.settings();
    let mut id = format!("{number} {} {}", kind.name(), settings.language.tag());
    // Every third is as it was drawn; the others have one to four faults, so that they are seen beside each other.
    if number.is_multiple_of(3) {
        return Case::drawn(id, &view);
    }
    let mut document = Document::from_html(&view.page());
    for _ in 0..random.usize(1..=4) {
        if let Some(name) = mutate::once(&mut document, random) {
            id.push(' ');
            id.push_str(name);
        }
    }
    Case::page(id, settings.scheme.into(), &document.to_html())
}

fn settings(random: &mut Rng) -> Settings {
    Settings {
        scheme: if random.bool() {
            view::Scheme::Light
        } else {
            view::Scheme::Dark
        },
        language: random.choice(Language::ALL).copied().unwrap_or_default(),
        form: if random.bool() {
            FormState::Untouched
        } else {
            FormState::Invalid
        },
    }
}

/// A payload of a kind, drawn.
fn draw(kind: Kind, settings: Settings, random: &mut Rng) -> View {
    let policy = Policy::default();
    let options = Options {
        kind: Some(kind),
        ..Options::new(&policy)
    };
    let payload = payloads::payload(kind, random).to_string();
    view::preview(&payload, options, settings).expect("a payload is drawn")
}
