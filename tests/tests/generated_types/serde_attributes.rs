//! What serde's attributes say about how a type is written.

use syn::{Attribute, Expr, ExprLit, Lit};

/// The attributes of a type, a variant or a field, as far as they change what is written.
#[derive(Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an attribute, there or not"
)]
pub(crate) struct Serde {
    pub(crate) rename: Option<String>,
    pub(crate) rename_all: Option<String>,
    pub(crate) rename_all_fields: Option<String>,
    pub(crate) tag: Option<String>,
    pub(crate) untagged: bool,
    pub(crate) transparent: bool,
    pub(crate) flatten: bool,
    pub(crate) default: bool,
    pub(crate) skip: bool,
    pub(crate) skip_serializing_if: bool,
    pub(crate) written_otherwise: bool,
}

impl Serde {
    /// Reads them.
    pub(crate) fn of(attributes: &[Attribute]) -> Self {
        let mut serde = Self::default();
        for attribute in attributes {
            if !attribute.path().is_ident("serde") {
                continue;
            }
            let read = attribute.parse_nested_meta(|meta| {
                let name = meta.path.require_ident()?.to_string();
                let value = match meta.value() {
                    Ok(value) => match value.parse()? {
                        Expr::Lit(ExprLit {
                            lit: Lit::Str(text),
                            ..
                        }) => Some(text.value()),
                        _ => None,
                    },
                    Err(_) => None,
                };
                match name.as_str() {
                    "rename" => serde.rename = value,
                    "rename_all" => serde.rename_all = value,
                    "rename_all_fields" => serde.rename_all_fields = value,
                    "tag" => serde.tag = value,
                    "untagged" => serde.untagged = true,
                    "transparent" => serde.transparent = true,
                    "flatten" => serde.flatten = true,
                    "default" => serde.default = true,
                    "skip" => serde.skip = true,
                    "skip_serializing_if" => serde.skip_serializing_if = true,
                    "serialize_with" => serde.written_otherwise = true,
                    "alias" | "deny_unknown_fields" => {}
                    other => panic!("the serde attribute `{other}` has no meaning here yet"),
                }
                Ok(())
            });
            read.expect("serde reads its attributes the same way");
        }
        serde
    }
}

/// A name in the spelling that `rename_all` asks for.
pub(crate) fn renamed(name: &str, style: Option<&str>) -> String {
    match style {
        None => name.to_owned(),
        Some("camelCase") => {
            let mut words = name.split('_');
            let first = words.next().unwrap_or_default().to_owned();
            words.fold(first, |text, word| {
                let (head, tail) = word.split_at(1);
                text + &head.to_uppercase() + tail
            })
        }
        Some("kebab-case") => {
            let mut text = String::new();
            for (index, character) in name.char_indices() {
                if character.is_uppercase() && index > 0 {
                    text.push('-');
                }
                text.extend(character.to_lowercase());
            }
            text
        }
        Some(other) => panic!("the spelling `{other}` has no meaning here yet"),
    }
}
