//! `preflight.toml`, the environment and flags.

use serde_json::{Value, json};

use crate::support::{Folder, Run, blocked, good};

type Variables = &'static [(&'static str, &'static str)];
type Flags = &'static [&'static str];

/// The value and origin of a setting, as `--show-config=json` has them.
fn shown(run: &Run, name: &str) -> (Value, Value) {
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{run:?}");
    let settings = run.json()["settings"].clone();
    let setting = settings
        .as_array()
        .expect("a list")
        .iter()
        .find(|setting| setting["name"] == name)
        .unwrap_or_else(|| panic!("{name} is not shown"))
        .clone();
    (setting["value"].clone(), setting["origin"].clone())
}

/// What sets a setting, each with the value it is then shown with.
struct Row {
    setting: &'static str,
    default: Value,
    file: Option<(&'static str, Value)>,
    /// The last one is the one that counts.
    variables: Variables,
    from_variables: Value,
    flag: Option<(&'static str, Value)>,
}

fn rows() -> impl IntoIterator<Item = Row> {
    [
        Row {
            setting: "environment",
            default: json!("mypurecloud.com"),
            file: Some(("\"eu-west-1\"", json!("eu-west-1"))),
            variables: &[
                ("GENESYS_ENV", "us-west-2"),
                ("GENESYS_ENVIRONMENT", "mypurecloud.de"),
            ],
            from_variables: json!("mypurecloud.de"),
            flag: Some(("ap-south-1", json!("ap-south-1"))),
        },
        Row {
            setting: "api-url",
            default: json!("https://api.mypurecloud.com/"),
            file: Some(("\"https://a.example/x/\"", json!("https://a.example/x/"))),
            variables: &[("GENESYS_API_URL", "https://b.example")],
            from_variables: json!("https://b.example/"),
            flag: Some(("http://127.0.0.1:8080", json!("http://127.0.0.1:8080/"))),
        },
        Row {
            setting: "login-url",
            default: json!("https://login.mypurecloud.com/"),
            file: Some(("\"https://a.example\"", json!("https://a.example/"))),
            variables: &[("GENESYS_LOGIN_URL", "https://b.example")],
            from_variables: json!("https://b.example/"),
            flag: Some(("https://c.example", json!("https://c.example/"))),
        },
        Row {
            setting: "client-id",
            default: Value::Null,
            file: None,
            variables: &[("GENESYS_CLIENT_ID", "an-id")],
            from_variables: json!("an-id"),
            flag: None,
        },
        Row {
            setting: "client-secret",
            default: Value::Null,
            file: None,
            variables: &[("GENESYS_CLIENT_SECRET", "hunter2")],
            from_variables: json!("set"),
            flag: None,
        },
        Row {
            setting: "concurrency",
            default: json!("8"),
            file: Some(("3", json!("3"))),
            variables: &[("PREFLIGHT_CONCURRENCY", "4")],
            from_variables: json!("4"),
            flag: Some(("5", json!("5"))),
        },
        Row {
            setting: "design-system-webhook-url",
            default: Value::Null,
            file: Some(("\"https://a.example\"", json!("https://a.example"))),
            variables: &[(
                "DESIGN_SYSTEM_WEBHOOK_URL",
                "https://b.example/?key=hunter2",
            )],
            from_variables: json!("https://b.example/[redacted]"),
            flag: Some((
                "https://c.example/hunter2",
                json!("https://c.example/[redacted]"),
            )),
        },
    ]
}

#[test]
fn flag_before_environment_before_file_before_default() {
    for row in rows() {
        let name = format!("publish.{}", row.setting);
        let mut folder = Folder::new();
        let arguments = ["publish", "--show-config=json"];
        let (value, _) = shown(&folder.run(arguments), &name);
        assert_eq!(value, row.default, "{name}");

        if let Some((text, expected)) = row.file {
            let toml = format!("# settings\n[publish]\n{} = {text}\n", row.setting);
            folder.write("preflight.toml", toml);
            let (value, origin) = shown(&folder.run(arguments), &name);
            assert_eq!(value, expected, "{name}");
            assert_eq!(
                origin,
                json!({"from": "file", "path": "preflight.toml", "line": 3}),
                "{name}"
            );
        }

        for (variable, text) in row.variables {
            folder.set(variable, text);
        }
        let run = folder.run(arguments);
        assert!(!run.stdout.contains("hunter2"), "{}", run.stdout);
        let (value, origin) = shown(&run, &name);
        assert_eq!(value, row.from_variables, "{name}");
        let variable = row.variables.last().expect("at least one").0;
        assert_eq!(origin, json!({"from": "environment", "name": variable}));

        if let Some((text, expected)) = row.flag {
            let flag = format!("--{}", row.setting);
            let run = folder.run(["publish", "--show-config=json", &flag, text]);
            assert!(!run.stdout.contains("hunter2"), "{}", run.stdout);
            let (value, origin) = shown(&run, &name);
            assert_eq!(value, expected, "{name}");
            assert_eq!(origin, json!({"from": "flag", "name": flag}));
        }
    }
}

#[test]
fn an_empty_variable_is_not_set() {
    let mut folder = Folder::new();
    folder
        .set("GENESYS_ENVIRONMENT", "")
        .set("GENESYS_ENV", "eu-west-2");
    let run = folder.run(["--show-config=json"]);
    assert_eq!(
        shown(&run, "publish.environment"),
        (
            json!("eu-west-2"),
            json!({"from": "environment", "name": "GENESYS_ENV"})
        )
    );
    assert_eq!(
        shown(&run, "publish.login-url"),
        (
            json!("https://login.euw2.pure.cloud/"),
            json!({"from": "setting", "name": "publish.environment"})
        )
    );
}

#[test]
fn the_policy_is_shown_with_its_places() {
    let folder = Folder::with([(
        "preflight.toml",
        "exclude = [\"blocked\"]\n\n[policy]\nallowed-origins = [\"cdn.example.com\"]\n\n\
         [policy.limits]\n\"rich-card.depth\" = 3\n",
    )]);
    let run = folder.run(["--show-config"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    for line in [
        "config = preflight.toml  (found)",
        "exclude = [\"blocked\"]  (preflight.toml:1)",
        "policy.allowedOrigins = [\"cdn.example.com\"]  (preflight.toml:4)",
        "policy.limits.rich-card.depth = 3  (preflight.toml:7)",
        "policy.limits.rich-card.buttons = 5  (default)",
        "publish.api-url = https://api.mypurecloud.com/  (from publish.environment)",
        "publish.client-secret = not set  (default)",
    ] {
        assert!(
            run.stdout.lines().any(|shown| shown == line),
            "{line}\n{}",
            run.stdout
        );
    }
}

#[test]
fn the_secret_is_shown_nowhere() {
    let mut folder = Folder::with([("a.json", good("a").as_str())]);
    folder
        .set("GENESYS_CLIENT_ID", "an-id")
        .set("GENESYS_CLIENT_SECRET", "hunter2");
    for arguments in [
        ["--show-config"].as_slice(),
        &["--show-config=json"],
        &["publish", "a.json", "--show-config"],
        &["check", "a.json"],
        &["--help"],
        &["publish", "--help"],
        &["man"],
    ] {
        let run = folder.run(arguments);
        assert!(!run.stdout.contains("hunter2"), "{arguments:?}");
        assert!(!run.stderr.contains("hunter2"), "{arguments:?}");
    }
}

#[test]
fn mistakes_in_the_file_are_located() {
    let cases = [
        ("exclud = []\n", "1:1", "unknown field `exclud`"),
        ("exclude = \"a\"\n", "1:11", "invalid type"),
        ("\nexclude = [\"ok\", \"a[\"]\n", "2:18", "no glob"),
        ("exclude = [\n", "1:", ""),
        ("[policy]\nlimit = 1\n", "2:1", "unknown field `limit`"),
        (
            "[policy.limits]\n\"rich-card.deepth\" = 3\n",
            "2:1",
            "\"rich-card.depth\"",
        ),
        ("[policy.limits]\nrich-card.depth = 3\n", "2:", "in quotes"),
        (
            "[policy.limits]\n\"rich-card.depth\" = -3\n",
            "2:",
            "invalid value",
        ),
        (
            "[policy.severities]\n\"json/depth\" = \"eror\"\n",
            "2:16",
            "\"error\"",
        ),
        (
            "[[policy.suppressions]]\nrule = \"json/dept\"\npointer = \"\"\nreason = \"x\"\n",
            "2:8",
            "\"json/depth\"",
        ),
        (
            "[[policy.suppressions]]\nrule = \"schema/type\"\npointer = \"\"\nreason = \"x\"\nexpires = \"soon\"\n",
            "5:11",
            "YYYY-MM-DD",
        ),
        (
            "[publish]\napi-ur = \"x\"\n",
            "2:1",
            "did you mean `api-url`",
        ),
        (
            "[publish]\nclient-secret = \"x\"\n",
            "2:1",
            "in the environment",
        ),
        ("[publish]\nconcurrency = 1.5\n", "2:15", "whole number"),
        ("publish = 1\n", "1:11", "[publish]"),
    ];
    for (toml, place, words) in cases {
        let folder = Folder::with([("preflight.toml", toml), ("a.json", &good("a"))]);
        let run = folder.run(["check", "a.json"]);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{toml}");
        let start = format!("error: preflight.toml:{place}");
        assert!(run.stderr.starts_with(&start), "{toml}: {}", run.stderr);
        assert!(run.stderr.contains(words), "{toml}: {}", run.stderr);
        assert_eq!(run.stderr.lines().count(), 1, "{toml}: {}", run.stderr);
    }
}

#[test]
fn values_that_make_no_sense_say_whose_they_are() {
    let cases: &[(Variables, Flags, &str)] = &[
        (
            &[("GENESYS_ENVIRONMENT", "us-est-1")],
            &[],
            "environment GENESYS_ENVIRONMENT",
        ),
        (
            &[("GENESYS_ENV", "mypurecloud.con")],
            &[],
            "\"mypurecloud.com\"",
        ),
        (&[], &["--environment", "moon"], "flag --environment"),
        (&[], &["--api-url", "http://api.example.com"], "unencrypted"),
        (
            &[("GENESYS_LOGIN_URL", "login")],
            &[],
            "environment GENESYS_LOGIN_URL",
        ),
        (&[("PREFLIGHT_CONCURRENCY", "0")], &[], "from 1 to 1000"),
        (
            &[("DESIGN_SYSTEM_WEBHOOK_URL", "ftp://hunter2.example")],
            &[],
            "environment DESIGN_SYSTEM_WEBHOOK_URL",
        ),
    ];
    for (variables, flags, words) in cases {
        let mut folder = Folder::with([("a.json", good("a").as_str())]);
        for (name, value) in *variables {
            folder.set(name, value);
        }
        let run = folder.run(["publish", "a.json"].iter().chain(*flags));
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{words}");
        assert!(run.stderr.contains(words), "{words}: {}", run.stderr);
        assert!(!run.stderr.contains("hunter2"), "{}", run.stderr);
        // A check publishes nothing, so it does not mind.
        let check = folder.run(["check", "a.json"]);
        assert_eq!((check.code, check.stderr.as_str()), (0, ""), "{words}");
    }
}

#[test]
fn both_urls_make_the_environment_needless() {
    let mut folder = Folder::new();
    folder
        .set("GENESYS_ENVIRONMENT", "a-region-of-tomorrow")
        .set("GENESYS_API_URL", "https://api.example.com");
    assert_eq!(folder.run(["--show-config"]).code, 2);
    folder.set("GENESYS_LOGIN_URL", "https://login.example.com");
    assert_eq!(folder.run(["--show-config"]).code, 0);
}

#[test]
fn the_file_is_found_by_the_documented_rule() {
    let strict = "[policy.severities]\n\"schema/pattern\" = \"info\"\n";
    let folder = Folder::with([
        ("examples/preflight.toml", strict),
        ("examples/deep/b.json", &blocked("b")),
        ("other/c.json", &blocked("c")),
    ]);
    // In the folder of the first path, or above it.
    for path in [
        "examples",
        "examples/deep",
        "examples/deep/b.json",
        "examples/deep/*.json",
    ] {
        assert_eq!(folder.run(["check", path]).code, 0, "{path}");
    }
    assert_eq!(folder.run(["check", "other", "examples"]).code, 1);
    assert_eq!(folder.run(["check", "other"]).code, 1);

    // In the current folder or above it, before the folder of the first path.
    folder.write("preflight.toml", "");
    assert_eq!(folder.run(["check", "examples"]).code, 1);
    let mut below = folder.command(["check", "b.json"]);
    let output = below.current_dir(folder.path("examples/deep")).output();
    assert_eq!(output.expect("it starts").status.code(), Some(0));
}

#[test]
fn the_file_can_be_named() {
    let lenient = "[policy.severities]\n\"schema/pattern\" = \"info\"\n";
    let mut folder = Folder::with([
        ("lenient.toml", lenient),
        ("preflight.toml", ""),
        ("a.json", &blocked("a")),
    ]);
    assert_eq!(folder.run(["check", "a.json"]).code, 1);
    assert_eq!(
        folder
            .run(["check", "a.json", "--config", "lenient.toml"])
            .code,
        0
    );
    folder.set("PREFLIGHT_CONFIG", "lenient.toml");
    assert_eq!(folder.run(["check", "a.json"]).code, 0);
    assert_eq!(
        folder
            .run(["--config", "preflight.toml", "check", "a.json"])
            .code,
        1
    );
    let run = folder.run(["check", "a.json", "--config", "missing.toml"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("missing.toml"), "{}", run.stderr);
}
