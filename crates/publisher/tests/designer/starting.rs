//! How it begins and ends: the page, the file, the port, the browser.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::program::{Designer, Folder, GOOD};

#[test]
fn it_says_what_saving_does_and_ends_well() {
    let folder = Folder::new();
    folder.write("a.json", GOOD);
    for (arguments, words) in [
        (&["a.json"][..], "Saving in the page writes a.json."),
        (
            &["b.json"],
            "b.json does not exist; the first save in the page makes it.",
        ),
        (
            &[],
            "There is no file to save to; the page can download the text.",
        ),
    ] {
        for signal in ["INT", "TERM"] {
            let designer = folder.designer(arguments);
            let token = designer.token.clone();
            let (code, said) = designer.stop(signal);
            assert_eq!(code, Some(0), "{said}");
            assert_eq!(said, format!("The designer runs until Ctrl-C. {words}\n"));
            assert!(!said.contains(&token));
        }
    }
}

/// Browsers keep connections open, and some never ask anything on them.
#[test]
fn an_open_connection_does_not_keep_it_from_ending() {
    let folder = Folder::new();
    let designer = folder.designer(&[]);
    let _idle = std::net::TcpStream::connect(("127.0.0.1", designer.port)).expect("it listens");
    let before = Instant::now();
    assert_eq!(designer.stop("INT").0, Some(0));
    assert!(before.elapsed() < Duration::from_secs(10));
}

#[test]
fn what_cannot_be_edited_is_refused() {
    let folder = Folder::new();
    folder.write("lines.ndjson", GOOD);
    folder.write("page.html", "<p>");
    folder.write("latin.json", b"\"\xe9\"");
    folder.write("long.json", vec![b' '; (1 << 20) + 1]);
    symlink("nowhere.json", folder.path("dangling.json")).expect("a link");
    let made = Command::new("mkfifo")
        .arg(folder.path("pipe.json"))
        .status();
    assert!(made.expect("mkfifo").success());
    let said: String = [
        "-",
        "lines.ndjson",
        "new.ndjson",
        "page.html",
        "latin.json",
        "long.json",
        "dangling.json",
        "pipe.json",
        "page",
        "nowhere/a.json",
        "#preflight1=AA=",
        "#preflight2=AA",
    ]
    .iter()
    .map(|file| folder.refused(&["--assets", "page", "--no-open", file]))
    .collect();
    insta::assert_snapshot!(said);
}

#[test]
fn where_there_is_no_page_it_says_where_it_looked() {
    let folder = Folder::new();
    fs::remove_dir_all(folder.path("page")).expect("there");
    folder.write("empty/index.html", "");
    folder.write("unfinished/designer.json", "{}");
    let mut settings = insta::Settings::clone_current();
    let root = fs::canonicalize(folder.path(".")).expect("there");
    settings.add_filter(&regex_escaped(root.to_str().expect("text")), "FOLDER");
    let program = fs::canonicalize(env!("CARGO_BIN_EXE_preflight")).expect("there");
    let programs = program.parent().expect("a folder").to_str().expect("text");
    settings.add_filter(&regex_escaped(programs), "PROGRAMS");
    settings.bind(|| {
        insta::assert_snapshot!(
            [
                folder.refused(&["--assets", "empty"]),
                folder.refused(&["--assets", "unfinished"]),
                folder.refused(&["--assets", "nowhere"]),
            ]
            .concat()
        );
    });
    // A copy of the program outside of this checkout finds nothing.
    let copy = folder.path("bin/preflight");
    fs::create_dir(folder.path("bin")).expect("writable");
    copy_program(&copy);
    let output = Command::new(&copy)
        .args(["designer", "--no-open"])
        .current_dir(folder.path("."))
        .env_clear()
        .output()
        .expect("it starts");
    assert_eq!(output.status.code(), Some(2));
    settings.bind(|| {
        insta::assert_snapshot!(String::from_utf8_lossy(&output.stderr));
    });
}

/// By another process: a file that this one has open for writing, and so its children for a moment, cannot be run.
fn copy_program(to: &Path) {
    let copied = Command::new("cp")
        .arg(env!("CARGO_BIN_EXE_preflight"))
        .arg(to)
        .status();
    assert!(copied.expect("cp").success());
}

fn regex_escaped(text: &str) -> String {
    text.chars()
        .flat_map(|character| {
            let is_word = character.is_ascii_alphanumeric() || character == '/';
            (!is_word).then_some('\\').into_iter().chain([character])
        })
        .collect()
}

#[test]
fn the_page_is_found_where_the_program_lies_and_not_where_a_person_is() {
    let folder = Folder::new();
    let copy_to = |path: &str| {
        let to = folder.path(path);
        fs::create_dir_all(to.parent().expect("below")).expect("writable");
        copy_program(&to);
        to
    };
    let page_at = |path: &str, title: &str| {
        folder.write(&format!("{path}/designer.json"), "{}");
        folder.write(&format!("{path}/index.html"), title);
    };
    let title = |command: &mut Command| {
        command
            .args(["--no-open", "--port", "0"])
            .env_clear()
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped());
        Designer::start(command).ask("GET /", &[], b"").text()
    };
    // Whoever gets somebody to work in a folder of theirs would have a page there that reads every document.
    page_at("here/web/designer/dist", "somebody else's");
    fs::create_dir_all(folder.path("here/deep/er")).expect("writable");
    let program = copy_to("opt/bin/preflight");
    let run = |from: &str| {
        let mut command = Command::new(&program);
        command.arg("designer").current_dir(folder.path(from));
        command
    };
    let output = run("here/deep/er").env_clear().output();
    assert_eq!(output.expect("it starts").status.code(), Some(2));
    page_at("opt/web/designer/dist", "checkout of the program");
    assert_eq!(title(&mut run("here/deep/er")), "checkout of the program");
    page_at("opt/share/preflight/designer", "installed");
    assert_eq!(title(&mut run("here/deep/er")), "installed");
    // As package managers do it.
    fs::create_dir(folder.path("links")).expect("writable");
    symlink(&program, folder.path("links/preflight")).expect("a link");
    let mut linked = Command::new(folder.path("links/preflight"));
    linked.arg("designer").current_dir(folder.path("page"));
    assert_eq!(title(&mut linked), "installed");

    page_at("named", "named");
    page_at("flag", "flag");
    let mut named = run("here");
    named.args(["--assets", folder.path("flag").to_str().expect("text")]);
    assert_eq!(title(&mut named), "flag");
    let mut designer = folder.command(&["--no-open", "--port", "0"]);
    designer.env("PREFLIGHT_DESIGNER", folder.path("named"));
    let designer = Designer::start(&mut designer);
    assert_eq!(designer.ask("GET /", &[], b"").text(), "named");
}

#[test]
fn a_page_of_another_version_is_told() {
    let folder = Folder::new();
    folder.write("page/designer.json", "{\"version\": \"9.9.9\"}");
    let (_, said) = folder.designer(&[]).stop("INT");
    let mut settings = insta::Settings::clone_current();
    settings.add_filter(&env!("CARGO_PKG_VERSION").replace('.', r"\."), "VERSION");
    settings.bind(|| insta::assert_snapshot!(said));
}

#[test]
fn a_port_that_is_taken_is_told() {
    let folder = Folder::new();
    let taken = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = taken.local_addr().expect("an address").port();
    let said = folder.refused(&["--assets", "page", "--no-open", "--port", &port.to_string()]);
    let mut settings = insta::Settings::clone_current();
    settings.add_filter(&port.to_string(), "PORT");
    settings.add_filter(
        r"port PORT: .*; name",
        "port PORT: (the system's words); name",
    );
    settings.bind(|| insta::assert_snapshot!(said));
}

#[test]
fn the_browser_is_opened_with_the_address_and_the_address_is_printed_anyway() {
    let folder = Folder::new();
    folder.write("browser", "#!/bin/sh\necho \"$@\" > opened\n");
    folder.write("broken", "#!/bin/sh\nexit 1\n");
    for script in ["browser", "broken"] {
        let path = folder.path(script);
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("ours");
    }
    let start = |browser: &str| {
        let mut command = folder.command(&["--assets", "page", "--port", "0"]);
        // The system's opener is nowhere.
        command
            .env("BROWSER", browser)
            .env("PATH", folder.path("."));
        Designer::start(&mut command)
    };
    let browser = folder.path("browser");
    let browser = browser.to_str().expect("text");
    let designer = start(&format!("{browser} --new-window"));
    let opened = folder.path("opened");
    let before = Instant::now();
    while !fs::read_to_string(&opened).is_ok_and(|text| text.ends_with('\n')) {
        assert!(
            before.elapsed() < Duration::from_secs(20),
            "nothing was opened"
        );
        std::thread::sleep(Duration::from_millis(20));
    }
    let expected = format!("--new-window {}\n", designer.address);
    assert_eq!(folder.read("opened"), expected);
    let (_, said) = designer.stop("INT");
    assert!(!said.contains("note"), "{said}");

    let broken = folder.path("broken");
    let designer = start(broken.to_str().expect("text"));
    let before = Instant::now();
    while before.elapsed() < Duration::from_secs(2) {
        std::thread::sleep(Duration::from_millis(50));
    }
    let (code, said) = designer.stop("INT");
    assert_eq!(code, Some(0));
    assert!(
        said.contains("note: no browser could be opened; open the address yourself"),
        "{said}"
    );
}
