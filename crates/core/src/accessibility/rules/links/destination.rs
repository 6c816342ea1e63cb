//! Where a link leads, as far as its page says.

use url::Url;

use crate::dom::{Document, NodeId};

/// Stands for the address of the page, which nobody knows here: what it is resolved to is compared with its like only.
const PAGE: &str = "https://page.invalid/";

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Destination {
    url: Url,
}

/// What can be told of the destinations of two links.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Compared {
    /// They are one.
    Same,
    /// They may be two addresses of one thing, or of two.
    Unclear,
    /// They are two: other hosts, or the same page asked for other things.
    Apart,
}

impl Destination {
    /// Where a link leads: by its `href`, or by a script that does nothing but go there.
    pub(super) fn of(document: &Document, id: NodeId) -> Option<Self> {
        let written = document
            .attribute(id, "href")
            .or_else(|| document.attribute(id, "xlink:href"))
            .or_else(|| scripted(document.attribute(id, "onclick")?))?;
        let base = Url::parse(PAGE).ok()?;
        let url = base.join(written.trim()).ok()?;
        Some(Self { url })
    }

    /// Compares two.
    pub(super) fn compare(&self, other: &Self) -> Compared {
        let (one, other) = (&self.url, &other.url);
        if one == other {
            return Compared::Same;
        }
        let is_web = |url: &Url| matches!(url.scheme(), "http" | "https");
        if !is_web(one) || !is_web(other) {
            // A mail is no call, and a call no page; two numbers may ring one telephone.
            let is_apart = one.scheme() != other.scheme()
                && one.scheme() != "javascript"
                && other.scheme() != "javascript";
            return if is_apart {
                Compared::Apart
            } else {
                Compared::Unclear
            };
        }
        let (Some(one_host), Some(other_host)) = (one.host_str(), other.host_str()) else {
            return Compared::Unclear;
        };
        if one_host != other_host {
            let unknown = Url::parse(PAGE).ok();
            let is_unknown = |host| unknown.as_ref().and_then(Url::host_str) == Some(host);
            let is_apart = site(one_host) != site(other_host)
                && !is_unknown(one_host)
                && !is_unknown(other_host);
            return if is_apart {
                Compared::Apart
            } else {
                Compared::Unclear
            };
        }
        if one.path() == other.path() && asks_other_things(one, other) {
            return Compared::Apart;
        }
        let path = |url: &Url| url.path().trim_end_matches('/').to_owned();
        let is_same = path(one) == path(other)
            && one.query() == other.query()
            && one.fragment() == other.fragment()
            && one.port_or_known_default() == other.port_or_known_default();
        if is_same {
            Compared::Same
        } else {
            Compared::Unclear
        }
    }
}

/// The end of a host, where sites have more than one: `www.example.org` and `example.org` may be one.
fn site(host: &str) -> &str {
    let dots = host.rmatch_indices('.').nth(1);
    dots.map_or(host, |(place, _)| &host[place + 1..])
}

/// Whether two addresses give one page other values for the same parameters. Those that only say where somebody comes from
/// do not count.
fn asks_other_things(one: &Url, other: &Url) -> bool {
    const ORIGINS: &[&str] = &[
        "cid", "fbclid", "from", "gclid", "mc_cid", "mc_eid", "msclkid", "origin", "ref",
        "referrer", "source", "src",
    ];
    let parameters = |url: &Url| -> Vec<(String, String)> {
        url.query_pairs()
            .map(|(name, value)| (name.to_ascii_lowercase(), value.into_owned()))
            .filter(|(name, _)| !name.starts_with("utm_") && !ORIGINS.contains(&name.as_str()))
            .collect()
    };
    let (one, other) = (parameters(one), parameters(other));
    let names = |parameters: &[(String, String)]| -> Vec<String> {
        parameters.iter().map(|(name, _)| name.clone()).collect()
    };
    one != other && !one.is_empty() && names(&one) == names(&other)
}

/// The address in a script such as `location = '/shop'` or `window.open("/shop")`.
fn scripted(script: &str) -> Option<&str> {
    let mut rest = script.trim();
    for (before, after) in [
        ("return", " "),
        ("window", "."),
        ("document", "."),
        ("location", ""),
        (".", ""),
        ("href", ""),
        ("open", ""),
        ("assign", ""),
    ] {
        if let Some(inside) = rest.strip_prefix(before) {
            rest = inside.strip_prefix(after)?.trim_start();
        }
    }
    let rest = rest.strip_prefix(['=', '('])?.trim_start();
    let quote = rest
        .chars()
        .next()
        .filter(|quote| matches!(quote, '\'' | '"' | '`'))?;
    let (address, after) = rest[1..].split_once(quote)?;
    let is_all = after.trim_matches([' ', ')', ';']).is_empty();
    (is_all && !address.contains(['\\', '$'])).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_told_of_two_addresses() {
        for (one, other, compared) in [
            ("/a", "/a", Compared::Same),
            ("/a/", "/a", Compared::Same),
            ("/a?x=1#b", "/a?x=1#b", Compared::Same),
            ("https://a.example/", "https://a.example", Compared::Same),
            ("/a", "/b", Compared::Unclear),
            ("/a?x=1", "/b?x=1", Compared::Unclear),
            ("/a#b", "/a#c", Compared::Unclear),
            ("/a", "https://a.example/a", Compared::Unclear),
            (
                "https://www.a.example/",
                "https://a.example/",
                Compared::Unclear,
            ),
            ("/a?utm_source=b", "/a?utm_source=c", Compared::Unclear),
            ("/a?x=1", "/a", Compared::Unclear),
            ("/a?x=1", "/a?x=2", Compared::Apart),
            ("/a?x=1&ref=b", "/a?x=2&ref=c", Compared::Apart),
            ("https://a.example/", "https://b.example/", Compared::Apart),
            ("mailto:a@b.example", "tel:+12025550100", Compared::Apart),
            ("tel:+12025550100", "tel:+12025550101", Compared::Unclear),
            ("javascript:a()", "javascript:b()", Compared::Unclear),
            ("javascript:a()", "/a", Compared::Unclear),
        ] {
            let destination = |href: &str| {
                let mut document = Document::new();
                let id = document.add_element(Document::ROOT, "a");
                document.set_attribute(id, "href", href);
                Destination::of(&document, id).expect("an address")
            };
            let (one, other) = (destination(one), destination(other));
            assert_eq!(one.compare(&other), compared, "{one:?} {other:?}");
            assert_eq!(other.compare(&one), compared, "{other:?} {one:?}");
        }
    }

    #[test]
    fn scripts_that_go_somewhere() {
        for (script, address) in [
            ("location='/a'", Some("/a")),
            ("window.location = \"/a\";", Some("/a")),
            ("document.location.href = '/a'", Some("/a")),
            ("window.open('/a')", Some("/a")),
            ("location.assign('/a')", Some("/a")),
            ("location = '/a' + id", None),
            ("go('/a')", None),
            ("", None),
        ] {
            assert_eq!(scripted(script), address, "{script}");
        }
    }
}
