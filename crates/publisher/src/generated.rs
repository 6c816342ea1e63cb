//! Documents that print the program's tables. `cargo xtask generate` writes them anew.

use std::fmt::Write as _;

use preflight_core::kinds;
use preflight_tests::{assert_generated, repository};

use crate::audit::events;
use crate::audit::verify::PROBLEMS;
use crate::config::env;
use crate::exit;
use crate::journal::state::{STATES, TRANSITIONS};
use crate::plan::DRIFTS;
use crate::publish::GUIDANCE;
use crate::publish::endpoints::GUIDES;
use crate::publish::telemetry::variables;
use crate::publish::telemetry::vocabulary::{METRICS, SPANS, Signal};

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

#[test]
fn generated_errors() {
    let mut text = String::from(
        "# Errors\n\n\
         What the platform answers a flow with, why, and what to do about it, from the \"Common errors\" of the guides. A \
         row of a kind goes before one of every kind.\n\n\
         | kind | status | cause | next step |\n|---|---|---|---|\n",
    );
    for row in GUIDANCE {
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} |",
            row.kind
                .map_or("every kind".to_owned(), |kind| format!("`{}`", kind.name())),
            row.statuses(),
            row.cause,
            row.next_step
        );
    }
    assert_generated("docs/errors.md", &text);
}

#[test]
fn generated_journal() {
    let mut text = String::from(
        "# The journal\n\n\
         Where every item of every batch stands: a file of `SQLite`, `preflight-journal.db` in the current folder unless \
         `--journal` names another. Keep it where the audit is kept, on a local disk, and keep it between runs: what is not in \
         it is not known to have been sent.\n\n\
         It holds digests, ids and places, never a payload, a value or a credential. A transaction is on the disk (write-ahead \
         log, synchronised in full) before the next thing is done; items that are under way together share one.\n\n\
         The promise is **at most one live object for each natural key, and every unknown reported**. Exactly once cannot be \
         promised by anybody who sends a request and may lose the answer.\n\n\
         ## States\n\n| state | meaning |\n|---|---|\n",
    );
    for (_, name, meaning) in STATES {
        let _ = writeln!(text, "| `{name}` | {meaning} |");
    }
    text.push_str("\n| what happens | from | to |\n|---|---|---|\n");
    for (_, meaning, from, to) in TRANSITIONS {
        let from: Vec<String> = from
            .iter()
            .map(|state| format!("`{}`", state.name()))
            .collect();
        let _ = writeln!(
            text,
            "| {meaning} | {} | `{}` |",
            from.join(", "),
            to.name()
        );
    }
    text.push_str(
        "\nA later batch may take up an item again that is done, failed or blocked. One that was `sending` when its run ended \
         is looked for first, once nothing that an earlier run sent can come any more (15 s); variables, which may be set twice, \
         are set again; a card becomes `ambiguous`.\n\n\
         ## Commands\n\n\
         - `preflight status` lists the batches, `preflight status ID` the items of one. Exit code 6 where something is \
         ambiguous, 5 where work is left, else 0: a job can end with it.\n\
         - `preflight resume [ID]` goes on with a batch. Manifests are read and checked again; one that has changed is not sent \
         (exit code 7), and blocked in that batch unless it may have arrived; the same with one that is not there any more. Relative paths go from the folder the batch was begun in, so that is where to type it. A batch that a run is still at work on is left to it (exit code 5).\n\
         - `preflight reconcile [ID]` finds out about what is unknown and sends nothing: it looks for what can be looked for, and \
         takes your word for cards, by `--delivered` and `--not-delivered` with the manifest's id. What is not there is sent by \
         the next `resume`.\n\
         - `preflight drift [ID]` looks for what was published, and sends nothing.\n\n\
         Several publishers may use one journal: each item is one run's at a time, and whether a run is still at work is known \
         by a lock that the system releases when the process ends, however it ends.\n\n\
         ## Rate limits\n\n\
         Publishers of one journal share what the server allows, for each destination (the API and the OAuth client): the \
         journal keeps what is known of its limits, and hands out requests of a family of calls, as many as wait, up to ten at \
         a time, and more only where there is hardly a limit. Whoever is handed some tells with the next question what the \
         server answered, so that a limit, a full window or a 429 is known to all within one such lease. Nothing is handed out \
         that may not have room; a publisher that had to wait comes before those that ask after it. What \
         was handed to a publisher that ends is there for the others at once, and to one that is killed, by the end of the \
         window at the latest.\n\n\
         Leases do not wait for the disk, since after a minute they are worth nothing; everything else in the journal does. \
         They go by the clock of the machine: a run follows it by less than a second at a time and otherwise goes by its own, \
         the later of two holds for both, and what was written more than two and a half minutes from now is forgotten. So a \
         clock that is set makes nobody wait for longer than a window; where it is set forward, a run that begins then may be \
         refused until it has heard from the server. Other commands (`plan`, `diff`, `drift`, `reconcile`, `rollback`) and runs without a journal pace themselves alone.\n\n\
         ## Drift\n\n\
         `preflight drift` says of everything that the journal knows as done at the destination of the settings (or of one batch) \
         how the server has it now:\n\n| drift | meaning |\n|---|---|\n",
    );
    for (_, name, meaning) in DRIFTS {
        let _ = writeln!(text, "| `{name}` | {meaning} |");
    }
    text.push_str(
        "\nThe journal keeps no payloads, so the manifests are read again where they were; one that moved within its files is \
         found by what it is about. An object is looked for by its name and by the id that the server gave it, so a new name \
         hides nothing. The platform gives no way to look for cards and variables, which are only counted. Exit code 7 where \
         something is `changed` or `gone`, else 0, or 10 with `--detailed-exitcode` where something is `manifest-changed` or \
         `unknown`: a nightly job can end with it. What could not be looked for is `unknown` and gives the exit code that a publish \
         would have given. Where no batch went where the settings lead, it is 7.\n",
    );
    assert_generated("docs/journal.md", &text);
}

#[test]
fn generated_audit() {
    let mut text = String::from(
        "# Audit\n\n\
         What `preflight publish` appends to its audit, one JSON object a line. Every line has `prev`, `schemaVersion` \
         (2), `timestamp` (UTC), `run`, `sequence`, `event`, `kind`, `id`, `path`, `data`, `compliance` and `hash`; one \
         that tells an outcome has `outcome`, one that seals has neither `sequence`, `kind`, `id`, `path` nor \
         `compliance`. No line holds a credential or the value of a variable: of variables, `data` has `variable_count` \
         and `keys`. Lines of `schemaVersion` 1 are the same without `prev`, `hash` and seals.\n\n\
         `latencyMs` is that of one attempt, `totalPipelineLatencyMs` the time from the first request of a manifest to its \
         outcome, waits included.\n\n## Steps\n\n| meaning |",
    );
    for kind in kinds::ALL {
        let _ = write!(text, " {} |", kind.name());
    }
    text.push_str("\n|---|---|---|---|---|---|\n");
    for row in events::STEPS {
        let _ = write!(text, "| {} |", row.meaning);
        for kind in kinds::ALL {
            let _ = write!(text, " `{}` |", events::name(row.step, Some(*kind)));
        }
        text.push('\n');
    }
    text.push_str(
        "\n## What follows a publish\n\n| side effect | outcome | event |\n|---|---|---|\n",
    );
    for (name, outcome, event) in events::SIDE_EFFECTS {
        let _ = writeln!(text, "| {name} | {outcome} | `{event}` |");
    }
    let (event, meaning) = events::SEALED;
    let _ = writeln!(
        text,
        "\n## The audit itself\n\n| meaning | event |\n|---|---|\n| {meaning} | `{event}` |\n"
    );
    text.push_str(include_str!("audit/proof.md"));
    text.push_str("\n| kind | meaning |\n|---|---|\n");
    for row in PROBLEMS {
        let _ = writeln!(text, "| `{}` | {} |", row.name, row.meaning);
    }
    assert_generated("docs/audit.md", &text);
}

#[test]
fn generated_telemetry() {
    let mut text = String::from(include_str!("publish/telemetry/guide.md"));
    text.push_str("\n## Variables\n\n| variable | meaning |\n|---|---|\n");
    for variable in variables::ALL {
        let _ = writeln!(text, "| `{}` | {} |", variable.name, variable.meaning);
    }
    text.push_str(
        "\n## Spans\n\nEach is the parent of the next.\n\n| span | sort | what it is |\n|---|---|---|\n",
    );
    let row = |signal: &Signal| {
        format!(
            "| `{}` | {} | {} |\n",
            signal.name, signal.sort, signal.meaning
        )
    };
    text.extend(SPANS.iter().map(row));
    for span in SPANS {
        let _ = writeln!(
            text,
            "\n`{}`:\n\n| attribute | meaning |\n|---|---|",
            span.name
        );
        for attribute in span.attributes {
            let _ = writeln!(text, "| `{}` | {} |", attribute.name, attribute.meaning);
        }
    }
    text.push_str(
        "\n## Metrics\n\n| metric | sort | what it counts | attributes |\n|---|---|---|---|\n",
    );
    for metric in METRICS {
        let attributes: Vec<String> = metric
            .attributes
            .iter()
            .map(|attribute| format!("`{}`", attribute.name))
            .collect();
        let _ = writeln!(
            text,
            "| `{}` | {} | {} | {} |",
            metric.name,
            metric.sort,
            metric.meaning,
            attributes.join(", ")
        );
    }
    assert_generated("docs/telemetry.md", &text);
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
