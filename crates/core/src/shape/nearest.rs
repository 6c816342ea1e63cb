//! The nearest known name to a mistyped one.

/// The name of `known` that `name` was most likely meant to be, if any comes near.
///
/// Case and separators are not counted, so `PrimaryColour` and `primary_color` are both near `primaryColor`.
pub fn nearest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    // A hostile name may be a megabyte long, and the distance takes the product of both lengths to compute.
    const LONGEST: usize = 64;
    if name.len() > LONGEST {
        return None;
    }
    let plain = folded(name);
    known
        .into_iter()
        .map(|candidate| (strsim::osa_distance(&plain, &folded(candidate)), candidate))
        // A name of one or two letters is near everything short.
        .filter(|(distance, candidate)| {
            *distance <= (candidate.chars().count() / 3).max(1)
                && distance * 2 < plain.chars().count()
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

fn folded(name: &str) -> String {
    name.chars()
        .filter(|character| !matches!(character, '_' | '-' | ' '))
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_meant() {
        let known = ["primaryColor", "fontFamily", "borderRadius"];
        for (name, meant) in [
            ("primaryColour", Some("primaryColor")),
            ("primary_color", Some("primaryColor")),
            ("fontfamily", Some("fontFamily")),
            ("brderRadius", Some("borderRadius")),
            ("shadow", None),
            ("", None),
        ] {
            assert_eq!(nearest(name, known), meant, "{name}");
        }
    }
}
