//! The wire format of protobuf as its specification has it, read without a schema: fields by number. It shares nothing with
//! the crates that write it.

/// A field of a message.
#[derive(Debug, Clone)]
enum Field {
    Number(u64),
    Bytes(Vec<u8>),
}

/// A message.
#[derive(Debug, Clone, Default)]
pub(crate) struct Message(Vec<(u64, Field)>);

impl Message {
    /// Reads a message.
    pub(crate) fn of(mut bytes: &[u8]) -> Self {
        let mut fields = Vec::new();
        while !bytes.is_empty() {
            let key = varint(&mut bytes);
            let field = match key & 7 {
                0 => Field::Number(varint(&mut bytes)),
                1 => Field::Number(u64::from_le_bytes(
                    take(&mut bytes, 8).try_into().expect("8 bytes"),
                )),
                2 => {
                    let length = usize::try_from(varint(&mut bytes)).expect("a length");
                    Field::Bytes(take(&mut bytes, length).to_vec())
                }
                5 => Field::Number(u64::from(u32::from_le_bytes(
                    take(&mut bytes, 4).try_into().expect("4 bytes"),
                ))),
                other => panic!("wire type {other}"),
            };
            fields.push((key >> 3, field));
        }
        Self(fields)
    }

    /// The messages in a field.
    pub(crate) fn all(&self, number: u64) -> Vec<Self> {
        self.raw(number).map(|bytes| Self::of(bytes)).collect()
    }

    /// The message in a field; an empty one where it is absent.
    pub(crate) fn one(&self, number: u64) -> Self {
        self.all(number).pop().unwrap_or_default()
    }

    /// The text in a field.
    pub(crate) fn text(&self, number: u64) -> Option<String> {
        let bytes = self.raw(number).next()?;
        Some(String::from_utf8(bytes.clone()).expect("UTF-8"))
    }

    /// The bytes in a field as hexadecimal digits.
    pub(crate) fn hex(&self, number: u64) -> String {
        let bytes = self.raw(number).next().cloned().unwrap_or_default();
        bytes
            .iter()
            .fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
    }

    /// The number in a field, whatever its width.
    pub(crate) fn number(&self, number: u64) -> Option<u64> {
        self.0.iter().find_map(|(at, field)| match field {
            Field::Number(value) if *at == number => Some(*value),
            _ => None,
        })
    }

    fn raw(&self, number: u64) -> impl Iterator<Item = &Vec<u8>> {
        self.0.iter().filter_map(move |(at, field)| match field {
            Field::Bytes(bytes) if *at == number => Some(bytes),
            _ => None,
        })
    }
}

fn varint(bytes: &mut &[u8]) -> u64 {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let byte = take(bytes, 1)[0];
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return value;
        }
    }
    panic!("a number of more than 64 bits");
}

fn take<'b>(bytes: &mut &'b [u8], count: usize) -> &'b [u8] {
    let (taken, rest) = bytes.split_at(count);
    *bytes = rest;
    taken
}
