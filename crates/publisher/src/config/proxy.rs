//! The proxy that requests go through.

use std::fmt;

use url::Url;

/// An HTTP proxy. Its URL may hold a password, so that neither its debug form nor any message shows the user's part.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Proxy(Url);

impl Proxy {
    /// Reads the URL of a proxy. Messages do not repeat it.
    pub(super) fn parse(value: &str) -> Result<Self, String> {
        let url = Url::parse(value).map_err(|error| {
            format!("this is no URL ({error}); write it in full: http://host:port")
        })?;
        if !matches!(url.scheme(), "http" | "https") {
            // "proxy.example.com:3128" is read as a scheme and a path.
            return Err(format!(
                "the scheme \"{}\" cannot be used; write http://host:port or https://host:port",
                url.scheme()
            ));
        }
        if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
            return Err(
                "a proxy's URL ends with its port; remove the path, the \"?\" and the \"#\""
                    .to_owned(),
            );
        }
        Ok(Self(url))
    }

    /// The URL itself, for the one place that connects to it.
    pub(crate) fn expose(&self) -> &Url {
        &self.0
    }

    /// The URL for other eyes.
    pub(super) fn masked(&self) -> String {
        let authority = &self.0[url::Position::BeforeHost..url::Position::AfterPort];
        let user = if self.0.username().is_empty() && self.0.password().is_none() {
            ""
        } else {
            "[redacted]@"
        };
        format!("{}://{user}{authority}", self.0.scheme())
    }
}

impl fmt::Debug for Proxy {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.masked())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn proxies_are_shown_without_user_and_password() {
        for (url, shown) in [
            (
                "http://proxy.example.com:3128",
                "http://proxy.example.com:3128",
            ),
            ("https://proxy.example.com/", "https://proxy.example.com"),
            ("http://[::1]:3128", "http://[::1]:3128"),
            (
                "http://user:hunter2@proxy.example.com:3128",
                "http://[redacted]@proxy.example.com:3128",
            ),
            (
                "http://:hunter2@127.0.0.1:1",
                "http://[redacted]@127.0.0.1:1",
            ),
            (
                "http://hunter2@127.0.0.1:1",
                "http://[redacted]@127.0.0.1:1",
            ),
        ] {
            let proxy = Proxy::parse(url).expect("a proxy");
            assert_eq!(proxy.masked(), shown);
            assert_eq!(format!("{proxy:?}"), shown);
        }
    }

    #[test]
    fn mistakes_name_the_form_and_no_secret() {
        for bad in [
            "proxy.example.com:3128",
            "user:hunter2@proxy.example.com:3128",
            "socks5://hunter2@proxy.example.com",
            "http://proxy.example.com/hunter2",
            "http://proxy.example.com?hunter2",
            "http://",
            "",
        ] {
            let message = Proxy::parse(bad).expect_err(bad);
            assert!(!message.contains("hunter2"), "{message}");
        }
    }
}
