//! Putting things in the order of the text they stand in.

/// Sorts by a place; what has the same place keeps its order.
///
/// The standard library's stable sort is compiled anew for each type, and weighs more than what calls it: here the places are
/// sorted, always as the same type, and the things follow them.
pub(crate) fn sort_by_place<T>(items: &mut Vec<T>, place: impl Fn(&T) -> (usize, usize)) {
    let mut places: Vec<((usize, usize), usize)> = items.iter().map(place).zip(0..).collect();
    if places.is_sorted() {
        return;
    }
    places.sort_unstable();
    let mut unsorted: Vec<Option<T>> = std::mem::take(items).into_iter().map(Some).collect();
    items.extend(
        places
            .into_iter()
            .filter_map(|(_, index)| unsorted[index].take()),
    );
}

#[cfg(test)]
mod tests {
    use super::sort_by_place;

    #[test]
    fn what_has_the_same_place_keeps_its_order() {
        let mut items = vec![
            (3, 4, 'a'),
            (1, 2, 'b'),
            (3, 4, 'c'),
            (1, 1, 'd'),
            (1, 2, 'e'),
        ];
        sort_by_place(&mut items, |&(start, end, _)| (start, end));
        let names: String = items.iter().map(|(_, _, name)| name).collect();
        assert_eq!(names, "dbeac");
    }
}
