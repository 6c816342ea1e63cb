//! The files of the page: whom they go to, how, and that nothing else does.

use std::os::unix::fs::symlink;

use crate::program::{Designer, Folder, Reply};

fn get(designer: &Designer, path: &str) -> Reply {
    designer.ask(&format!("GET {path}"), &[], b"")
}

#[test]
fn every_file_has_its_type_and_may_not_be_guessed_kept_or_framed() {
    let folder = Folder::new();
    let designer = folder.designer(&[]);
    let policies = [
        ("content-security-policy", "frame-ancestors 'none'"),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ];
    for (path, media_type) in [
        ("/", "text/html; charset=utf-8"),
        ("/index.html", "text/html; charset=utf-8"),
        ("/assets/index-a1.js", "text/javascript; charset=utf-8"),
        ("/assets/index-a1.css", "text/css; charset=utf-8"),
        ("/core.wasm", "application/wasm"),
        ("/manifest.webmanifest", "application/manifest+json"),
        ("/sw.js", "text/javascript; charset=utf-8"),
        ("/designer.json", "application/json"),
    ] {
        let reply = get(&designer, path);
        assert_eq!(reply.status, 200, "{path}");
        for (name, value) in [("content-type", media_type), ("cache-control", "no-cache")]
            .into_iter()
            .chain(policies)
        {
            assert_eq!(reply.header(name), Some(value), "{path} {name}");
        }
        let head = designer.ask(&format!("HEAD {path}"), &[], b"");
        assert_eq!((head.status, head.body.len()), (200, 0), "{path}");
        let length = reply.body.len().to_string();
        assert_eq!(head.header("content-length"), Some(length.as_str()));
    }
    // Refusals are no exception.
    for (line, host, status) in [
        ("GET /nowhere", None, 404),
        ("POST /", None, 405),
        ("GET /session/document", None, 403),
        ("GET /", Some("attacker.example"), 421),
    ] {
        let host = host.map(|host| ("Host", host));
        let reply = designer.ask(line, host.as_slice(), b"");
        assert_eq!(reply.status, status, "{line}");
        for (name, value) in policies {
            assert_eq!(reply.header(name), Some(value), "{line} {name}");
        }
    }
}

#[test]
fn nothing_outside_the_page_is_served() {
    let folder = Folder::new();
    folder.write("secret.json", "outside");
    folder.write("page/.env", "hidden");
    folder.write("page/assets/kept.js", "kept");
    symlink(folder.path("secret.json"), folder.path("page/link.json")).expect("a link");
    symlink(folder.path("."), folder.path("page/above")).expect("a link");
    let designer = folder.designer(&["card.json"]);
    let absolute = folder.path("secret.json");
    let absolute = absolute.to_str().expect("text");
    for path in [
        "/../secret.json",
        "/assets/../../secret.json",
        "/%2e%2e/secret.json",
        "/..%2fsecret.json",
        "/%2e%2e%2fsecret.json",
        "/..%5csecret.json",
        "/..\\secret.json",
        "/./index.html",
        "//index.html",
        "/index.html/",
        "/index.html%00.js",
        "/assets",
        "/assets/",
        "/.env",
        "/link.json",
        "/above/secret.json",
        "/card.json",
        "/session/",
        "/session/document/",
        "/session/other",
        "/SESSION/DOCUMENT",
        absolute,
        &format!("/{absolute}"),
        &format!("file://{absolute}"),
        "secret.json",
        "*",
    ] {
        let reply = get(&designer, path);
        assert!(matches!(reply.status, 400 | 404 | 421), "{path}: {reply:?}");
        for text in ["outside", "hidden", "Designer"] {
            assert!(!reply.text().contains(text), "{path}: {reply:?}");
        }
    }
    // A query is for the page.
    assert_eq!(get(&designer, "/?a=../b").status, 200);
    // What came after the start is not served either, and what went is.
    folder.write("page/late.js", "late");
    std::fs::remove_file(folder.path("page/assets/kept.js")).expect("there");
    assert_eq!(get(&designer, "/late.js").status, 404);
    assert_eq!(get(&designer, "/assets/kept.js").text(), "kept");
}

#[test]
fn only_this_server_s_own_names_are_answered() {
    let folder = Folder::new();
    let designer = folder.designer(&["card.json"]);
    let port = designer.port;
    let other = if port == 80 { 81 } else { 80 };
    for (host, status) in [
        (format!("127.0.0.1:{port}"), 200),
        (format!("localhost:{port}"), 200),
        ("127.0.0.1".to_owned(), 421),
        (format!("127.0.0.1:{other}"), 421),
        (format!("attacker.example:{port}"), 421),
        (format!("127.0.0.1.attacker.example:{port}"), 421),
        (format!("localhost.:{port}"), 421),
        (format!("[::1]:{port}"), 421),
        (format!("127.0.0.1:{port}, attacker.example"), 421),
        (String::new(), 421),
    ] {
        for path in ["/", "/core.wasm"] {
            let reply = designer.ask(&format!("GET {path}"), &[("Host", &host)], b"");
            // What is no host at all may be refused as no request.
            let is_right = reply.status == status || (status == 421 && reply.status == 400);
            assert!(is_right, "{host} {path}: {reply:?}");
        }
        let headers = [
            ("Host", host.as_str()),
            ("X-Preflight-Session", &designer.token),
        ];
        let reply = designer.ask("GET /session/document", &headers, b"");
        assert_eq!(reply.status == 200, status == 200, "{host}: {reply:?}");
    }
    let none = designer.raw(b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n");
    assert!(matches!(none.status, 400 | 421), "{none:?}");
    let old = designer.raw(b"GET / HTTP/1.0\r\n\r\n");
    assert!(matches!(old.status, 400 | 421), "{old:?}");
    let twice = format!(
        "GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nHost: attacker.example\r\nConnection: close\r\n\r\n"
    );
    assert!(matches!(designer.raw(twice.as_bytes()).status, 400 | 421));
    let whole = format!("GET http://attacker.example:{port}/");
    assert_eq!(designer.ask(&whole, &[], b"").status, 421);
}

#[test]
fn files_can_only_be_read() {
    let folder = Folder::new();
    let designer = folder.designer(&[]);
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"] {
        let reply = designer.ask(&format!("{method} /index.html"), &[], b"");
        assert_eq!(reply.status, 405, "{method}");
        assert_eq!(reply.header("allow"), Some("GET, HEAD"));
    }
    for method in ["POST", "DELETE", "OPTIONS", "HEAD"] {
        let reply = designer.ask(&format!("{method} /session/document"), &[], b"");
        assert_eq!(reply.status, 405, "{method}");
        assert_eq!(reply.header("allow"), Some("GET, PUT"));
    }
}

/// A browser that asks whether it may send what it was told to gets no leave.
#[test]
fn no_answer_lets_another_origin_in() {
    let folder = Folder::new();
    let designer = folder.designer(&["card.json"]);
    let asked = [
        ("Origin", "https://attacker.example"),
        ("Access-Control-Request-Method", "PUT"),
        ("Access-Control-Request-Headers", "x-preflight-session"),
        ("Access-Control-Request-Private-Network", "true"),
    ];
    for line in [
        "OPTIONS /session/document",
        "GET /session/document",
        "PUT /session/document",
        "GET /",
        "GET /core.wasm",
    ] {
        let reply = designer.ask(line, &asked, b"");
        let allows = reply
            .headers
            .iter()
            .find(|(name, _)| name.starts_with("access-control"));
        assert_eq!(allows, None, "{line}");
    }
}
