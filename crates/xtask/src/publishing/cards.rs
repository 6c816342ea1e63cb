//! The cards that are posted: as manifests for the publisher, as finished posts for the others.

use crate::error::Error;

/// A post as it goes over the wire.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Post {
    /// The idempotency key, which is the messageId of the card.
    pub(super) key: String,
    /// JSON without a space between its tokens.
    pub(super) body: String,
}

/// Where cards are posted to.
pub(super) const PATH: &str = "/api/v2/guest/conversations/webchat/messages";

/// Fills the body of a card up to the 1.1 KB that a usual card has.
const TEXT: &str = "has been packed and leaves our warehouse today. It should be with you within three working days; \
                    the tracking page tells where it is, and until this evening our support can still change the \
                    address it goes to.";

/// So many different manifests of rich cards, one a line: one file is read faster than many.
pub(super) fn manifests(count: usize) -> String {
    (1..=count)
        .map(|number| {
            format!(
                r#"{{"kind":"rich-card","id":"order-{number:06}","target":{{"conversationId":"conversation-{number:06}"}},"spec":{{"templateId":"order-confirmation-v2","fields":{{"title":"Order confirmation","description":"Your order {number:06} {TEXT}","actions":[{{"label":"Track order","type":"postback","value":"track:{number:06}"}},{{"label":"Contact support","type":"webchat","value":"support"}}]}}}}}}"#
            ) + "\n"
        })
        .collect()
}

/// The posts that the publisher would make, read from what its dry run prints: nobody else can say what it sends.
pub(super) fn posts(dry_run: &[u8], count: usize) -> Result<Vec<Post>, Error> {
    let mut posts = Vec::new();
    let mut key = None;
    for line in String::from_utf8_lossy(dry_run).lines().map(str::trim) {
        if let Some(value) = line.strip_prefix("idempotency-key: ") {
            key = Some(value.to_owned());
        } else if line.starts_with('{')
            && let Some(key) = key.take()
        {
            let body = line.to_owned();
            posts.push(Post { key, body });
        }
    }
    if posts.len() == count {
        Ok(posts)
    } else {
        Err(Error::Unexpected {
            what: "the dry run".to_owned(),
            seen: format!("it shows {} posts for {count} cards", posts.len()),
        })
    }
}

/// The posts as the other clients read them. Neither a key nor compact JSON holds a tab.
pub(super) fn lines(posts: &[Post]) -> String {
    posts
        .iter()
        .flat_map(|post| [&post.key, "\t", &post.body, "\n"])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn posts_are_found_in_a_dry_run() {
        let printed = b"token\n  POST https://login/oauth/token\n    grant_type=x\n\nrich-card  a\n  POST https://api/m\n    \
                        idempotency-key: k1\n    {\"a\":1}\n\nrich-card  b\n    idempotency-key: k2\n    {\"b\":2}\n";
        let post = |key: &str, body: &str| Post {
            key: key.to_owned(),
            body: body.to_owned(),
        };
        let found = posts(printed, 2).unwrap_or_default();
        assert_eq!(found, [post("k1", r#"{"a":1}"#), post("k2", r#"{"b":2}"#)]);
        assert_eq!(lines(&found), "k1\t{\"a\":1}\nk2\t{\"b\":2}\n");
        assert!(matches!(posts(printed, 3), Err(Error::Unexpected { .. })));
    }

    #[test]
    fn every_card_differs_from_the_others() {
        let text = manifests(3);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 3);
        assert!(lines[0] != lines[1] && lines[1] != lines[2]);
    }
}
