//! The table of character references that html5ever is given in place of its own.

use std::collections::BTreeMap;

use html5ever::data::NAMED_ENTITIES;

/// The names of the HTML standard and the code points they stand for.
const NAMES: &str = include_str!("../../third-party/web_atoms/entities.txt");

/// What html5ever's own table holds: every name, and every beginning of one, which stands for nothing.
fn expected() -> BTreeMap<&'static str, (u32, u32)> {
    let mut entries = BTreeMap::new();
    for line in NAMES.lines() {
        let mut parts = line.split(' ');
        let name = parts.next().expect("a name");
        let mut point = || parts.next().map(|point| point.parse().expect("a number"));
        let first = point().expect("a code point");
        for end in 0..name.len() {
            entries.entry(&name[..end]).or_insert((0, 0));
        }
        entries.insert(name, (first, point().unwrap_or(0)));
    }
    entries
}

#[test]
fn every_name_and_every_beginning_of_one_is_known() {
    let expected = expected();
    assert_eq!(expected.len(), 9_854);
    for (name, points) in &expected {
        assert_eq!(NAMED_ENTITIES.get(name), Some(points), "{name}");
    }
}

#[test]
fn nothing_else_is_known() {
    let expected = expected();
    for name in expected.keys() {
        for end in [" ", ";", "!", "0", "A", "a", "z", "~", "\0", "\u{e9}"] {
            let longer = format!("{name}{end}");
            assert_eq!(
                NAMED_ENTITIES.get(&longer),
                expected.get(longer.as_str()),
                "{longer:?}"
            );
        }
    }
}
