//! Conditions of style sheets: which certainly hold where a person looks at a screen with nothing set up, which do not,
//! and which depend on the window or the browser.

/// Whether a condition holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    Yes,
    No,
    Perhaps,
}

/// Whether a media query list holds.
pub(super) fn query(text: &str) -> Holds {
    let text = text.trim().to_ascii_lowercase();
    if text.is_empty() {
        return Holds::Yes;
    }
    let each: Vec<Holds> = text.split(',').map(one).collect();
    if each.contains(&Holds::Yes) {
        Holds::Yes
    } else if each.contains(&Holds::Perhaps) {
        Holds::Perhaps
    } else {
        Holds::No
    }
}

fn one(query: &str) -> Holds {
    let query = query.trim();
    if let Some(rest) = query.strip_prefix("not ") {
        return match one(rest) {
            Holds::Yes => Holds::No,
            Holds::No => Holds::Yes,
            Holds::Perhaps => Holds::Perhaps,
        };
    }
    let query = query.strip_prefix("only ").unwrap_or(query);
    if query.contains(" or ") {
        return Holds::Perhaps;
    }
    let parts: Vec<Holds> = query.split(" and ").map(part).collect();
    if parts.contains(&Holds::No) {
        Holds::No
    } else if parts.contains(&Holds::Perhaps) {
        Holds::Perhaps
    } else {
        Holds::Yes
    }
}

/// A type of media, or a feature. What people set up for themselves is taken to be not set up.
fn part(part: &str) -> Holds {
    let part: String = part
        .chars()
        .filter(|other| !other.is_whitespace())
        .collect();
    match part.as_str() {
        "all"
        | "screen"
        | "(prefers-color-scheme:light)"
        | "(prefers-contrast:no-preference)"
        | "(prefers-reduced-motion:no-preference)"
        | "(forced-colors:none)"
        | "(scripting:enabled)" => Holds::Yes,
        "(prefers-color-scheme:dark)"
        | "(prefers-contrast)"
        | "(prefers-contrast:more)"
        | "(prefers-contrast:less)"
        | "(prefers-reduced-motion)"
        | "(prefers-reduced-motion:reduce)"
        | "(forced-colors:active)"
        | "(forced-colors)"
        | "(inverted-colors:inverted)"
        | "(scripting:none)" => Holds::No,
        part if part.starts_with('(') => Holds::Perhaps,
        // Print, speech, and types that are no more.
        _ => Holds::No,
    }
}

#[cfg(test)]
mod tests {
    use super::{Holds, query};

    #[test]
    fn only_what_nobody_can_change_is_certain() {
        for (text, holds) in [
            ("", Holds::Yes),
            ("all", Holds::Yes),
            ("screen", Holds::Yes),
            ("only screen", Holds::Yes),
            ("print", Holds::No),
            ("not print", Holds::Yes),
            ("print, screen", Holds::Yes),
            ("screen and (min-width: 600px)", Holds::Perhaps),
            ("(min-width: 600px)", Holds::Perhaps),
            ("print and (min-width: 600px)", Holds::No),
            ("(prefers-color-scheme: dark)", Holds::No),
            ("(prefers-color-scheme: light)", Holds::Yes),
            ("not (prefers-reduced-motion: reduce)", Holds::Yes),
        ] {
            assert_eq!(query(text), holds, "{text}");
        }
    }
}
