//! Signatures of what is told to URLs, as Standard Webhooks has them (specification 1.0.0, "Signature scheme"), so that
//! whoever listens knows who speaks, and that nobody plays an old message again.
//!
//! Three headers: `webhook-id`, the same each time a message is sent, by which a listener drops a second copy;
//! `webhook-timestamp`, in seconds since 1970; and `webhook-signature`, `v1,` and the base64 of HMAC-SHA256 over
//! `id.timestamp.body`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::hmac;

/// What a secret begins with in the form in which services hand it out.
const PREFIX: &str = "whsec_";
/// How many bytes a secret has, by the specification.
const LENGTHS: std::ops::RangeInclusive<usize> = 24..=64;

/// The key that signs.
#[derive(Clone)]
pub(crate) struct SigningKey(hmac::Key);

impl SigningKey {
    /// Reads `whsec_` and the base64 of 24 to 64 bytes. The error never repeats the text.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let encoded = text.strip_prefix(PREFIX).unwrap_or(text);
        let wrong = || {
            format!(
                "it is {PREFIX} and the base64 of {} to {} random bytes, such as `echo {PREFIX}$(openssl rand -base64 32)` \
                 prints",
                LENGTHS.start(),
                LENGTHS.end()
            )
        };
        let bytes = STANDARD.decode(encoded).map_err(|_| wrong())?;
        if !LENGTHS.contains(&bytes.len()) {
            return Err(wrong());
        }
        Ok(Self(hmac::Key::new(hmac::HMAC_SHA256, &bytes)))
    }

    /// The value of `webhook-signature` for a message sent at `timestamp`, in seconds since 1970.
    pub(crate) fn sign(&self, id: &str, timestamp: u64, body: &str) -> String {
        let mut context = hmac::Context::with_key(&self.0);
        context.update(format!("{id}.{timestamp}.").as_bytes());
        context.update(body.as_bytes());
        format!("v1,{}", STANDARD.encode(context.sign()))
    }
}

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("[redacted]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_as_the_reference_libraries_do() {
        // The example that the reference implementations test themselves with.
        let key = SigningKey::parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").expect("a key");
        assert_eq!(
            key.sign(
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                1_614_265_330,
                r#"{"test": 2432232314}"#
            ),
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
        );
    }

    #[test]
    fn a_secret_that_is_none_is_refused_without_being_repeated() {
        for text in ["", "whsec_", "hunter2hunter2", "whsec_aHVudGVyMg=="] {
            let error = SigningKey::parse(text).expect_err("refused");
            assert!(!error.contains("hunter2"), "{error}");
            assert!(error.contains("24 to 64"), "{error}");
        }
    }
}
