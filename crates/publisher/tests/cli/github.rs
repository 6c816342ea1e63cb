//! `--format github`: ten annotations of a level are all that GitHub shows of a step.

use crate::formats::{RICH, rich};
use crate::support::{Folder, blocked, good};

fn commands(stdout: &str) -> Vec<&str> {
    stdout
        .lines()
        .filter(|line| line.starts_with("::"))
        .collect()
}

#[test]
fn the_worst_come_first_and_names_are_escaped() {
    let folder = rich();
    let run = folder.run(RICH.iter().chain(&["--format", "github"]));
    let commands = commands(&run.stdout);
    let levels: Vec<&str> = commands
        .iter()
        .map(|command| command[2..].split(' ').next().expect("a level"))
        .collect();
    let mut sorted = levels.clone();
    sorted.sort_by_key(|level| {
        ["error", "warning", "notice"]
            .iter()
            .position(|name| name == level)
    });
    assert_eq!(levels, sorted);
    assert!(levels.contains(&"warning"), "{levels:?}");
    for part in [
        "file=missing.json,",
        "file=cards/welcome card #1%2C 100%25%3A 'ü'.json,",
        "file=line%0Abreak.json,",
    ] {
        assert!(run.stdout.contains(part), "{part}: {}", run.stdout);
    }
}

#[test]
fn no_more_are_printed_than_are_shown_and_the_rest_is_counted() {
    let mut folder = Folder::new();
    for number in 0..14 {
        folder.write(&format!("bad{number}.json"), blocked(&format!("b{number}")));
        folder.write(
            &format!("marked{number}.json"),
            format!("\u{feff}{}", good(&format!("m{number}"))),
        );
    }
    let run = folder.run(["check", ".", "--format", "github"]);
    let count = |level: &str| {
        commands(&run.stdout)
            .iter()
            .filter(|line| line.starts_with(level))
            .count()
    };
    assert_eq!((count("::error "), count("::warning ")), (10, 10));
    assert!(
        run.stdout.ends_with(
            "\n28 manifests checked: 14 ok, 14 blocked (14 errors, 14 warnings)\nGitHub shows 10 annotations of a level \
             for each step. Beyond them: 4 errors, 4 warnings; `preflight check` without --format shows all.\n"
        ),
        "{}",
        run.stdout
    );
    // A workflow runs it in an environment of its own; nothing of that changes the output.
    folder.set("GITHUB_ACTIONS", "true");
    assert_eq!(folder.run(["check", ".", "--format", "github"]), run);
}

#[test]
fn what_is_worth_knowing_is_a_notice() {
    let folder = Folder::with([("a.json", format!("\u{feff}{}", good("a")).as_str())]);
    folder.write(
        "preflight.toml",
        "[policy.severities]\n\"json/byte-order-mark\" = \"info\"\n",
    );
    let run = folder.run(["check", "a.json", "--format", "github"]);
    assert_eq!(run.code, 0);
    assert!(
        run.stdout.starts_with(
            "::notice file=a.json,line=1,endLine=1,col=1,endColumn=1,title=json/byte-order-mark::"
        ),
        "{}",
        run.stdout
    );
}
