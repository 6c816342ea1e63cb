//! Documents that print the program's tables. `cargo xtask generate` writes them anew.

use std::fmt::Write as _;

use preflight_tests::{assert_generated, repository};

use crate::config::env;
use crate::exit;
use crate::publish::endpoints::GUIDES;

#[test]
fn generated_endpoints() {
    let mut text = String::from(
        "# Endpoints\n\n\
         The calls that publishing makes, as the guides describe the API. Base URLs are configuration; the table itself is\n\
         data (`crates/publisher/src/publish/endpoints.rs`), so that another generation of the API can stand beside it.\n\n\
         | method | path | scopes | rate family | natural key | looked up again at |\n|---|---|---|---|---|---|\n",
    );
    for endpoint in GUIDES.rows() {
        let _ = writeln!(
            text,
            "| {} | `{}` | {} | {} | {} | {} |",
            endpoint.method,
            endpoint.path_template(),
            endpoint.scopes.join(", "),
            endpoint.family,
            endpoint.natural_key.unwrap_or("-"),
            endpoint.read_back.map_or("-".to_owned(), |name| format!(
                "`{}`",
                GUIDES.get(name).path_template()
            )),
        );
    }
    text.push_str(
        "\nA token is asked for the scopes that the batch needs, at `POST <login>/oauth/token`.\n",
    );
    assert_generated("docs/endpoints.md", &text);
}

#[test]
fn generated_environment() {
    let mut text = String::from(
        "# Environment\n\nA flag goes before the environment, the environment before `preflight.toml`, that before the \
         default. An empty variable counts as unset.\n\n| variable | meaning |\n|---|---|\n",
    );
    for variable in env::ALL {
        let _ = writeln!(text, "| `{}` | {} |", variable.name, variable.meaning);
    }
    assert_generated("docs/environment.md", &text);
}

/// The README is written by hand around this table.
#[test]
fn the_readme_lists_every_exit_code() {
    let readme = std::fs::read_to_string(repository().join("README.md")).expect("readable");
    let rows: Vec<String> = exit::TABLE
        .iter()
        .map(|entry| format!("| {} | {} | {} |", entry.code(), entry.name, entry.meaning))
        .collect();
    assert!(
        readme.contains(&rows.join("\n")),
        "README.md differs from:\n{}",
        rows.join("\n")
    );
}
