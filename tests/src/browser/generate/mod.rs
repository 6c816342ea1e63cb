//! Cases from a seed: payloads of every kind as their views draw them, and mutants of what is drawn.

mod messenger;
mod mutate;
mod mutations;

use fastrand::Rng;
use preflight_core::dom::Document;

use super::{Case, Scheme};

/// As many cases as are asked for, the same for the same seed.
pub fn cases(seed: u64, count: usize) -> Vec<Case> {
    let mut random = Rng::with_seed(seed);
    (0..count).map(|number| case(number, &mut random)).collect()
}

fn case(number: usize, random: &mut Rng) -> Case {
    let html = messenger::draw(random);
    let mut document = Document::from_html(&html);
    // Every third is as it was drawn; the others have one to three faults, so that they are seen beside each other.
    let faults = if number.is_multiple_of(3) {
        0
    } else {
        random.usize(1..=3)
    };
    let mut id = format!("{number}");
    for _ in 0..faults {
        if let Some(name) = mutate::once(&mut document, random) {
            id.push(' ');
            id.push_str(name);
        }
    }
    let scheme = if random.bool() {
        Scheme::Light
    } else {
        Scheme::Dark
    };
    Case::of(id, scheme, &document.to_html())
}
