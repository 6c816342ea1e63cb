//! Ids by which one request, or one run, is told from all others.

/// A new id in the form of a version 4 UUID (RFC 9562). It only has to be unlike the others, so a fast generator does.
pub(crate) fn request_id() -> String {
    let bits = fastrand::u128(..);
    let version = 0x4 << 76;
    let variant = 0x2 << 62;
    let bits = bits & !(0xf << 76 | 0x3 << 62) | version | variant;
    let hex = format!("{bits:032x}");
    format!(
        "{}-{}-{}-{}-{}",
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..]
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_id_is_shaped_like_a_uuid() {
        for _ in 0..100 {
            let id = request_id();
            let lengths: Vec<usize> = id.split('-').map(str::len).collect();
            assert_eq!(lengths, [8, 4, 4, 4, 12], "{id}");
            assert_eq!(&id[14..15], "4", "{id}");
            assert!("89ab".contains(&id[19..20]), "{id}");
        }
        assert_ne!(request_id(), request_id());
    }
}
