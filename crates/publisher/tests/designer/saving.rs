//! Saving: by the page alone, over what it has seen, whole or not at all.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
use std::process::Command;
use std::sync::Barrier;
use std::thread;
use std::time::Duration;

use crate::document::tag;
use crate::program::{Folder, GOOD};

#[test]
fn saving_writes_the_file_and_tells_its_new_tag() {
    let folder = Folder::new();
    folder.write("a.json", GOOD);
    fs::set_permissions(folder.path("a.json"), fs::Permissions::from_mode(0o640)).expect("ours");
    let designer = folder.designer(&["a.json"]);
    let reply = designer.save(&tag(GOOD), "{\"größe\": 1}".as_bytes());
    assert_eq!((reply.status, reply.body.len()), (204, 0), "{reply:?}");
    let new = tag("{\"größe\": 1}");
    assert_eq!(reply.header("etag"), Some(new.as_str()));
    assert_eq!(folder.read("a.json"), "{\"größe\": 1}");
    let mode = fs::metadata(folder.path("a.json")).expect("there").mode();
    assert_eq!(mode & 0o7777, 0o640);
    assert_eq!(designer.document()["etag"], new.as_str());
    assert_eq!(folder.names(), [".git", "a.json", "page"], "no draft stays");
}

/// Browsers send what a program names, and without a name nothing or `text/plain`.
#[test]
fn the_type_of_the_body_says_nothing() {
    let folder = Folder::new();
    folder.write("a.json", "");
    let designer = folder.designer(&["a.json"]);
    let (token, origin) = (designer.token.clone(), designer.origin());
    for media_type in [Some("application/json"), Some("text/plain"), None] {
        let mut headers = vec![
            ("X-Preflight-Session", token.as_str()),
            ("Origin", &origin),
            ("If-Match", "*"),
        ];
        headers.extend(media_type.map(|media_type| ("Content-Type", media_type)));
        let reply = designer.ask("PUT /session/document", &headers, b"{}");
        assert_eq!(reply.status, 204, "{media_type:?}");
    }
}

#[test]
fn nobody_else_saves() {
    let folder = Folder::new();
    folder.write("a.json", GOOD);
    let designer = folder.designer(&["a.json"]);
    let port = designer.port;
    let token = ("X-Preflight-Session", designer.token.as_str());
    let origin = designer.origin();
    let own = ("Origin", origin.as_str());
    for headers in [
        vec![own],
        vec![own, ("X-Preflight-Session", "")],
        vec![
            own,
            (
                "X-Preflight-Session",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            ),
        ],
        vec![token],
        vec![token, ("Origin", "null")],
        vec![token, ("Origin", "https://attacker.example")],
        vec![token, ("Origin", "http://127.0.0.1")],
        vec![token, ("Origin", &format!("https://127.0.0.1:{port}"))],
        vec![token, ("Origin", &format!("http://localhost:{port}"))],
        vec![token, ("Origin", &format!("http://127.0.0.1:{port}/"))],
        vec![token, own, ("Origin", "https://attacker.example")],
        vec![token, own, ("Sec-Fetch-Site", "cross-site")],
    ] {
        let mut all = headers.clone();
        all.push(("If-Match", "*"));
        let reply = designer.ask("PUT /session/document", &all, b"{}");
        assert_eq!(reply.status, 403, "{headers:?}");
        assert_eq!(folder.read("a.json"), GOOD, "{headers:?}");
    }
}

#[test]
fn what_was_changed_meanwhile_is_kept_until_a_person_decides() {
    let folder = Folder::new();
    folder.write("a.json", "1");
    let designer = folder.designer(&["a.json"]);
    folder.write("a.json", "by an editor");
    let reply = designer.save(&tag("1"), b"2");
    assert_eq!(reply.status, 412);
    assert_eq!(
        reply.text(),
        "a.json was changed by something else since it was read; nothing was saved.\n"
    );
    assert_eq!(folder.read("a.json"), "by an editor");
    for wrong in [
        "",
        "W/\"x\"",
        "\"\"",
        &tag("1").replace('"', ""),
        &format!("W/{}", tag("by an editor")),
    ] {
        assert_eq!(designer.save(wrong, b"2").status, 412, "{wrong}");
    }
    assert_eq!(designer.save("*", b"2").status, 204);
    assert_eq!(folder.read("a.json"), "2");

    fs::remove_file(folder.path("a.json")).expect("there");
    assert_eq!(designer.save(&tag("2"), b"3").status, 412);
    assert_eq!(designer.save("*", b"3").status, 204);
    assert_eq!(folder.read("a.json"), "3");

    let headers = [
        ("X-Preflight-Session", designer.token.as_str()),
        ("Origin", &designer.origin()),
    ];
    let reply = designer.ask("PUT /session/document", &headers, b"4");
    assert_eq!((reply.status, folder.read("a.json").as_str()), (428, "3"));
}

#[test]
fn of_saves_at_the_same_time_one_counts() {
    let folder = Folder::new();
    folder.write("a.json", "0");
    let designer = folder.designer(&["a.json"]);
    let mut last = "0".to_owned();
    for round in 0..10 {
        let barrier = Barrier::new(4);
        let seen = tag(&last);
        let replies: Vec<(u16, String)> = thread::scope(|scope| {
            let saves: Vec<_> = (0..4)
                .map(|number| {
                    let (barrier, designer, seen) = (&barrier, &designer, &seen);
                    scope.spawn(move || {
                        let text = format!("{round} {number}");
                        barrier.wait();
                        (designer.save(seen, text.as_bytes()).status, text)
                    })
                })
                .collect();
            let replies = saves.into_iter().map(|save| save.join().expect("no panic"));
            replies.collect()
        });
        let saved: Vec<&String> = replies
            .iter()
            .filter_map(|(status, text)| (*status == 204).then_some(text))
            .collect();
        assert_eq!(saved.len(), 1, "{replies:?}");
        assert!(
            replies
                .iter()
                .all(|(status, _)| matches!(status, 204 | 412)),
            "{replies:?}"
        );
        assert_eq!(&folder.read("a.json"), saved[0]);
        last.clone_from(saved[0]);
    }
}

#[test]
fn a_file_that_is_not_there_is_made_by_the_first_save() {
    let folder = Folder::new();
    let designer = folder.designer(&["new.json"]);
    let document = designer.document();
    assert_eq!(document["name"], "new.json");
    assert_eq!(
        (document["text"].as_str(), document["etag"].as_str()),
        (Some(""), Some(tag("").as_str()))
    );
    assert_eq!(folder.names(), [".git", "page"]);
    assert_eq!(designer.save(&tag(""), b"{}").status, 204);
    assert_eq!(folder.read("new.json"), "{}");
    // As any program makes it here, and not as something secret.
    let other = folder.path("other");
    fs::write(&other, "").expect("writable");
    let mode = |path| fs::metadata(path).expect("there").mode() & 0o777;
    assert_eq!(mode(folder.path("new.json")), mode(other));

    // What somebody else made meanwhile stays.
    let late = folder.designer(&["late.json"]);
    folder.write("late.json", "theirs");
    assert_eq!(late.save(&tag(""), b"ours").status, 412);
    assert_eq!(folder.read("late.json"), "theirs");
}

#[test]
fn the_longest_document_is_saved_and_nothing_longer() {
    let folder = Folder::new();
    folder.write("a.json", GOOD);
    let designer = folder.designer(&["a.json"]);
    let longest = vec![b' '; 1 << 20];
    let reply = designer.save("*", &[&longest[..], b" "].concat());
    assert_eq!(reply.status, 413, "{}", reply.text());
    assert_eq!(folder.read("a.json"), GOOD);
    assert_eq!(designer.save("*", &longest).status, 204);
    assert_eq!(folder.read("a.json").len(), 1 << 20);

    // Told in pieces, so that no length says it beforehand.
    let mut request = format!(
        "PUT /session/document HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\nX-Preflight-Session: {}\r\n\
         Origin: {}\r\nIf-Match: *\r\nTransfer-Encoding: chunked\r\n\r\n",
        designer.port,
        designer.token,
        designer.origin()
    )
    .into_bytes();
    for _ in 0..17 {
        request.extend_from_slice(b"10000\r\n");
        request.extend_from_slice(&vec![b'x'; 0x10000]);
        request.extend_from_slice(b"\r\n");
    }
    request.extend_from_slice(b"0\r\n\r\n");
    let reply = designer.raw(&request);
    assert_eq!(reply.status, 413, "{}", reply.text());
    assert_eq!(folder.read("a.json").len(), 1 << 20);

    assert_eq!(designer.save("*", b"\xff").status, 400);
    assert_eq!(folder.read("a.json").len(), 1 << 20);
}

#[test]
fn what_is_no_file_or_locked_stays_as_it_is() {
    let folder = Folder::new();
    folder.write("a.json", GOOD);
    let designer = folder.designer(&["a.json"]);
    let path = folder.path("a.json");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o440)).expect("ours");
    let reply = designer.save(&tag(GOOD), b"{}");
    assert_eq!(reply.status, 409);
    insta::assert_snapshot!(reply.text(), @"a.json: this is read-only, so nothing was written; `chmod u+w` it first.");
    assert_eq!(folder.read("a.json"), GOOD);

    fs::remove_file(&path).expect("there");
    let made = Command::new("mkfifo").arg(&path).status().expect("mkfifo");
    assert!(made.success());
    assert_eq!(designer.save("*", b"{}").status, 409);
    fs::remove_file(&path).expect("there");
    fs::create_dir(&path).expect("writable");
    assert_eq!(designer.save("*", b"{}").status, 409);
    assert!(path.is_dir());
}

#[test]
fn through_a_link_the_file_it_leads_to_is_written() {
    let folder = Folder::new();
    folder.write("real.json", GOOD);
    symlink("real.json", folder.path("link.json")).expect("a link");
    let designer = folder.designer(&["link.json"]);
    assert_eq!(designer.save(&tag(GOOD), b"{}").status, 204);
    assert_eq!(folder.read("real.json"), "{}");
    assert!(folder.path("link.json").is_symlink());
}

/// Killed at any moment of a save, the program leaves the whole old text or the whole new one.
#[test]
fn a_killed_program_leaves_a_whole_file() {
    let folder = Folder::new();
    let (old, new) = ("old ".repeat(200_000), "new ".repeat(250_000));
    let mut seen = [0, 0];
    // Later where the save had not come to its end, and sooner where it had: so most kills meet the end itself, however
    // slow the machine is.
    let mut delay = Duration::from_micros(500);
    for _ in 0..60 {
        folder.write("a.json", &old);
        let mut designer = Some(folder.designer(&["a.json"]));
        let running = designer.as_ref().expect("it runs");
        let (port, id) = (running.port, running.id());
        let request = format!(
            "PUT /session/document HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nX-Preflight-Session: {}\r\nOrigin: {}\r\n\
             If-Match: *\r\nContent-Length: {}\r\n\r\n{new}",
            running.token,
            running.origin(),
            new.len()
        );
        let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("it listens");
        let saving = thread::spawn(move || {
            // It may be gone before it has read everything.
            let _ = stream.write_all(request.as_bytes());
            // The connection stays until there is an answer, or nobody to give one.
            let _ = stream.read(&mut [0]);
        });
        thread::sleep(delay);
        let killed = Command::new("kill").args(["-9", &id.to_string()]).status();
        assert!(killed.expect("kill").success());
        drop(designer.take());
        saving.join().expect("no panic");
        let left = folder.read("a.json");
        assert!(
            left == old || left == new,
            "after {delay:?}: {} bytes",
            left.len()
        );
        seen[usize::from(left == new)] += 1;
        delay = match (left == new, seen[1]) {
            (true, _) => delay * 19 / 20,
            (false, 0) => delay * 3 / 2,
            (false, _) => delay * 20 / 19,
        };
    }
    assert!(seen.iter().all(|times| *times > 0), "{seen:?}");
}
