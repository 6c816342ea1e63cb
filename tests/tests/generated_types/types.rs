//! Rust types in TypeScript.

use std::collections::BTreeSet;

use syn::{GenericArgument, PathArguments, Type, TypePath};

/// Types whose own names mean something else to everyone who writes for browsers.
const NAMES: &[(&str, &str)] = &[
    ("Data", "Measurement"),
    ("Pattern", "TextPattern"),
    ("Range", "TextRange"),
    ("Symbol", "DocumentSymbol"),
    ("SymbolKind", "DocumentSymbolKind"),
];

/// The name of one of our types in TypeScript.
pub(crate) fn exported(name: &str) -> &str {
    NAMES
        .iter()
        .find(|(ours, _)| *ours == name)
        .map_or(name, |(_, theirs)| theirs)
}

/// A type as TypeScript writes it; the names of our own types that it mentions are added to `mentioned`.
pub(crate) fn typescript(ty: &Type, mentioned: &mut BTreeSet<String>) -> String {
    match ty {
        Type::Reference(reference) => typescript(&reference.elem, mentioned),
        Type::Slice(slice) => list(&slice.elem, mentioned),
        Type::Array(array) => list(&array.elem, mentioned),
        Type::Path(path) => named(path, mentioned),
        _ => panic!("a type that has no counterpart here yet"),
    }
}

/// Whether it is an `Option`, and of what.
pub(crate) fn optional(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last()?;
    (last.ident == "Option").then(|| only_argument(path))?
}

fn named(path: &TypePath, mentioned: &mut BTreeSet<String>) -> String {
    let name = path
        .path
        .segments
        .last()
        .expect("a path has a name")
        .ident
        .to_string();
    match name.as_str() {
        // A colour is written as `#rrggbb`.
        "str" | "String" | "Color" => "string".to_owned(),
        "bool" => "boolean".to_owned(),
        "u8" | "u16" | "u32" | "u64" | "usize" | "i8" | "i16" | "i32" | "i64" | "isize" | "f32"
        | "f64" => "number".to_owned(),
        "Option" => format!("{} | null", inner(path, mentioned)),
        "Box" => inner(path, mentioned),
        "Vec" => list(only_argument(path).expect("a list of something"), mentioned),
        "BTreeMap" => {
            let value = arguments(path).nth(1).expect("a map to something");
            format!("Record<string, {}>", typescript(value, mentioned))
        }
        _ => {
            let told = exported(&name).to_owned();
            mentioned.insert(name);
            told
        }
    }
}

fn inner(path: &TypePath, mentioned: &mut BTreeSet<String>) -> String {
    typescript(only_argument(path).expect("something inside it"), mentioned)
}

fn list(item: &Type, mentioned: &mut BTreeSet<String>) -> String {
    let item = typescript(item, mentioned);
    if item.contains(' ') {
        format!("({item})[]")
    } else {
        format!("{item}[]")
    }
}

fn only_argument(path: &TypePath) -> Option<&Type> {
    arguments(path).next()
}

fn arguments(path: &TypePath) -> impl Iterator<Item = &Type> {
    let arguments = match path.path.segments.last().map(|last| &last.arguments) {
        Some(PathArguments::AngleBracketed(arguments)) => Some(&arguments.args),
        _ => None,
    };
    arguments
        .into_iter()
        .flatten()
        .filter_map(|argument| match argument {
            GenericArgument::Type(ty) => Some(ty),
            _ => None,
        })
}
