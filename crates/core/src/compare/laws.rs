//! What holds of any two versions.

use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};

use super::tests::compared;
use super::*;
use crate::Kind;

/// Any JSON, with keys and words that meet again.
fn any_json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::Bool),
        (0..4_u8).prop_map(|number| json!(number)),
        "[ab]{0,2}".prop_map(Json::String),
    ];
    leaf.prop_recursive(4, 48, 6, |inner| {
        let key = prop::sample::select(vec!["a", "b", "~/", "", "id", "name", "label", "type"]);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Json::Array),
            prop::collection::btree_map(key.prop_map(str::to_owned), inner, 0..5)
                .prop_map(|entries| Json::Object(entries.into_iter().collect())),
        ]
    })
}

/// The newer version, made of the older one and the changes: values that came or are others are looked up where the change
/// says they stand, everything else is taken over.
fn applied(before: &Json, after: &Json, changes: &[Change]) -> Json {
    let changes = Changes { changes, after };
    changes.made(before, "", "")
}

struct Changes<'c> {
    changes: &'c [Change],
    after: &'c Json,
}

impl Changes<'_> {
    fn find(&self, kind: ChangeKind, before: Option<&str>, after: Option<&str>) -> Option<&Change> {
        self.changes.iter().find(|change| {
            let is = |pointer: &Option<Pointer>, wanted: Option<&str>| {
                wanted.is_none_or(|wanted| pointer.as_ref().map(Pointer::as_str) == Some(wanted))
            };
            change.kind == kind
                && is(&change.before_pointer, before)
                && is(&change.after_pointer, after)
        })
    }

    fn now(&self, pointer: &str) -> Json {
        let value = self.after.pointer(pointer);
        value.expect("the change says that it is there").clone()
    }

    fn made(&self, value: &Json, before: &str, after: &str) -> Json {
        if self
            .find(ChangeKind::Changed, Some(before), Some(after))
            .is_some()
        {
            return self.now(after);
        }
        let step = |pointer: &str, name: &str| {
            format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"))
        };
        match value {
            Json::Object(members) => {
                let mut made = Map::new();
                for (key, value) in members {
                    let (old, new) = (step(before, key), step(after, key));
                    if self.find(ChangeKind::Removed, Some(&old), None).is_none() {
                        made.insert(key.clone(), self.made(value, &old, &new));
                    }
                }
                let added = self
                    .changes
                    .iter()
                    .filter(|change| change.kind == ChangeKind::Added);
                for pointer in added.map(|change| change.pointer.as_str()) {
                    let (around, key) = pointer.rsplit_once('/').expect("it is in something");
                    if around == after {
                        let key = key.replace("~1", "/").replace("~0", "~");
                        made.insert(key, self.now(pointer));
                    }
                }
                Json::Object(made)
            }
            Json::Array(items) => {
                let old = |place: usize| step(before, &place.to_string());
                let mut rest = (0..items.len()).filter(|place| {
                    let old = old(*place);
                    let gone = self.find(ChangeKind::Removed, Some(&old), None);
                    gone.or(self.find(ChangeKind::Moved, Some(&old), None))
                        .is_none()
                });
                let mut made = Vec::new();
                loop {
                    let new = step(after, &made.len().to_string());
                    if self.find(ChangeKind::Added, None, Some(&new)).is_some() {
                        made.push(self.now(&new));
                        continue;
                    }
                    let moved = self.find(ChangeKind::Moved, None, Some(&new));
                    let from = moved.map(|change| {
                        let from = change.before_pointer.as_ref().expect("where it was");
                        let (around, place) =
                            from.as_str().rsplit_once('/').expect("it is in something");
                        assert_eq!(around, before);
                        place.parse().expect("a place")
                    });
                    let Some(from) = from.or_else(|| rest.next()) else {
                        return Json::Array(made);
                    };
                    made.push(self.made(&items[from], &old(from), &new));
                }
            }
            other => other.clone(),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn the_changes_are_the_way_from_one_version_to_the_other(before in any_json(), after in any_json()) {
        let found = compared(&before.to_string(), &after.to_string(), Some(Kind::RichCard));
        prop_assert_eq!(found.omitted, 0);
        prop_assert_eq!(found.changes.is_empty(), before == after);
        prop_assert_eq!(applied(&before, &after, &found.changes), after);
    }

    #[test]
    fn a_version_does_not_differ_from_itself(version in any_json()) {
        let pretty = serde_json::to_string_pretty(&version).expect("JSON");
        let found = compared(&version.to_string(), &pretty, Some(Kind::RichCard));
        prop_assert_eq!((found.changes, found.same), (Vec::new(), true));
    }
}
