//! The secret of a session: who has it may read and write the document.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use subtle::ConstantTimeEq as _;

use super::Error;
use crate::secret::Secret;

/// 256 random bits, as text.
#[derive(Debug)]
pub(crate) struct Token(Secret);

impl Token {
    /// A new one, from the randomness of the system.
    pub(super) fn new() -> Result<Self, Error> {
        let mut bytes = [0; 32];
        // The source that connections have as well.
        rustls::crypto::ring::default_provider()
            .secure_random
            .fill(&mut bytes)
            .map_err(|_| Error::Random)?;
        Ok(Self(Secret::new(URL_SAFE_NO_PAD.encode(bytes))))
    }

    /// The text, for the address that opens the page.
    pub(super) fn expose(&self) -> &str {
        self.0.expose()
    }

    /// Whether somebody has it. How long that takes tells nothing about how much of it was right.
    pub(super) fn is(&self, presented: &[u8]) -> bool {
        self.0.expose().as_bytes().ct_eq(presented).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_256_bits_and_no_other() {
        let token = Token::new().expect("random bytes");
        let bytes = URL_SAFE_NO_PAD.decode(token.expose()).expect("base64url");
        assert_eq!(bytes.len(), 32);
        assert!(token.is(token.expose().as_bytes()));
        let other = Token::new().expect("random bytes");
        for wrong in [other.expose(), "", &token.expose()[1..]] {
            assert!(!token.is(wrong.as_bytes()), "{wrong}");
        }
    }

    #[test]
    fn a_token_is_not_shown_by_accident() {
        let token = Token::new().expect("random bytes");
        assert!(!format!("{token:?}").contains(token.expose()));
    }
}
