//! A designer that runs in a folder of its own, and enough HTTP/1.1 to ask it anything.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

/// A page that is built, as small as can be.
const PAGE: &[(&str, &str)] = &[
    (
        "designer.json",
        concat!("{\"version\": \"", env!("CARGO_PKG_VERSION"), "\"}"),
    ),
    ("index.html", "<!doctype html><title>Designer</title>"),
    ("assets/index-a1.js", "export {};"),
    ("assets/index-a1.css", "body {}"),
    ("core.wasm", "\0asm"),
    ("manifest.webmanifest", "{}"),
    ("sw.js", ""),
];

/// A manifest nothing is wrong with.
pub(crate) const GOOD: &str = r##"{"kind": "widget-configuration", "id": "a", "spec": {"widgetId": "a", "theme": {"primaryColor": "#0056B3"}, "fields": []}}"##;

/// A folder with a page in `page` and nothing else.
#[derive(Debug)]
pub(crate) struct Folder(TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        let folder = Self(TempDir::new().expect("a temporary folder"));
        // The search for a configuration must not leave the folder.
        fs::create_dir(folder.path(".git")).expect("writable");
        for (path, contents) in PAGE {
            folder.write(&format!("page/{path}"), contents);
        }
        folder
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, contents: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("below the root")).expect("writable");
        fs::write(path, contents).expect("writable");
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect("readable")
    }

    /// The names in the folder, sorted.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.path(".")).expect("readable");
        let mut names: Vec<String> = entries
            .map(|entry| entry.expect("readable").file_name())
            .map(|name| name.to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    /// The program, without anything of the machine it is tested on.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_preflight"));
        command
            .arg("designer")
            .args(arguments)
            .current_dir(self.0.path())
            .env_clear()
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// What the program says where it does not begin.
    pub(crate) fn refused(&self, arguments: &[&str]) -> String {
        let output = self.command(arguments).output().expect("it starts");
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        assert!(output.stdout.is_empty(), "{output:?}");
        String::from_utf8(output.stderr).expect("UTF-8")
    }

    /// The designer of the page, without a browser.
    pub(crate) fn designer(&self, arguments: &[&str]) -> Designer {
        let mut command = self.command(&["--assets", "page", "--port", "0", "--no-open"]);
        Designer::start(command.args(arguments))
    }
}

/// A running `preflight designer`.
#[derive(Debug)]
pub(crate) struct Designer {
    child: Child,
    stderr: Option<ChildStderr>,
    pub(crate) address: String,
    pub(crate) port: u16,
    pub(crate) token: String,
}

impl Designer {
    pub(crate) fn start(command: &mut Command) -> Self {
        let mut child = command.spawn().expect("it starts");
        let mut address = String::new();
        BufReader::new(child.stdout.take().expect("piped"))
            .read_line(&mut address)
            .expect("readable");
        let address = address.trim_end().to_owned();
        let Some((host, token)) = address
            .strip_prefix("http://127.0.0.1:")
            .and_then(|rest| rest.split_once("/#session="))
        else {
            let output = child.wait_with_output();
            panic!("no address: {address:?} {output:?}");
        };
        Self {
            port: host.parse().expect("a port"),
            token: token.to_owned(),
            address: address.clone(),
            stderr: child.stderr.take(),
            child,
        }
    }

    pub(crate) fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Stops it by a signal; gives the exit code and what it said.
    pub(crate) fn stop(mut self, signal: &str) -> (Option<i32>, String) {
        let status = Command::new("kill")
            .args([format!("-{signal}"), self.child.id().to_string()])
            .status();
        assert!(status.expect("kill").success());
        let code = self.child.wait().expect("it ends").code();
        let mut said = String::new();
        let mut stderr = self.stderr.take().expect("piped");
        stderr.read_to_string(&mut said).expect("UTF-8");
        assert!(!said.contains("panicked"), "{said}");
        (code, said)
    }

    /// Sends these bytes on a connection of their own, and reads to its end.
    pub(crate) fn raw(&self, request: &[u8]) -> Reply {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .expect("a timeout");
        // It may refuse before it has read everything.
        let _ = stream.write_all(request);
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        Reply::new(&bytes)
    }

    /// Asks with these headers and those that HTTP cannot do without.
    pub(crate) fn ask(&self, line: &str, headers: &[(&str, &str)], body: &[u8]) -> Reply {
        let host = format!("127.0.0.1:{}", self.port);
        let given = |name: &str| headers.iter().any(|(it, _)| it.eq_ignore_ascii_case(name));
        let length = body.len().to_string();
        let mut all = vec![("Connection", "close")];
        if !given("host") {
            all.push(("Host", &host));
        }
        if !body.is_empty() || line.starts_with("PUT") {
            all.push(("Content-Length", &length));
        }
        all.extend(headers);
        let mut request = format!("{line} HTTP/1.1\r\n");
        for (name, value) in all {
            request.extend([name, ": ", value, "\r\n"]);
        }
        request.push_str("\r\n");
        self.raw(&[request.as_bytes(), body].concat())
    }

    /// Reads the document as the page does.
    pub(crate) fn document(&self) -> Value {
        let reply = self.ask(
            "GET /session/document",
            &[("X-Preflight-Session", &self.token)],
            b"",
        );
        assert_eq!(reply.status, 200, "{reply:?}");
        assert_eq!(reply.header("content-type"), Some("application/json"));
        assert_eq!(reply.header("cache-control"), Some("no-store"));
        let document: Value = serde_json::from_slice(&reply.body).expect("JSON");
        assert_eq!(reply.header("etag"), document["etag"].as_str());
        document
    }

    /// Saves as the page does.
    pub(crate) fn save(&self, if_match: &str, text: &[u8]) -> Reply {
        let origin = self.origin();
        let headers = [
            ("X-Preflight-Session", self.token.as_str()),
            ("Origin", &origin),
            ("If-Match", if_match),
            ("Content-Type", "text/plain;charset=UTF-8"),
        ];
        self.ask("PUT /session/document", &headers, text)
    }
}

impl Drop for Designer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An answer; status 0 where there was none.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    fn new(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
        let (head, body) = bytes.split_at(end.map_or(bytes.len(), |end| end + 4));
        let head = String::from_utf8_lossy(head);
        let mut lines = head.lines();
        let status = lines
            .next()
            .and_then(|line| line.split(' ').nth(1)?.parse().ok());
        let headers = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
            .collect();
        Self {
            status: status.unwrap_or(0),
            headers,
            body: body.to_vec(),
        }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(it, _)| it == name);
        found.map(|(_, value)| value.as_str())
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}
