//! Writes the sets of names, as html5ever's own crate does, and the table of character references.

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use string_cache_codegen::AtomType;

const NAMESPACES: &[(&str, &str)] = &[
    ("", ""),
    ("*", "*"),
    ("html", "http://www.w3.org/1999/xhtml"),
    ("xml", "http://www.w3.org/XML/1998/namespace"),
    ("xmlns", "http://www.w3.org/2000/xmlns/"),
    ("xlink", "http://www.w3.org/1999/xlink"),
    ("svg", "http://www.w3.org/2000/svg"),
    ("mathml", "http://www.w3.org/1998/Math/MathML"),
];

/// How many names stand between two places that the table of places tells; `lib.rs` has the same number.
const BLOCK: usize = 16;

fn main() {
    for file in ["build.rs", "entities.txt", "local_names.txt"] {
        println!("cargo:rerun-if-changed={file}");
    }
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    let out = Path::new(&out);
    fs::write(out.join("atoms.rs"), atoms()).expect("the folder can be written");
    fs::write(out.join("references.rs"), references()).expect("the folder can be written");
}

fn atoms() -> Vec<u8> {
    let mut written = Vec::new();
    let mut local_names = AtomType::new("LocalName", "local_name!");
    for name in include_str!("local_names.txt").lines() {
        local_names.atom(name);
        local_names.atom(&name.to_ascii_lowercase());
    }
    let mut prefixes = AtomType::new("Prefix", "namespace_prefix!");
    let mut namespaces = AtomType::new("Namespace", "namespace_url!");
    for (prefix, url) in NAMESPACES {
        prefixes.atom(prefix);
        namespaces.atom(url);
    }
    for atoms in [&mut local_names, &mut prefixes, &mut namespaces] {
        atoms.write_to(&mut written).expect("memory can be written");
    }
    let arms: String = NAMESPACES
        .iter()
        .map(|(prefix, url)| format!("    ({prefix}) => {{ $crate::namespace_url!({url:?}) }};\n"))
        .collect();
    let ns = format!(
        "/// Maps the input of [`namespace_prefix!`] to the output of [`namespace_url!`].\n\
         #[macro_export] macro_rules! ns {{\n{arms}}}\n"
    );
    written.extend_from_slice(ns.as_bytes());
    written
}

fn references() -> String {
    let mut names = String::new();
    let mut blocks = Vec::new();
    let mut values = String::new();
    for (index, line) in include_str!("entities.txt").lines().enumerate() {
        let mut parts = line.split(' ');
        let name = parts.next().unwrap_or_default();
        let first = parts.next().expect("a code point follows each name");
        let second = parts.next().unwrap_or("0");
        if index > 0 {
            names.push(' ');
        }
        if index % BLOCK == 0 {
            blocks.push(u16::try_from(names.len()).expect("the names are short"));
        }
        names.push_str(name);
        write!(values, "({first}, {second}),").expect("memory can be written");
    }
    format!(
        "const NAMES: &str = {names:?};\n\
         static BLOCKS: &[u16] = &{blocks:?};\n\
         static VALUES: &[(u32, u32)] = &[{values}];\n"
    )
}
