//! The declarations of types, as `serde` writes and reads them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt::Write as _;

use preflight_tests::repository;
use regex::Regex;
use syn::{
    Attribute, Expr, ExprLit, Field, Fields, Item, ItemEnum, ItemStruct, Lit, Meta, Variant,
};
use walkdir::WalkDir;

use crate::FIELDS;
use crate::serde_attributes::{Serde, renamed};
use crate::types::{exported, optional, typescript};

/// Every type of core that serde reads or writes, by name.
pub(crate) struct Declarations {
    items: BTreeMap<String, Vec<Item>>,
}

impl Declarations {
    /// Reads the sources of core.
    pub(crate) fn of_core() -> Self {
        let mut items: BTreeMap<String, Vec<Item>> = BTreeMap::new();
        for entry in WalkDir::new(repository().join("crates/core/src")) {
            let entry = entry.expect("a readable folder");
            if entry.path().extension().is_none_or(|ending| ending != "rs") {
                continue;
            }
            let text = std::fs::read_to_string(entry.path()).expect("a readable file");
            let file = syn::parse_file(&text)
                .unwrap_or_else(|error| panic!("{}: {error}", entry.path().display()));
            for item in file.items {
                let (name, attributes) = match &item {
                    Item::Struct(item) => (item.ident.to_string(), &item.attrs),
                    Item::Enum(item) => (item.ident.to_string(), &item.attrs),
                    _ => continue,
                };
                if derives(attributes, "Serialize") || derives(attributes, "Deserialize") {
                    items.entry(name).or_default().push(item);
                }
            }
        }
        Self { items }
    }

    /// The declarations of these types and of all that they lead to, in the order in which they are met.
    pub(crate) fn reached(&self, roots: &[&str]) -> Vec<String> {
        let mut queue: VecDeque<String> = roots.iter().map(|name| (*name).to_owned()).collect();
        let mut seen: BTreeSet<String> = queue.iter().cloned().collect();
        let mut declared = Vec::new();
        while let Some(name) = queue.pop_front() {
            let mut mentioned = BTreeSet::new();
            declared.push(self.declaration(&name, &mut mentioned));
            for name in mentioned {
                if seen.insert(name.clone()) {
                    queue.push_back(name);
                }
            }
        }
        declared
    }

    fn declaration(&self, name: &str, mentioned: &mut BTreeSet<String>) -> String {
        match self.items.get(name).map(Vec::as_slice) {
            Some([Item::Struct(item)]) => of_struct(item, mentioned),
            Some([Item::Enum(item)]) => of_enum(item, mentioned),
            Some(_) => panic!("core has several types `{name}` that serde knows; rename one"),
            None => panic!("core has no type `{name}` that serde knows"),
        }
    }
}

fn of_struct(item: &ItemStruct, mentioned: &mut BTreeSet<String>) -> String {
    let name = item.ident.to_string();
    let serde = Serde::of(&item.attrs);
    let mut text = documentation(&item.attrs, "");
    if serde.transparent {
        let field = item
            .fields
            .iter()
            .next()
            .expect("a transparent type holds one field");
        let _ = writeln!(
            text,
            "export type {} = {};",
            exported(&name),
            typescript(&field.ty, mentioned)
        );
        return text;
    }
    let read = derives(&item.attrs, "Deserialize");
    let style = serde.rename_all.as_deref();
    let mut bases = Vec::new();
    let mut body = String::new();
    for field in &item.fields {
        let attributes = Serde::of(&field.attrs);
        if attributes.skip {
            continue;
        }
        if attributes.flatten {
            bases.push(match optional(&field.ty) {
                Some(inner) => format!("Partial<{}>", typescript(inner, mentioned)),
                None => typescript(&field.ty, mentioned),
            });
        } else {
            let all_optional = read && serde.default;
            body.push_str(&property(
                &name,
                field,
                style,
                read,
                all_optional,
                "    ",
                mentioned,
            ));
        }
    }
    let extends = if bases.is_empty() {
        String::new()
    } else {
        format!(" extends {}", bases.join(", "))
    };
    let _ = writeln!(
        text,
        "export interface {}{extends} {{\n{body}}}",
        exported(&name)
    );
    text
}

fn of_enum(item: &ItemEnum, mentioned: &mut BTreeSet<String>) -> String {
    let name = item.ident.to_string();
    let serde = Serde::of(&item.attrs);
    let mut text = documentation(&item.attrs, "");
    let _ = write!(text, "export type {} =", exported(&name));
    for variant in &item.variants {
        text.push('\n');
        text.push_str(&documentation(&variant.attrs, "    "));
        let _ = write!(
            text,
            "    | {}",
            of_variant(&name, variant, &serde, mentioned)
        );
    }
    text.push_str(";\n");
    text
}

fn of_variant(
    name: &str,
    variant: &Variant,
    serde: &Serde,
    mentioned: &mut BTreeSet<String>,
) -> String {
    let own = Serde::of(&variant.attrs);
    let spelled = own
        .rename
        .unwrap_or_else(|| renamed(&variant.ident.to_string(), serde.rename_all.as_deref()));
    let mut body = match &serde.tag {
        Some(tag) => format!("        {tag}: \"{spelled}\";\n"),
        None => String::new(),
    };
    match &variant.fields {
        Fields::Unit if serde.tag.is_none() => return format!("\"{spelled}\""),
        Fields::Unit => {}
        Fields::Unnamed(fields) if serde.untagged => {
            let field = fields.unnamed.first().expect("a variant with one value");
            return typescript(&field.ty, mentioned);
        }
        Fields::Named(fields) if serde.untagged || serde.tag.is_some() => {
            for field in &fields.named {
                let style = serde.rename_all_fields.as_deref();
                body.push_str(&property(
                    name, field, style, false, false, "        ", mentioned,
                ));
            }
        }
        _ => panic!(
            "`{name}::{}` is written in a way that has no counterpart here yet",
            variant.ident
        ),
    }
    format!("{{\n{body}    }}")
}

fn property(
    owner: &str,
    field: &Field,
    style: Option<&str>,
    read: bool,
    all_optional: bool,
    indent: &str,
    mentioned: &mut BTreeSet<String>,
) -> String {
    let serde = Serde::of(&field.attrs);
    let rust_name = field.ident.as_ref().expect("a named field").to_string();
    let name = serde.rename.unwrap_or_else(|| renamed(&rust_name, style));
    let told = FIELDS
        .iter()
        .find(|(of, key, _)| *of == owner && *key == name)
        .map(|(_, _, ty)| (*ty).to_owned());
    assert!(
        !serde.written_otherwise || told.is_some(),
        "`{owner}.{name}` is written in a way of its own; say how in `FIELDS`"
    );
    let inner = optional(&field.ty);
    let (optional_key, ty) = if read {
        let may_be_left_out = all_optional || serde.default || inner.is_some();
        let ty = told.unwrap_or_else(|| typescript(inner.unwrap_or(&field.ty), mentioned));
        (
            may_be_left_out,
            if inner.is_some() {
                format!("{ty} | null")
            } else {
                ty
            },
        )
    } else if serde.skip_serializing_if {
        (
            true,
            told.unwrap_or_else(|| typescript(inner.unwrap_or(&field.ty), mentioned)),
        )
    } else {
        (
            false,
            told.unwrap_or_else(|| typescript(&field.ty, mentioned)),
        )
    };
    let mark = if optional_key { "?" } else { "" };
    format!(
        "{}{indent}{name}{mark}: {ty};\n",
        documentation(&field.attrs, indent)
    )
}

fn derives(attributes: &[Attribute], name: &str) -> bool {
    let mut found = false;
    for attribute in attributes {
        if attribute.path().is_ident("derive") {
            let _ = attribute.parse_nested_meta(|meta| {
                found |= meta
                    .path
                    .segments
                    .last()
                    .is_some_and(|last| last.ident == name);
                Ok(())
            });
        }
    }
    found
}

/// A doc comment as TypeScript has it; links to Rust items become the words they show.
fn documentation(attributes: &[Attribute], indent: &str) -> String {
    let lines: Vec<String> = attributes
        .iter()
        .filter_map(|attribute| match &attribute.meta {
            Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
                Expr::Lit(ExprLit {
                    lit: Lit::Str(text),
                    ..
                }) => Some(text.value()),
                _ => None,
            },
            _ => None,
        })
        .map(|line| line.strip_prefix(' ').unwrap_or(&line).to_owned())
        .collect();
    let reference = Regex::new(r"\[([^\]]+)\](\([a-zA-Z_:]+\))?").expect("a valid expression");
    let text = lines.join("\n");
    let text = reference.replace_all(&text, "$1").replace("*/", "*\\/");
    match text.lines().collect::<Vec<_>>().as_slice() {
        [] => String::new(),
        [line] => format!("{indent}/** {line} */\n"),
        lines => {
            let mut comment = format!("{indent}/**\n");
            for line in lines {
                let _ = writeln!(comment, "{}", format!("{indent} * {line}").trim_end());
            }
            let _ = writeln!(comment, "{indent} */");
            comment
        }
    }
}
