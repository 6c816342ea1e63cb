//! In which order items are sent: fairly between those they are for.
//!
//! A batch may hold ten thousand cards for one conversation and ten for another. In the order of the file the ten would
//! wait for the ten thousand, so items go round by round: in each, everybody they are for gets one, in the order of the
//! file. What is for nobody in particular waits for nobody.

use std::collections::BTreeMap;

/// Whom an item is for, as a number that others do not share.
pub(crate) type Recipient = u64;

/// The places of items in the order in which they are sent. Items for the same recipient stay in their order.
pub(crate) fn fair_order(recipients: impl IntoIterator<Item = Option<Recipient>>) -> Vec<usize> {
    let mut rounds: BTreeMap<Recipient, u32> = BTreeMap::new();
    let mut order: Vec<(u32, usize)> = recipients
        .into_iter()
        .enumerate()
        .map(|(place, recipient)| {
            let Some(recipient) = recipient else {
                return (0, place);
            };
            let round = rounds.entry(recipient).or_default();
            let its = *round;
            *round = round.saturating_add(1);
            (its, place)
        })
        .collect();
    order.sort_unstable();
    order.into_iter().map(|(_, place)| place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_long_queue_does_not_keep_a_short_one_waiting() {
        let (long, short) = (Some(1), Some(2));
        let order = fair_order([long, long, long, long, short, None, short]);
        assert_eq!(order, [0, 4, 5, 1, 6, 2, 3]);
    }

    #[test]
    fn where_nothing_is_shared_the_order_is_that_of_the_file() {
        assert_eq!(fair_order([Some(9), Some(3), None]), [0, 1, 2]);
        assert_eq!(fair_order([Some(9); 4]), [0, 1, 2, 3]);
        assert!(fair_order([]).is_empty());
    }

    proptest! {
        #[test]
        fn everything_comes_once_and_nobody_is_more_than_one_ahead(
            recipients in prop::collection::vec(prop::option::of(0..5_u64), 0..60)
        ) {
            let order = fair_order(recipients.iter().copied());
            let mut all = order.clone();
            all.sort_unstable();
            prop_assert_eq!(all, (0..recipients.len()).collect::<Vec<_>>());
            let mut served: BTreeMap<u64, usize> = BTreeMap::new();
            for (sent, place) in order.iter().enumerate() {
                let Some(recipient) = recipients[*place] else { continue };
                *served.entry(recipient).or_default() += 1;
                let waiting = order[sent + 1..].iter().filter_map(|place| recipients[*place]);
                for other in waiting {
                    let theirs = served.get(&other).copied().unwrap_or_default();
                    prop_assert!(served[&recipient] <= theirs + 1);
                }
                let mut before = order[..sent].iter().filter(|other| recipients[**other] == Some(recipient));
                prop_assert!(before.all(|other| other < place), "the order of one recipient");
            }
        }
    }
}
