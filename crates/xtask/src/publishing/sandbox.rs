//! The other end: a sandbox in another process, and what it says arrived.

use std::collections::BTreeMap;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, ChildStderr};

use super::cards::Post;
use crate::command_line::CommandLine;
use crate::error::Error;

/// What a client has to be told: two base URLs, an id and a secret.
const VARIABLES: usize = 4;
/// The headers of a post, besides its key, that the state shows.
const HEADERS: &[(&str, &str)] = &[
    ("Cache-Control", "no-cache, no-store, must-revalidate"),
    ("Pragma", "no-cache"),
];

/// A sandbox that serves until it is dropped.
#[derive(Debug)]
pub(super) struct Sandbox {
    child: Child,
    environment: Vec<(String, String)>,
    /// Kept open: a sandbox that has something to say must not fail because nobody listens.
    words: BufReader<ChildStderr>,
}

impl Sandbox {
    /// Starts one, and reads from what it tells people how it is reached.
    pub(super) fn start(command: &CommandLine) -> Result<Self, Error> {
        let mut child = command.start()?;
        let unexpected = |seen: &str| Error::Unexpected {
            what: format!("the output of `{command}`"),
            seen: seen.to_owned(),
        };
        let Some(stderr) = child.stderr.take() else {
            return Err(unexpected("it has no standard error"));
        };
        let mut sandbox = Self {
            child,
            environment: Vec::new(),
            words: BufReader::new(stderr),
        };
        let mut said = String::new();
        while sandbox.environment.len() < VARIABLES {
            let begin = said.len();
            match sandbox.words.read_line(&mut said) {
                Ok(0) | Err(_) => return Err(unexpected(said.trim())),
                Ok(_) => sandbox.environment.extend(exported(&said[begin..])),
            }
        }
        Ok(sandbox)
    }

    /// A command that finds it.
    pub(super) fn known_to(&self, command: CommandLine) -> CommandLine {
        self.environment
            .iter()
            .fold(command, |command, (name, value)| command.env(name, value))
    }

    /// What it holds, as JSON without a space between its tokens.
    pub(super) fn state(&self) -> Result<String, Error> {
        let url = self
            .environment
            .iter()
            .find_map(|(name, value)| (name == "GENESYS_API_URL").then_some(value.as_str()))
            .unwrap_or_default();
        let answer = get(url, "/sandbox/state").map_err(|error| error.to_string());
        let state = answer.and_then(|answer| match answer.split_once("\r\n\r\n") {
            Some((head, body)) if head.contains(" 200 ") => Ok(body.to_owned()),
            _ => Err(answer.chars().take(200).collect()),
        });
        state.map_err(|seen| Error::Unexpected {
            what: format!("{url}/sandbox/state"),
            seen,
        })
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        // It holds nothing that is worth a farewell. Where it is gone already, that is as good.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The variable that a line for a shell exports.
fn exported(line: &str) -> Option<(String, String)> {
    let (name, value) = line.trim().strip_prefix("export ")?.split_once('=')?;
    Some((name.to_owned(), value.to_owned()))
}

/// A whole answer. In HTTP 1.0, where the end of the connection is the end of the answer.
fn get(base: &str, path: &str) -> io::Result<String> {
    let address = base.strip_prefix("http://").unwrap_or(base);
    let mut stream = TcpStream::connect(address)?;
    write!(stream, "GET {path} HTTP/1.0\r\nHost: {address}\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}

/// Whether every post arrived once, with its bytes and its headers; if not, what differs.
pub(super) fn compare(state: &str, posts: &[Post]) -> Result<(), String> {
    // A card that is sent again under its key is no new object, so the keys of the requests are looked at too.
    let keys = once(
        posts.iter().map(|post| quoted(&post.key)),
        texts(state, "Idempotency-Key").map(str::to_owned),
    );
    keys.map_err(|difference| format!("of its requests {difference}"))?;
    let bodies = once(posts.iter().map(|post| quoted(&post.body)), cards(state));
    bodies.map_err(|difference| format!("of its cards {difference}"))?;
    for (name, value) in HEADERS {
        let right = texts(state, name).filter(|text| text == value).count();
        if right != posts.len() {
            return Err(format!(
                "{right} of its {} requests have `{name}: {value}`",
                posts.len()
            ));
        }
    }
    Ok(())
}

/// Whether both have the same members, each once.
fn once(
    expected: impl Iterator<Item = String>,
    arrived: impl Iterator<Item = String>,
) -> Result<(), String> {
    let Tally {
        lost,
        doubled,
        others,
    } = tally(expected, arrived);
    if (lost, doubled, others) == (0, 0, 0) {
        Ok(())
    } else {
        Err(format!(
            "{lost} did not arrive, {doubled} arrived more than once, and {others} are no card of ours"
        ))
    }
}

/// What of some expected things arrived.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) lost: usize,
    pub(super) doubled: usize,
    pub(super) others: usize,
}

/// What became of the cards, by the objects that the state shows.
pub(super) fn held(state: &str, posts: &[Post]) -> Tally {
    tally(posts.iter().map(|post| quoted(&post.body)), cards(state))
}

/// The cards that the state shows, quoted, as they were sent.
fn cards(state: &str) -> impl Iterator<Item = String> {
    texts(state, "conversationId")
        .zip(texts(state, "body"))
        .map(|(conversation, card)| envelope(conversation, card))
}

fn tally(expected: impl Iterator<Item = String>, arrived: impl Iterator<Item = String>) -> Tally {
    let mut counts: BTreeMap<String, usize> = expected.map(|text| (text, 0)).collect();
    let mut others = 0;
    for text in arrived {
        match counts.get_mut(&text) {
            Some(count) => *count += 1,
            None => others += 1,
        }
    }
    let lost = counts.values().filter(|count| **count == 0).count();
    let doubled = counts.values().filter(|count| **count > 1).count();
    Tally {
        lost,
        doubled,
        others,
    }
}

/// The numbers that all members of a name have.
pub(super) fn numbers<'j>(json: &'j str, name: &str) -> impl Iterator<Item = f64> + 'j {
    let begin = format!("\"{name}\":");
    let mut rest = json;
    std::iter::from_fn(move || {
        loop {
            let (_, after) = rest.split_once(begin.as_str())?;
            let end = after.find([',', '}', ']']).unwrap_or(after.len());
            rest = &after[end..];
            if let Ok(number) = after[..end].parse() {
                return Some(number);
            }
        }
    })
}

/// The body of a request, of which the state shows the parts; quoted, as they are.
fn envelope(conversation: &str, card: &str) -> String {
    format!(
        r#"{{\"conversationId\":\"{conversation}\",\"message\":{{\"type\":\"webchat\",\"card\":{card}}}}}"#
    )
}

/// The texts that all members of a name have, quoted as they are there.
///
/// Within a text every quotation mark has a backslash before it, so what is looked for here cannot be part of one.
fn texts<'j>(json: &'j str, name: &str) -> impl Iterator<Item = &'j str> {
    let begin = format!("\"{name}\":\"");
    let mut rest = json;
    std::iter::from_fn(move || {
        let (_, text) = rest.split_once(begin.as_str())?;
        let mut escaped = false;
        let end = text.find(|character| {
            let ends = character == '"' && !escaped;
            escaped = character == '\\' && !escaped;
            ends
        })?;
        rest = &text[end..];
        Some(&text[..end])
    })
}

/// A text as JSON writes it between quotation marks; ours have no control characters.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + text.len() / 4);
    for character in text.chars() {
        if matches!(character, '"' | '\\') {
            quoted.push('\\');
        }
        quoted.push(character);
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post(number: usize) -> Post {
        Post {
            key: format!("k{number}"),
            body: format!(
                r#"{{"conversationId":"c{number}","message":{{"type":"webchat","card":{{"text":"a\\ \"body\":\"{number}"}}}}}}"#
            ),
        }
    }

    /// A state as the sandbox shows it after these posts.
    fn state(objects: &[usize], requests: &[usize]) -> String {
        let join = |parts: Vec<String>| parts.join(",");
        let objects = objects.iter().map(|number| {
            let card = quoted(&format!(r#"{{"text":"a\\ \"body\":\"{number}"}}"#));
            format!(r#"{{"body":"{card}","conversationId":"c{number}","kind":"rich-card"}}"#)
        });
        let requests = requests.iter().map(|number| {
            format!(
                r#"{{"headers":{{"Cache-Control":"no-cache, no-store, must-revalidate","Idempotency-Key":"k{number}","Pragma":"no-cache"}}}}"#
            )
        });
        format!(
            r#"{{"objects":[{}],"requests":[{}]}}"#,
            join(objects.collect()),
            join(requests.collect())
        )
    }

    #[test]
    fn every_post_arrives_once_in_any_order() {
        let posts = [post(1), post(2), post(3)];
        assert_eq!(compare(&state(&[3, 1, 2], &[2, 3, 1]), &posts), Ok(()));
    }

    #[test]
    fn what_is_lost_doubled_or_changed_is_told() {
        let posts = [post(1), post(2)];
        for (name, objects, requests, expected) in [
            ("lost", &[1][..], &[1][..], "of its requests 1 did not"),
            ("doubled", &[1, 2, 2], &[1, 2, 2], "0 did not arrive, 1 arr"),
            ("sent twice", &[1, 2], &[1, 2, 1], "of its requests 0 did"),
            ("changed", &[1, 7], &[1, 2], "of its cards 1 did not"),
            ("foreign", &[1, 2, 7], &[1, 2], "and 1 are no card of ours"),
        ] {
            let difference = compare(&state(objects, requests), &posts);
            assert!(
                difference
                    .as_ref()
                    .is_err_and(|text| text.contains(expected)),
                "{name}: {difference:?}"
            );
        }
        let bare = state(&[1, 2], &[1, 2]).replace("no-store", "store");
        assert!(compare(&bare, &posts).is_err_and(|text| text.contains("Cache-Control")));
    }

    #[test]
    fn numbers_are_found_by_their_names() {
        let json = r#"{"a":{"at":1.5},"list":[{"at":null},{"at":20}],"at":"3","that":4}"#;
        assert_eq!(numbers(json, "at").collect::<Vec<_>>(), [1.5, 20.0]);
    }

    #[test]
    fn lines_for_a_shell_name_variables() {
        assert_eq!(
            exported("export GENESYS_API_URL=http://127.0.0.1:1\n"),
            Some(("GENESYS_API_URL".into(), "http://127.0.0.1:1".into()))
        );
        assert_eq!(exported("What it holds: x=y\n"), None);
    }

    #[test]
    fn a_sandbox_that_does_not_start_is_told_with_its_words() {
        let error = Sandbox::start(&CommandLine::parse("cat no-such-file"));
        assert!(
            matches!(&error, Err(Error::Unexpected { seen, .. }) if seen.contains("no-such-file")),
            "{error:?}"
        );
    }
}
