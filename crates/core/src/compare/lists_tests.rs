//! Of two lists, what stays, moves, comes and goes.

use super::*;
use proptest::prelude::*;

fn items(values: &[u32]) -> Vec<Item> {
    let item = |value: &u32| Item {
        value: *value,
        sort: (0, *value % 2),
        name: None,
    };
    values.iter().map(item).collect()
}

/// The steps as a person would write them.
fn written(before: &[u32], after: &[u32], budget: usize, pairs: bool) -> String {
    let mut budget = Budget(budget);
    let steps = align(&items(before), &items(after), &mut budget, |_, _| pairs);
    let step = |step: &Step| match *step {
        Step::Both {
            before: one,
            after: other,
            moved,
        } => match (moved, before[one] == after[other]) {
            (true, _) => format!("~{}", after[other]),
            (false, true) => format!("{}", after[other]),
            (false, false) => format!("{}>{}", before[one], after[other]),
        },
        Step::Added(place) => format!("+{}", after[place]),
        Step::Removed(place) => format!("-{}", before[place]),
    };
    steps.iter().map(step).collect::<Vec<_>>().join(" ")
}

#[test]
fn items_stay_move_come_and_go() {
    for (before, after, expected) in [
        (&[1, 2, 3][..], &[1, 2, 3][..], "1 2 3"),
        (&[1, 3], &[1, 2, 3], "1 +2 3"),
        (&[1, 2, 3], &[1, 3], "1 -2 3"),
        (&[1, 2, 3], &[3, 1, 2], "~3 1 2"),
        (&[1, 2, 1], &[2, 1], "-1 2 1"),
        (&[1, 2, 3], &[1, 4, 3], "1 2>4 3"),
        (&[1, 2], &[3, 4, 5], "1>3 2>4 +5"),
        (&[1, 2], &[4, 3], "~4 1>3"),
        (&[], &[1], "+1"),
        (&[1, 1, 1], &[1], "1 -1 -1"),
    ] {
        assert_eq!(written(before, after, 1_000, true), expected);
    }
    assert_eq!(written(&[1, 2, 3], &[1, 4, 3], 1_000, false), "1 +4 -2 3");
    assert_eq!(
        written(&[1, 2, 3, 4], &[4, 1, 2, 3], 0, true),
        "~4 1 2 3",
        "without a budget"
    );
}

#[test]
fn more_pairs_than_can_be_counted_are_too_many() {
    let many = 1 << (usize::BITS / 2);
    let mut budget = Budget::default();
    assert!(!budget.spend(many, many));
    assert!(budget.spend(2, 3), "nothing was spent on them");
}

proptest! {
    #[test]
    fn every_item_is_told_once(
        before in prop::collection::vec(0_u32..6, 0..12),
        after in prop::collection::vec(0_u32..6, 0..12),
        budget in prop::sample::select(vec![0_usize, 1_000]),
        pairs: bool,
    ) {
        let mut left = Budget(budget);
        let steps = align(&items(&before), &items(&after), &mut left, |_, _| pairs);
        let (mut old, mut new) = (Vec::new(), Vec::new());
        let mut last = None;
        for step in &steps {
            match *step {
                Step::Both { before: one, after: other, moved } => {
                    old.push(one);
                    new.push(other);
                    prop_assert!(pairs || before[one] == after[other]);
                    if !moved {
                        prop_assert!(last.is_none_or(|last| last < one), "they stay in order");
                        last = Some(one);
                    }
                }
                Step::Added(place) => new.push(place),
                Step::Removed(place) => old.push(place),
            }
        }
        old.sort_unstable();
        prop_assert_eq!(old, (0..before.len()).collect::<Vec<_>>());
        prop_assert_eq!(new, (0..after.len()).collect::<Vec<_>>());
    }
}
