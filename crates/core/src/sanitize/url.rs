//! URLs, decided after parsing as browsers parse ([WHATWG URL](https://url.spec.whatwg.org/)), so that neither case nor
//! white space nor a character reference hides a scheme.

use ::url::{ParseError, Url};

use super::problem::{Found, Problem};
use super::url_spelling;
use crate::finding::declare::rules;
use crate::json::shown_key;

rules! {
    /// A URL that a person follows is absolute.
    ///
    /// A relative one (`/orders`, `//example.com`) means whatever page it happens to be opened from.
    ///
    /// Invalid:
    ///
    /// ```json rich-card /components/2/buttons/0/payload
    /// "/orders/1"
    /// ```
    ///
    /// Valid:
    ///
    /// ```json rich-card /components/2/buttons/0/payload
    /// "https://example.com/orders/1"
    /// ```
    pub(crate) NOT_ABSOLUTE = "url/not-absolute", Error, Security,
        "A URL is not absolute.";
    /// A URL that a person follows has one of the schemes https, http, mailto and tel.
    ///
    /// Decided after parsing as browsers do, so that neither case, white space nor a character reference hides a scheme;
    /// `javascript:` runs, `data:` opens a document that looks like the page, others start programs.
    ///
    /// Invalid:
    ///
    /// ```json rich-card /components/2/buttons/0/payload
    /// " java\tscript:go()"
    /// ```
    ///
    /// ```json rich-card /components/1/components/0/text
    /// "See [the terms](data:text/html,x)."
    /// ```
    ///
    /// Valid:
    ///
    /// ```json rich-card /components/2/buttons/0/payload
    /// "mailto:help@example.com"
    /// ```
    ///
    /// ```json rich-card /components/1/components/0/text
    /// "See [the terms](https://example.com/terms)."
    /// ```
    pub(crate) SCHEME = "url/scheme", Error, Security,
        "A URL has a scheme that a person may not be sent to.";
    /// A URL carries no user name or password.
    ///
    /// `https://example.com@elsewhere.test` leads elsewhere, and a real password would be sent to everybody who sees the
    /// message.
    ///
    /// Invalid:
    ///
    /// ```json rich-card /components/2/buttons/0/payload
    /// "https://example.com@elsewhere.test/"
    /// ```
    ///
    /// Valid:
    ///
    /// ```json rich-card /components/2/buttons/0/payload
    /// "https://example.com/?q=a@b"
    /// ```
    pub(crate) CREDENTIALS = "url/credentials", Error, Security,
        "A URL carries a user name or password.";
    /// A URL is spelled so that every reader reads the same.
    ///
    /// A browser forgives white space, backslashes and missing slashes; what is sent is the text as written, and the next
    /// reader may not forgive, or may see another host in it.
    ///
    /// Invalid:
    ///
    /// ```json rich-card /components/2/buttons/0/payload
    /// "https:\\\\example.com"
    /// ```
    ///
    /// Valid:
    ///
    /// ```json rich-card /components/2/buttons/0/payload
    /// "https://example.com/a%20b"
    /// ```
    pub(crate) SPELLING = "url/spelling", Error, Security,
        "A URL is spelled so that readers may disagree about it.";
    /// A link leads to an encrypted page.
    ///
    /// Whoever is on the way reads and changes what http carries; browsers warn of it.
    ///
    /// Invalid:
    ///
    /// ```json rich-card /components/2/buttons/0/payload
    /// "http://example.com/orders"
    /// ```
    ///
    /// Valid:
    ///
    /// ```json rich-card /components/2/buttons/0/payload
    /// "https://example.com/orders"
    /// ```
    pub(crate) INSECURE = "url/insecure", Warning, Security,
        "A link leads to a page that is not encrypted.";
}

/// The schemes a person may be sent to.
const SCHEMES: &[&str] = &["https", "http", "mailto", "tel"];

/// Reports what is wrong with a URL that a person follows.
pub(crate) fn find(text: &str, found: &mut Found) {
    if let Some((rule, predicate, help)) = problem(text) {
        found.add_some(|| Problem {
            rule,
            range: 0..text.len(),
            predicate,
            help,
            removal: None,
        });
    }
}

type Verdict = (&'static crate::finding::Rule, String, String);

/// What is wrong with a URL, as the rest of a sentence about the text that holds it.
pub(crate) fn problem(text: &str) -> Option<Verdict> {
    let shown = shown_key(text);
    let write_https = || "Write it like \"https://example.com/orders\".".to_owned();
    let url = match Url::parse(text) {
        Ok(url) => url,
        Err(ParseError::RelativeUrlWithoutBase) => {
            return Some((
                &NOT_ABSOLUTE,
                format!("leads to {shown}, which is not an absolute URL"),
                write_https(),
            ));
        }
        Err(error) => {
            return Some((
                &NOT_ABSOLUTE,
                format!("leads to {shown}, which is not a URL ({error})"),
                write_https(),
            ));
        }
    };
    if !SCHEMES.contains(&url.scheme()) {
        return Some((
            &SCHEME,
            format!("leads to {shown}, whose scheme is {}:", url.scheme()),
            format!("Use one of the schemes {}.", SCHEMES.join(", ")),
        ));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Some((
            &CREDENTIALS,
            format!("leads to {shown}, which carries a user name or password"),
            "Remove what stands before the @.".to_owned(),
        ));
    }
    let spelling =
        url_spelling::problem(text, &url).or_else(|| url_spelling::host_problem(text, &url));
    if let Some(problem) = spelling {
        return Some((
            &SPELLING,
            format!("leads to {shown}, which {problem}"),
            format!("Write it as browsers read it: {}", shown_key(url.as_str())),
        ));
    }
    if url.scheme() == "http" {
        return Some((
            &INSECURE,
            format!("leads to {shown}, which is not encrypted"),
            "Write https where the page has it.".to_owned(),
        ));
    }
    None
}

/// The scheme of a text that a browser would run or open as a document of its own, if it is such a URL.
///
/// Read as the URL parser reads it: leading controls and spaces, and tabs and line breaks anywhere, do not count.
/// Prose that merely begins with such a word ("javascript: the good parts", "data: 5 GB") has a space after the colon.
pub(crate) fn script_scheme(text: &str) -> Option<&'static str> {
    // The longest of them with white space among its letters; anything longer is prose.
    const LONGEST: usize = 64;
    let trimmed = text.trim_start_matches(|character: char| character <= ' ');
    let before_colon = trimmed
        .bytes()
        .take(LONGEST)
        .position(|byte| byte == b':')?;
    let scheme: String = trimmed[..before_colon]
        .chars()
        .filter(|character| !matches!(character, '\t' | '\n' | '\r'))
        .map(|character| character.to_ascii_lowercase())
        .collect();
    let known = ["javascript", "vbscript", "data"]
        .iter()
        .position(|known| *known == scheme)?;
    let rest = trimmed[before_colon + 1..].trim_start_matches(['\t', '\n', '\r']);
    if rest.is_empty() || rest.starts_with(char::is_whitespace) {
        return None;
    }
    match known {
        0 => Some("javascript:"),
        1 => Some("vbscript:"),
        // Without a media type what is opened is plain text: "Data:5,000 MB" is prose.
        _ => {
            let (header, _) = rest.split_once(',')?;
            (header.is_empty() || header.contains(['/', ';'])).then_some("data:")
        }
    }
}
