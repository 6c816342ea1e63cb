//! The audit as proof: what `preflight audit verify` says, and what others who only know the documented format say.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::manifests::{Folder, channel};
use crate::support::{AuditFile, Run, Sandbox, examples, preflight, publish_to, told};

/// An auditor of somebody else's, who knows the documentation alone: prints the head of each file, or what is wrong.
const PYTHON: &str = r#"
import hashlib, json, sys

def sha(data):
    return hashlib.sha256(data).hexdigest()

def audit(path):
    head, loose, begun = sha(b""), b"", False
    for line in open(path, "rb"):
        body, found, end = line.rpartition(b',"hash":"')
        if not (found and line.startswith(b'{"prev":"') and len(end) == 67 and end.endswith(b'"}\n')):
            loose += line
            continue
        said = json.loads(line)
        stands = {"lines": loose.count(b"\n"), "bytes": len(loose), "sha256": sha(loose)}
        if said["hash"] != sha(body) or said["prev"] != head:
            return "changed or moved"
        if (said["data"] if said["event"] == "AUDIT_SEALED" else None) != (stands if loose else None):
            return "not sealed"
        head, loose, begun = said["hash"], b"", True
    return head if begun and not loose else "no end"

for path in sys.argv[1:]:
    print(audit(path))
"#;

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
fn verified(audit: &AuditFile) -> Value {
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
fn publish(sandbox: &Sandbox, audit: &AuditFile) -> Value {
    let run = Run::of(
        sandbox
            .publish(&[&examples()])
            .env("PREFLIGHT_AUDIT", audit.path()),
    );
    assert_eq!(run.exit, Some(0), "{run:?}");
    run.json()
}

/// A publish that writes a few lines and sends nothing, since something blocks it.
fn hold(audit: &Path) -> Command {
    let mut command = publish_to(
        "http://127.0.0.1:9",
        &[&examples().join("blocked/limit_too-large.json")],
    );
    command.env("PREFLIGHT_AUDIT", audit);
    command
}

fn append(audit: &AuditFile, bytes: &[u8]) {
    let mut file = OpenOptions::new()
        .append(true)
        .open(audit.path())
        .expect("it is opened");
    file.write_all(bytes).expect("it is written");
}

/// Whether a program is there to judge by; where it is not, that is told, and CI fails.
fn is_there(program: &str) -> bool {
    let is_there = Command::new(program)
        .arg("--version")
        .output()
        .is_ok_and(|output| output.status.success());
    if !is_there {
        let why = format!("there is no `{program}` on PATH");
        assert!(
            std::env::var_os("CI").is_none_or(|value| value != "true"),
            "{why}"
        );
        preflight_tests::not_run(&format!("the audit judged by {program}"), &why);
    }
    is_there
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

/// What the auditor in Python says of each file.
fn python(files: &[PathBuf]) -> Vec<String> {
    let run = Run::of(Command::new("python3").args(["-c", PYTHON]).args(files));
    assert_eq!(run.exit, Some(0), "{run:?}");
    run.stdout.lines().map(str::to_owned).collect()
}

/// Everything an audit can hold: lines of an older version, two publishes, what a crash left, an item that failed.
fn full_audit() -> AuditFile {
    let audit = AuditFile::new();
    fs::write(audit.path(), "{\"schemaVersion\":1}\n".repeat(2)).expect("it is written");
    let sandbox = Sandbox::start();
    publish(&sandbox, &audit);
    append(&audit, b"{\"prev\":\"01234");
    Run::of(&mut hold(&audit.path()));
    audit
}

#[test]
fn an_auditor_in_python_comes_to_the_same() {
    if !is_there("python3") {
        return;
    }
    let audit = full_audit();
    let good = audit.text();
    let lines: Vec<&str> = good.split_inclusive('\n').collect();
    let mut cases = vec![("as it is".to_owned(), good.clone(), true)];
    for (index, line) in lines.iter().enumerate() {
        let (mut without, mut twice, mut changed) = (lines.clone(), lines.clone(), lines.clone());
        without.remove(index);
        twice.insert(index, line);
        let other = line.replacen('1', "2", 1);
        changed[index] = &other;
        let number = index + 1;
        // Nobody can see that the last line is missing.
        let is_ok = number == lines.len();
        cases.push((format!("without line {number}"), without.concat(), is_ok));
        cases.push((format!("line {number} twice"), twice.concat(), false));
        cases.push((format!("line {number} changed"), changed.concat(), false));
    }
    let mut files = Vec::new();
    for (name, text, _) in &cases {
        let file = audit.path().with_file_name(name);
        fs::write(&file, text).expect("it is written");
        files.push(file);
    }
    let judged = python(&files);
    assert_eq!(judged.len(), cases.len());
    for ((name, text, is_ok), judged) in cases.iter().zip(judged) {
        fs::write(audit.path(), text).expect("it is written");
        let report = verified(&audit);
        assert_eq!(report["ok"], *is_ok, "{name}: {report}");
        assert_eq!(judged == report["head"], *is_ok, "{name}: {judged}");
    }
}

/// What the documentation tells to type.
#[cfg(unix)]
#[test]
fn the_commands_of_the_documentation_prove_an_audit() {
    if !is_there("sha256sum") {
        return;
    }
    let document = preflight_tests::repository().join("docs/audit.md");
    let document = fs::read_to_string(document).expect("it is read");
    let commands: Vec<&str> = document
        .split("```sh\n")
        .skip(1)
        .map(|block| block.split("```").next().unwrap_or_default())
        .filter(|block| block.contains("sha256sum"))
        .collect();
    let [script, line, seal] = commands[..] else {
        panic!("{commands:?}");
    };
    let audit = full_audit();
    let path = audit.path().with_file_name("preflight-audit.jsonl");
    fs::rename(audit.path(), &path).expect("it is renamed");
    let type_in = |commands: &str| {
        let output = Command::new("sh")
            .args(["-c", commands])
            .current_dir(path.parent().expect("a folder"))
            .output()
            .expect("sh runs");
        String::from_utf8(output.stdout).expect("text")
    };
    let good = fs::read_to_string(&path).expect("it is read");
    let lines: Vec<&str> = good.split_inclusive('\n').collect();

    assert_eq!(type_in(script), "", "nothing is wrong");
    for number in [3, 7, lines.len()] {
        let (mut changed, mut without) = (lines.clone(), lines.clone());
        let other = lines[number - 1].replacen("\"schemaVersion\":2", "\"schemaVersion\":1", 1);
        changed[number - 1] = &other;
        fs::write(&path, changed.concat()).expect("it is written");
        assert_eq!(type_in(script), format!("line {number} was changed\n"));
        without.remove(number - 1);
        fs::write(&path, without.concat()).expect("it is written");
        // Nobody can see that the last line is missing.
        let expected = if number == lines.len() {
            String::new()
        } else {
            format!("line {number} was not written after the one before it\n")
        };
        assert_eq!(type_in(script), expected);
    }
    fs::write(&path, &good).expect("it is written");

    let of = |number: usize| -> Value { serde_json::from_str(lines[number - 1]).expect("JSON") };
    // The documentation takes line 7 for an example of a line, and line 3 for a seal of the two lines before it.
    assert_eq!(
        type_in(line)[..64],
        *of(7)["hash"].as_str().expect("a hash")
    );
    assert_eq!(of(3)["event"], "AUDIT_SEALED");
    assert_eq!(
        type_in(seal)[..64],
        *of(3)["data"]["sha256"].as_str().expect("a hash")
    );
}
