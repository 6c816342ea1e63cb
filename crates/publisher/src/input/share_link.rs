//! Share links: a document in the fragment of an address, which no server and no log gets to see.
//!
//! `https://any.host/any/path/#preflight1=DATA`, where DATA is base64url without padding (RFC 4648 section 5) of raw
//! DEFLATE (RFC 1951) of UTF-8 JSON: `text`, and `kind` where the text is a bare payload, `policyDigest` and
//! `coreVersion` of whoever made it, and `name` where the document had one. The designer's page makes and reads the same.
//!
//! Anybody can make a link, so nothing in one is trusted: what it holds is bounded before it is unpacked, and what it says
//! about itself is checked before it is shown.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};
use preflight_core::{Kind, MAX_DOCUMENT_BYTES};
use serde::{Deserialize, Serialize};

use crate::report::{visible, visible_start};

/// What stands before the number of the format.
const MARK: &str = "#preflight";

/// The format that is made and read here.
const FORMAT: &str = "1";

/// The name of a document that came by a link and has none of its own; like that of the standard input no file's.
const SHOWN: &str = "<share link>";

/// What every name of such a document begins with.
const SHOWN_START: &str = "<share link";

/// The most that is unpacked. JSON writes a character in up to six bytes for each of its own (`\u0007`), so this holds the
/// longest document that is read, however it is written, and what stands beside it.
const MAX_INFLATED_BYTES: usize = 6 * MAX_DOCUMENT_BYTES + 4_096;

/// How hard to compress: as hard as can be. The same document makes the same link, so this never changes.
const COMPRESSION: u8 = 9;

/// The longest name that is shown; file systems know none longer.
const MAX_NAME_CHARACTERS: usize = 255;

/// How much is shown of what a link says, which may be a megabyte long.
const MAX_EXCERPT_CHARACTERS: usize = 40;

/// A document that came by a link, or is to go by one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SharedDocument {
    /// The text, of at most [`MAX_DOCUMENT_BYTES`] bytes.
    pub(crate) text: String,
    /// The kind of a bare payload; none for a manifest, which says itself.
    pub(crate) kind: Option<Kind>,
    /// The policy it was judged by, where the link says so.
    pub(crate) policy_digest: Option<String>,
    /// The core that judged it, where the link says so.
    pub(crate) core_version: Option<String>,
    /// What its file is called, without anything a terminal would obey.
    pub(crate) name: Option<String>,
}

/// What is wrong with a link.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ShareLinkError {
    /// It is of another format.
    #[error(
        "this link is of format {}, and this program reads format {FORMAT}; open it with a newer Preflight",
        visible_start(.0, MAX_EXCERPT_CHARACTERS)
    )]
    Format(String),
    /// It holds nothing.
    #[error("nothing follows #preflight{FORMAT}=; copy the whole link again")]
    Empty,
    /// A character stands in it that base64url does not have.
    #[error(
        "character {position} after #preflight{FORMAT}= is {character:?}, which base64url does not have; copy the whole link again"
    )]
    Character { position: usize, character: char },
    /// It is of a length that base64url cannot have, or ends in bits that are none.
    #[error(
        "what follows #preflight{FORMAT}= is no whole base64url, as when its end is missing; copy the whole link again"
    )]
    NotBase64,
    /// It is not compressed, or not all of it is there.
    #[error(
        "what it holds is no whole DEFLATE data, as when its end is missing; copy the whole link again"
    )]
    NotDeflate,
    /// More bytes stand in it than belong to what it holds.
    #[error(
        "something follows the document that it holds, as when more was pasted behind it; copy the link alone"
    )]
    Followed,
    /// It unpacks to more than any document.
    #[error("what it holds is longer than 1 MiB, the most that is read; share a shorter document")]
    TooLong,
    /// It holds something else.
    #[error("what it holds is not the JSON of a shared document: {0}")]
    NotJson(String),
    /// It holds no document.
    #[error("it holds no \"text\", so there is no document in it; share it again")]
    NoText,
    /// It names a kind that does not exist.
    #[error("it says that its document is of the kind \"{}\", which does not exist", visible_start(.0, MAX_EXCERPT_CHARACTERS))]
    NoKind(String),
    /// It says something about itself in other words than those that links have.
    #[error("its \"{0}\" is not what links say there; share the document again")]
    Member(&'static str),
}

/// What is packed, member by member in this order.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Contents {
    text: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    policy_digest: Option<String>,
    core_version: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<String>,
}

/// The link that was given for a path, where it is one: the fragment alone, or an address with it.
pub(crate) fn of_path(path: &Path) -> Option<&str> {
    let text = path.to_str()?;
    let is_address = text.starts_with("https://") || text.starts_with("http://");
    let start = text.find(MARK)?;
    ((start == 0 || is_address) && parts(text).is_some()).then_some(text)
}

/// Whether a document of that name came by a link.
pub(super) fn is_shown(path: &str) -> bool {
    path.starts_with(SHOWN_START) && path.ends_with('>')
}

/// What a document that came by a link is called before anything is known of it.
pub(super) fn shown_of_any() -> &'static str {
    SHOWN
}

impl SharedDocument {
    /// Reads a link.
    pub(crate) fn from_link(link: &str) -> Result<Self, ShareLinkError> {
        let (format, data) = parts(link).ok_or(ShareLinkError::Empty)?;
        if format != FORMAT {
            return Err(ShareLinkError::Format(format.to_owned()));
        }
        let packed = unpacked_base64(data)?;
        let json = inflated(&packed)?;
        if !json.trim_ascii_start().starts_with(b"{") {
            return Err(ShareLinkError::NotJson("it is no object".to_owned()));
        }
        let contents: Contents = serde_json::from_slice(&json)
            .map_err(|error| ShareLinkError::NotJson(error.to_string()))?;
        contents.checked()
    }

    /// The fragment that holds it; the same document gives the same fragment.
    pub(crate) fn to_fragment(&self) -> Result<String, serde_json::Error> {
        let contents = Contents {
            text: Some(self.text.clone()),
            kind: self.kind.map(|kind| kind.name().to_owned()),
            policy_digest: self.policy_digest.clone(),
            core_version: self.core_version.clone(),
            name: self.name.clone(),
        };
        let packed = compress_to_vec(&serde_json::to_vec(&contents)?, COMPRESSION);
        let data = URL_SAFE_NO_PAD.encode(packed);
        Ok(format!("{MARK}{FORMAT}={data}"))
    }

    /// What it is called where its findings are told.
    pub(crate) fn shown(&self) -> String {
        match &self.name {
            Some(name) => format!("{SHOWN_START}: {name}>"),
            None => SHOWN.to_owned(),
        }
    }
}

impl Contents {
    fn checked(self) -> Result<SharedDocument, ShareLinkError> {
        let text = self.text.ok_or(ShareLinkError::NoText)?;
        if text.len() > MAX_DOCUMENT_BYTES {
            return Err(ShareLinkError::TooLong);
        }
        let kind = self
            .kind
            .map(|name| Kind::from_name(&name).ok_or(ShareLinkError::NoKind(name)))
            .transpose()?;
        let member = |value: Option<String>, name, is_right: fn(&str) -> bool| match value {
            Some(value) if !is_right(&value) => Err(ShareLinkError::Member(name)),
            other => Ok(other),
        };
        Ok(SharedDocument {
            text,
            kind,
            policy_digest: member(self.policy_digest, "policyDigest", is_digest)?,
            core_version: member(self.core_version, "coreVersion", is_version)?,
            name: self
                .name
                .as_deref()
                .map(file_name)
                .filter(|name| !name.is_empty()),
        })
    }
}

/// The number of the format, and what follows it.
fn parts(link: &str) -> Option<(&str, &str)> {
    let (_, rest) = link.split_once(MARK)?;
    let (format, data) = rest.split_once('=')?;
    let is_number = !format.is_empty() && format.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then_some((format, data))
}

fn unpacked_base64(data: &str) -> Result<Vec<u8>, ShareLinkError> {
    if data.is_empty() {
        return Err(ShareLinkError::Empty);
    }
    let is_foreign =
        |character: &char| !matches!(character, 'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '_');
    if let Some((before, character)) = (0..)
        .zip(data.chars())
        .find(|(_, character)| is_foreign(character))
    {
        return Err(ShareLinkError::Character {
            position: before + 1,
            character,
        });
    }
    URL_SAFE_NO_PAD
        .decode(data)
        .map_err(|_| ShareLinkError::NotBase64)
}

fn inflated(packed: &[u8]) -> Result<Vec<u8>, ShareLinkError> {
    // The system gives pages of zeros when they are first written to, so what stays empty costs nothing.
    let mut bytes = vec![0; MAX_INFLATED_BYTES];
    let (status, read, written) = decompress(
        &mut DecompressorOxide::new(),
        packed,
        &mut bytes,
        0,
        TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF,
    );
    match status {
        TINFLStatus::Done if read < packed.len() => Err(ShareLinkError::Followed),
        TINFLStatus::Done => {
            bytes.truncate(written);
            Ok(bytes)
        }
        TINFLStatus::HasMoreOutput => Err(ShareLinkError::TooLong),
        _ => Err(ShareLinkError::NotDeflate),
    }
}

/// SHA-256 in lower-case hexadecimal digits, as policies have it.
fn is_digest(text: &str) -> bool {
    text.len() == 64
        && text
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// A semantic version, or something as harmless.
fn is_version(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'+'))
}

/// The last part of a name, as it can be shown: folders are nobody else's business, and a link may hold anything.
fn file_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    visible(last).chars().take(MAX_NAME_CHARACTERS).collect()
}

#[cfg(test)]
mod tests;
