//! Certificates that are trusted besides the system's: those of a team's own authority, or of a proxy that looks into
//! the traffic.

use std::fs;
use std::path::{Path, PathBuf};

use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::{self, PemObject as _};

/// The certificates of a PEM file (RFC 7468), each fit to be trusted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ExtraRoots {
    path: PathBuf,
    certificates: Vec<CertificateDer<'static>>,
}

impl ExtraRoots {
    /// Reads a file, and every certificate in it.
    pub(super) fn read(path: &str) -> Result<Self, String> {
        let path = Path::new(path);
        let shown = path.display();
        let bytes = fs::read(path).map_err(|error| {
            format!("{shown} cannot be read ({error}); name a PEM file that is there and readable")
        })?;
        let certificates = parse(&bytes).map_err(|problem| format!("{shown} {problem}"))?;
        Ok(Self {
            path: path.to_owned(),
            certificates,
        })
    }

    /// The certificates; at least one.
    pub(crate) fn certificates(&self) -> &[CertificateDer<'static>] {
        &self.certificates
    }

    /// The file for `--show-config`.
    pub(super) fn shown(&self) -> String {
        self.path.to_string_lossy().into_owned()
    }
}

/// The certificates of a PEM text. Everything else in it, such as a private key, is passed over; so is the text around.
fn parse(bytes: &[u8]) -> Result<Vec<CertificateDer<'static>>, String> {
    let mut certificates = Vec::new();
    // Each is tried here, because where connections are made nobody knows any more which one is at fault.
    let mut store = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(bytes) {
        let number = certificates.len() + 1;
        let certificate = certificate.map_err(|error| {
            format!(
                "is no readable PEM: certificate {number} {}; write it anew with \
                 `openssl x509 -in FILE -outform PEM`",
                problem_of(&error)
            )
        })?;
        store.add(certificate.clone()).map_err(|error| {
            format!(
                "holds something else as certificate {number} ({error}); write it anew with \
                 `openssl x509 -in FILE -outform PEM`"
            )
        })?;
        certificates.push(certificate);
    }
    if certificates.is_empty() {
        return Err(
            "holds no certificate; it must hold at least one, from \"-----BEGIN CERTIFICATE-----\" to \
             \"-----END CERTIFICATE-----\". Convert a binary one with `openssl x509 -in FILE -inform DER -outform PEM`"
                .to_owned(),
        );
    }
    Ok(certificates)
}

/// What is wrong with PEM; the library's own words show bytes as lists of numbers.
fn problem_of(error: &pem::Error) -> String {
    match error {
        pem::Error::MissingSectionEnd { .. } => "has no end line".to_owned(),
        pem::Error::IllegalSectionStart { .. } => "has a broken begin line".to_owned(),
        pem::Error::Base64Decode(_) => "is not Base64".to_owned(),
        _ => "is cut or damaged".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_certificate_is_told_apart() {
        for (text, words) in [
            ("", "holds no certificate"),
            ("just text", "holds no certificate"),
            (
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
                "holds no certificate",
            ),
            ("-----BEGIN CERTIFICATE-----\nAAAA\n", "has no end line"),
            ("-----BEGIN CERTIFICATE\nAAAA\n", "has a broken begin line"),
            (
                "-----BEGIN CERTIFICATE-----\n%%%%\n-----END CERTIFICATE-----\n",
                "is not Base64",
            ),
            (
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
                "holds something else as certificate 1",
            ),
        ] {
            let message = parse(text.as_bytes()).expect_err(text);
            assert!(message.contains(words), "{text}: {message}");
            assert!(message.contains("openssl x509"), "no next step: {message}");
        }
    }
}
