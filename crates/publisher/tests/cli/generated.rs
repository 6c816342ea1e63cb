//! What is generated for other programs and people: schemas, completions, man pages, help.

use std::fs;

use serde_json::Value;

use crate::support::Folder;

#[test]
fn schemas_follow_the_policy() {
    let folder = Folder::new();
    let schema = |arguments: &[&str]| -> Value {
        let run = folder.run(["schema"].iter().chain(arguments));
        assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{arguments:?}");
        assert!(run.stdout.starts_with("{\n  \""), "{arguments:?}");
        serde_json::from_str(&run.stdout).expect("JSON")
    };
    assert_eq!(schema(&[])["title"], "Preflight manifest");
    assert_eq!(schema(&["--of", "manifest"]), schema(&[]));
    for kind in [
        "widget-configuration",
        "rich-card",
        "agent-widget",
        "channel",
        "participant-variables",
    ] {
        let payload = schema(&[kind]);
        assert_eq!(payload["title"], format!("Preflight {kind} payload"));
        assert_eq!(schema(&[kind, "--of", "payload"]), payload);
        let spec = schema(&[kind, "--of", "spec"]);
        assert_eq!(spec["title"], format!("Preflight {kind} spec"));
    }
    let before = schema(&["agent-widget"]).to_string();
    assert!(before.contains("\"maximum\":800"), "{before}");
    folder.write(
        "preflight.toml",
        "[policy.limits]\n\"agent-widget.width\" = 640\n",
    );
    let after = schema(&["agent-widget"]).to_string();
    assert!(after.contains("\"maximum\":640"), "{after}");
}

#[test]
fn every_shell_gets_a_script() {
    let folder = Folder::new();
    // A broken configuration is none of their business.
    folder.write("preflight.toml", "nonsense");
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let run = folder.run(["completions", shell]);
        assert_eq!(run.code, 0, "{shell}: {}", run.stderr);
        assert!(run.stdout.contains("show-config"), "{shell}");
    }
}

#[test]
fn every_command_has_a_page() {
    let folder = Folder::new();
    let run = folder.run(["man", "--dir", "pages"]);
    assert_eq!(
        (run.code, run.stdout.as_str(), run.stderr.as_str()),
        (0, "", "")
    );
    let mut pages: Vec<_> = fs::read_dir(folder.path("pages"))
        .expect("made")
        .map(|entry| {
            entry
                .expect("readable")
                .file_name()
                .into_string()
                .expect("text")
        })
        .collect();
    pages.sort();
    assert_eq!(
        pages,
        [
            "preflight-apply.1",
            "preflight-audit-show.1",
            "preflight-audit-verify.1",
            "preflight-audit.1",
            "preflight-auth-check.1",
            "preflight-auth.1",
            "preflight-build.1",
            "preflight-check.1",
            "preflight-completions.1",
            "preflight-designer.1",
            "preflight-diff.1",
            "preflight-drift.1",
            "preflight-explain.1",
            "preflight-fix.1",
            "preflight-man.1",
            "preflight-plan.1",
            "preflight-preview.1",
            "preflight-publish.1",
            "preflight-reconcile.1",
            "preflight-resume.1",
            "preflight-rollback.1",
            "preflight-sandbox.1",
            "preflight-sanitize.1",
            "preflight-schema.1",
            "preflight-share.1",
            "preflight-status.1",
            "preflight.1",
        ]
    );
    for page in pages {
        let text = fs::read_to_string(folder.path("pages").join(&page)).expect("written");
        assert!(text.contains(".SH \"EXIT STATUS\""), "{page}");
        assert!(text.contains("\\fB143\\fR"), "{page}");
    }
    let main = fs::read_to_string(folder.path("pages/preflight.1")).expect("written");
    assert_eq!(folder.run(["man"]).stdout, main);
    assert!(main.contains("GENESYS_CLIENT_SECRET"));
}

#[test]
fn help_and_version_are_short_ways_out() {
    let folder = Folder::new();
    let version = folder.run(["--version"]);
    assert_eq!(
        version.stdout,
        format!("preflight {}\n", env!("CARGO_PKG_VERSION"))
    );
    assert_eq!(version.code, 0);
    for arguments in [
        ["-h"].as_slice(),
        &["--help"],
        &["check", "--help"],
        &["help"],
    ] {
        let run = folder.run(arguments);
        assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{arguments:?}");
    }
    let help = folder.run(["--help"]).stdout;
    for part in ["Exit codes:", "Environment:", "Configuration:"] {
        assert!(help.contains(part), "{help}");
    }
    for (command, about) in [
        ("publish", "Check manifests, and publish them"),
        ("auth", "Look at the OAuth client"),
        ("audit", "Read what publishes wrote down"),
    ] {
        let help = folder.run([command, "--help"]).stdout;
        assert!(help.starts_with(about), "{help}");
    }
    assert_eq!(folder.run([] as [&str; 0]).code, 2);
}
