//! Which paths a fault is about.

use serde::{Deserialize, Serialize};

use crate::endpoints::SANDBOX_PREFIX;

/// A path in which `{name}` stands for any one segment.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Pattern(String);

impl Pattern {
    pub(crate) fn matches(&self, path: &str) -> bool {
        let mut segments = path.split('/');
        self.0.split('/').all(|wanted| {
            segments.next().is_some_and(|segment| {
                segment == wanted || (is_variable(wanted) && !segment.is_empty())
            })
        }) && segments.next().is_none()
    }
}

impl TryFrom<String> for Pattern {
    type Error = String;

    fn try_from(pattern: String) -> Result<Self, String> {
        if !pattern.starts_with('/') {
            return Err(format!(
                "\"{pattern}\" is not a path; it must start with /, as in /api/v2/integrations/{{id}}"
            ));
        }
        if pattern.starts_with(SANDBOX_PREFIX) {
            return Err(format!(
                "\"{pattern}\" is the sandbox's own; faults are for the paths outside {SANDBOX_PREFIX}"
            ));
        }
        if pattern.contains(['?', '#']) {
            return Err(format!(
                "\"{pattern}\" has a query or a fragment; a path is compared without them"
            ));
        }
        let braced = |segment: &str| segment.contains(['{', '}']) && !is_variable(segment);
        if let Some(segment) = pattern.split('/').find(|segment| braced(segment)) {
            return Err(format!(
                "\"{pattern}\" has the segment \"{segment}\"; {{name}} stands for a whole segment"
            ));
        }
        Ok(Pattern(pattern))
    }
}

fn is_variable(segment: &str) -> bool {
    segment
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'))
        .is_some_and(|name| !name.is_empty() && !name.contains(['{', '}']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_variable_is_one_segment() {
        for (pattern, path, matches) in [
            ("/api/v2/integrations", "/api/v2/integrations", true),
            ("/api/v2/integrations", "/api/v2/integrations/", false),
            ("/api/v2/integrations", "/api/v2/integrations/1", false),
            ("/api/v2/integrations/{id}", "/api/v2/integrations/1", true),
            ("/api/v2/integrations/{id}", "/api/v2/integrations/", false),
            ("/api/v2/integrations/{id}", "/api/v2/integrations", false),
            (
                "/api/v2/integrations/{id}",
                "/api/v2/integrations/1/2",
                false,
            ),
            ("/jobs/{id}/result", "/jobs/7/result", true),
            ("/jobs/{id}/result", "/jobs/7/other", false),
            ("/", "/", true),
        ] {
            let pattern = Pattern::try_from(pattern.to_owned()).expect("a pattern");
            assert_eq!(pattern.matches(path), matches, "{pattern:?} {path}");
        }
    }

    #[test]
    fn what_could_never_match_is_refused() {
        for pattern in [
            "",
            "api/v2",
            "/sandbox/state",
            "/a?b",
            "/a#b",
            "/a/{id",
            "/a/x{id}",
            "/a/{}",
        ] {
            assert!(Pattern::try_from(pattern.to_owned()).is_err(), "{pattern}");
        }
    }
}
