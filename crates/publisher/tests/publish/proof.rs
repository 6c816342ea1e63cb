//! The audit as proof: what `preflight audit verify` says of what publishes wrote, and of what others did to it.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::auditors::{is_there, python};
use crate::manifests::{Folder, channel};
use crate::support::{AuditFile, Run, Sandbox, examples, preflight, publish_to, told};

/// What `preflight audit verify` says of an audit.
fn verify(audit: &AuditFile, arguments: &[&str]) -> Run {
    Run::of(
        preflight()
            .args(["audit", "verify"])
            .arg(audit.path())
            .args(arguments),
    )
}

/// The same as JSON, which has to agree with the exit code.
#[track_caller]
pub(crate) fn verified(audit: &AuditFile) -> Value {
    let run = verify(audit, &["--format", "json"]);
    let report = run.json();
    let exit = i32::from(report["ok"] != true);
    assert_eq!(run.exit, Some(exit), "{run:?}");
    report
}

#[track_caller]
fn assert_proven(audit: &AuditFile) -> Value {
    let report = verified(audit);
    assert_eq!(report["ok"], true, "{report}");
    assert_eq!(report["problems"], json!([]), "{report}");
    report
}

/// Publishes the examples, so that an audit has lines of every kind; gives the report.
pub(crate) fn publish(sandbox: &Sandbox, audit: &AuditFile) -> Value {
    let run = Run::of(
        sandbox
            .publish(&[&examples()])
            .env("PREFLIGHT_AUDIT", audit.path()),
    );
    assert_eq!(run.exit, Some(0), "{run:?}");
    run.json()
}

/// A publish that writes a few lines and sends nothing, since something blocks it.
pub(crate) fn hold(audit: &Path) -> Command {
    let mut command = publish_to(
        "http://127.0.0.1:9",
        &[&examples().join("blocked/limit_too-large.json")],
    );
    command.env("PREFLIGHT_AUDIT", audit);
    command
}

#[test]
fn an_audit_of_several_publishes_is_proven_up_to_the_head_that_each_told() {
    let (sandbox, audit) = (Sandbox::start(), AuditFile::new());
    let mut heads = Vec::new();
    for _ in 0..2 {
        let told = publish(&sandbox, &audit)["audit"].clone();
        assert_eq!(told["path"], *audit.path().to_string_lossy());
        assert_eq!(told["head"], audit.lines().last().expect("a line")["hash"]);
        heads.push(told["head"].as_str().expect("a head").to_owned());
    }
    let report = assert_proven(&audit);
    let lines = audit.lines().len();
    assert_eq!(report["lines"], lines);
    assert_eq!((&report["runs"], &report["seals"]), (&json!(2), &json!(0)));
    assert_eq!(report["head"], *heads[1]);

    let both = verify(
        &audit,
        &["--head", &heads[0], "--head", &heads[1], "--format", "json"],
    );
    let following: Vec<Value> = both.json()["heads"]
        .as_array()
        .expect("heads")
        .iter()
        .map(|head| head["following"].clone())
        .collect();
    assert_eq!(following, [json!(lines / 2), json!(0)], "{both:?}");

    // The end is gone, and what is left agrees with itself: only the head that was kept elsewhere tells.
    let text = audit.text();
    let kept: String = text.split_inclusive('\n').take(lines - 1).collect();
    fs::write(audit.path(), kept).expect("it is written");
    assert_proven(&audit);
    assert_eq!(verify(&audit, &["--head", &heads[0]]).exit, Some(0));
    let run = verify(&audit, &["--head", &heads[1]]);
    assert_eq!(run.exit, Some(1), "{run:?}");
    assert!(run.stdout.contains(&heads[1]), "{run:?}");

    let wrong = verify(&audit, &["--head", "abc"]);
    assert_eq!(wrong.exit, Some(2), "{wrong:?}");
    assert!(wrong.stderr.contains("64 hexadecimal digits"), "{wrong:?}");
}

#[test]
fn what_is_wrong_is_told_in_words() {
    let audit = AuditFile::new();
    let mut settings = insta::Settings::clone_current();
    settings.add_filter("[0-9a-f]{64}", "HASH");
    settings.add_filter("[0-9a-f]{8}-[0-9a-f-]{27}", "RUN");
    let path = audit.path();
    settings.add_filter(&path.to_string_lossy(), "audit.jsonl");
    let _bound = settings.bind_to_scope();
    for _ in 0..2 {
        Run::of(&mut hold(&path));
    }
    let good = audit.text();
    let head = audit.lines()[3]["hash"].clone();
    told(
        "audit_proven",
        &verify(&audit, &["--head", head.as_str().expect("a head")]),
    );

    let mut lines: Vec<&str> = good.split_inclusive('\n').collect();
    let changed = lines[1].replace("\"valid\":false", "\"valid\":true ");
    lines[1] = &changed;
    lines.remove(4);
    lines.push("{\"event\":\"channel_provision_success\"}\n");
    fs::write(&path, lines.concat()).expect("it is written");
    let nothing = "0".repeat(64);
    told("audit_broken", &verify(&audit, &["--head", &nothing]));

    fs::write(&path, good.replace("{\"prev\"", "{\"Prev\"")).expect("it is written");
    told("audit_without_a_chain", &verify(&audit, &[]));
    let nowhere = Run::of(preflight().args(["audit", "verify", "/nowhere/at/all"]));
    assert_eq!(nowhere.exit, Some(2), "{nowhere:?}");
}

#[test]
fn publishers_that_share_an_audit_write_one_chain() {
    let (sandbox, audit) = (Sandbox::start(), AuditFile::new());
    let folders: Vec<Folder> = (0..2)
        .map(|publisher| {
            let folder = Folder::new();
            for number in 0..40 {
                let name = format!("channel-{publisher}-{number}");
                folder.write(&format!("{name}.json"), &channel(&name));
            }
            folder
        })
        .collect();
    let mut children: Vec<_> = folders
        .iter()
        .map(|folder| {
            sandbox
                .publish(&[folder.path()])
                .env("PREFLIGHT_AUDIT", audit.path())
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .expect("the program runs")
        })
        .collect();
    // Whoever looks meanwhile sees whole lines only.
    let mut looks = 0;
    while children
        .iter_mut()
        .any(|child| child.try_wait().expect("a child").is_none())
    {
        if audit.path().exists() {
            assert_proven(&audit);
            looks += 1;
        }
    }
    assert!(looks > 0, "they ended before anybody looked");
    for child in children {
        let run = Run::from(child.wait_with_output().expect("it ends"));
        assert_eq!(run.exit, Some(0), "{run:?}");
        let head = run.json()["audit"]["head"].clone();
        let told = verify(&audit, &["--head", head.as_str().expect("a head")]);
        assert_eq!(told.exit, Some(0), "{told:?}");
    }
    let report = assert_proven(&audit);
    assert_eq!(
        (&report["runs"], &report["lines"]),
        (&json!(2), &json!(2 * 40 * 4))
    );
}

#[test]
fn a_line_that_a_crash_cut_off_is_sealed_by_the_next_publish() {
    let audit = AuditFile::new();
    Run::of(&mut hold(&audit.path()));
    let whole = audit.text();
    let last = whole.trim_end().rfind('\n').expect("lines") + 1;
    let places = [
        last + 1,
        last + 9,
        last + 200,
        whole.len() - 70,
        whole.len() - 2,
        whole.len() - 1,
    ];
    for cut in places {
        fs::write(audit.path(), &whole[..cut]).expect("it is written");
        let before = verified(&audit);
        assert_eq!(before["problems"][0]["kind"], "cut", "{before}");
        let run = Run::of(&mut hold(&audit.path()));
        assert_eq!(run.exit, Some(1), "{run:?}");
        let report = assert_proven(&audit);
        let head = report["head"].as_str().expect("a head");
        // Of a line that lacks nothing but its end nothing is lost.
        let seals = usize::from(cut < whole.len() - 1);
        assert_eq!(report["seals"], seals, "cut at {cut}: {report}");
        assert!(audit.text().starts_with(&whole[..cut]), "nothing is mended");
        if is_there("python3") {
            assert_eq!(python(&[audit.path()]), [head], "cut at {cut}");
        }
        let shown = Run::of(preflight().args(["audit", "show"]).arg(audit.path()));
        assert_eq!(
            shown.exit,
            Some(0),
            "a sealed line is no surprise: {shown:?}"
        );
        assert_eq!(shown.stdout.matches("AUDIT_SEALED").count(), seals);
    }
}

/// A write that the system takes only in part, as when the disk is full.
#[cfg(unix)]
#[test]
fn a_disk_that_is_full_in_the_middle_of_a_line_leaves_what_the_next_publish_seals() {
    let (sandbox, audit) = (Sandbox::start(), AuditFile::new());
    let folder = Folder::new();
    for number in 0..20 {
        let name = format!("channel-{number}");
        folder.write(&format!("{name}.json"), &channel(&name));
    }
    let publish = sandbox.publish(&[folder.path()]);
    // 512 or 1024 bytes each, by the shell.
    let mut limited = Command::new("sh");
    limited
        .args(["-c", "trap '' XFSZ; ulimit -f 41; exec \"$0\" \"$@\""])
        .arg(publish.get_program())
        .args(publish.get_args())
        .env_clear()
        .envs(
            publish
                .get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        )
        .env("PREFLIGHT_AUDIT", audit.path());
    let run = Run::of(&mut limited);
    assert_eq!(run.exit, Some(2), "{run:?}");
    assert!(run.json()["audit"]["head"].is_null(), "{run:?}");
    let text = audit.text();
    assert!(
        !text.is_empty() && !text.ends_with('\n'),
        "it ends in a line"
    );
    let sent = sandbox.objects().len();
    assert!(sent < 20, "what cannot be written down is not sent");

    let run = Run::of(
        sandbox
            .publish(&[folder.path()])
            .env("PREFLIGHT_AUDIT", audit.path()),
    );
    assert_eq!(run.exit, Some(0), "{run:?}");
    assert_eq!(sandbox.objects().len(), 20);
    let report = assert_proven(&audit);
    assert_eq!((&report["seals"], &report["runs"]), (&json!(1), &json!(2)));
}

#[test]
fn what_an_older_version_wrote_is_carried_over() {
    let audit = AuditFile::new();
    let old = "{\"schemaVersion\":1,\"run\":\"old\",\"sequence\":1,\"event\":\"DOM_VALIDATION\"}\n";
    fs::write(audit.path(), old.repeat(3)).expect("it is written");
    assert_eq!(verified(&audit)["problems"][0]["kind"], "no-chain");
    Run::of(&mut hold(&audit.path()));
    let report = assert_proven(&audit);
    assert_eq!(
        (&report["seals"], &report["sealedLines"]),
        (&json!(1), &json!(3))
    );
    assert!(audit.text().starts_with(&old.repeat(3)));
    fs::write(audit.path(), audit.text().replacen("old", "new", 1)).expect("it is written");
    assert_eq!(verified(&audit)["problems"][0]["kind"], "seal");
}

#[cfg(target_os = "linux")]
#[test]
fn a_pipe_gets_a_chain_of_its_own() {
    let audit = AuditFile::new();
    let run = Run::of(&mut hold(Path::new("/dev/stderr")));
    assert_eq!(run.exit, Some(1), "{run:?}");
    let (lines, rest): (Vec<&str>, Vec<&str>) = run
        .stderr
        .split_inclusive('\n')
        .partition(|line| line.starts_with('{'));
    assert!(lines.len() > 2, "{rest:?}");
    fs::write(audit.path(), lines.concat()).expect("it is written");
    let report = assert_proven(&audit);
    assert_eq!(report["head"], run.json()["audit"]["head"]);
}

#[test]
fn lines_are_shown_as_they_stand_in_the_file() {
    let audit = AuditFile::new();
    Run::of(&mut hold(&audit.path()));
    let shown = Run::of(
        preflight()
            .args(["audit", "show", "--format", "json"])
            .arg(audit.path()),
    );
    assert_eq!(shown.stdout, audit.text());
}
