//! `docs/schemas` is what core exports. Set `UPDATE_GENERATED=1` to write it anew.

use std::collections::BTreeSet;

use preflight_core::shape::{Object, Shape, json_schema};
use preflight_core::{Policy, kinds, manifest_schema};
use preflight_tests::{files, repository};

#[test]
fn generated_schemas_are_up_to_date() {
    let policy = Policy::default();
    let mut schemas = vec![("manifest.schema.json".to_owned(), manifest_schema(&policy))];
    for kind in kinds::ALL {
        let mut add = |part: &str, table: &'static Object| {
            let schema = json_schema(
                &format!("Preflight {kind} {part}"),
                Shape::Object(table),
                &policy,
            );
            schemas.push((format!("{kind}.{part}.schema.json"), schema));
        };
        add("payload", kind.payload());
        add("spec", kind.spec());
    }
    let folder = repository().join("docs/schemas");
    let update = std::env::var_os("UPDATE_GENERATED").is_some();
    for (name, schema) in &schemas {
        let path = folder.join(name);
        let text = format!("{}\n", serde_json::to_string_pretty(schema).expect("JSON"));
        if update {
            std::fs::create_dir_all(&folder).expect("a folder");
            std::fs::write(&path, &text).expect("writable");
        }
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            committed == text,
            "docs/schemas/{name} is out of date; run `cargo xtask generate`"
        );
    }
    let known: BTreeSet<&str> = schemas.iter().map(|(name, _)| name.as_str()).collect();
    for path in files("docs/schemas", "json") {
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .expect("a name");
        assert!(
            known.contains(name),
            "docs/schemas/{name} is exported by nothing; remove it"
        );
    }
}
