//! URIs of files.

use std::fmt::Write as _;
use std::path::Path;

use url::Url;

use super::model::ArtifactLocation;
use crate::input::{Root, is_no_file};

/// The name of the folder that relative URIs begin at; code hosts take it for the root of the repository.
pub(super) const SOURCE_ROOT: &str = "%SRCROOT%";

/// Where a file is: below the source root, or else where the machine has it.
///
/// What is no file is a relative reference without a base: it is nowhere, and still has a name to show.
pub(super) fn artifact(root: &Root, path: &str) -> ArtifactLocation {
    let relative = root.relative(path);
    if is_no_file(path) {
        return ArtifactLocation {
            uri: encoded(&relative),
            uri_base_id: None,
        };
    }
    let outside = relative.starts_with("../") || Path::new(&relative).is_absolute();
    let absolute = outside
        .then(|| Url::from_file_path(root.absolute(path)).ok())
        .flatten();
    match absolute {
        Some(url) => ArtifactLocation {
            uri: url.into(),
            uri_base_id: None,
        },
        None => ArtifactLocation {
            uri: encoded(&relative),
            uri_base_id: Some(SOURCE_ROOT),
        },
    }
}

/// A path with every byte encoded that is not unreserved (RFC 3986 section 2.3); among the others are `:`, which would
/// make a scheme of what stands before it, and `\`, which some file systems allow in names.
fn encoded(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            _ => {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_one_path_of_a_uri() {
        for (path, uri) in [
            ("cards/a-b_c~1.json", "cards/a-b_c~1.json"),
            ("a b.json", "a%20b.json"),
            ("100%.json", "100%25.json"),
            ("a#b?c.json", "a%23b%3Fc.json"),
            ("c:d.json", "c%3Ad.json"),
            ("a\\b.json", "a%5Cb.json"),
            ("é\n.json", "%C3%A9%0A.json"),
            ("<stdin>", "%3Cstdin%3E"),
        ] {
            assert_eq!(encoded(path), uri);
        }
    }
}
