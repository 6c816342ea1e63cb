//! One Node process that answers calls to the module.

use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use preflight_tests::repository;
use serde_json::{Value as Json, json};

/// A function of the module, and what it is called with.
pub(crate) type Call = (&'static str, Vec<Json>);

/// The process; it ends with its standard input.
#[derive(Debug)]
pub(crate) struct Node {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Node {
    /// Starts it with the module of a folder.
    pub(crate) fn start(folder: &OsStr) -> Self {
        let mut child = Command::new("node")
            .current_dir(repository())
            .arg("tests/wasm/serve.mjs")
            .arg(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("Node starts");
        Self {
            input: child.stdin.take(),
            output: BufReader::new(child.stdout.take().expect("a piped output")),
            child,
        }
    }

    /// What functions answer, as the text that `JSON.stringify` makes of it. They are asked together, since going there
    /// and back takes longer than many an answer.
    pub(crate) fn texts(&mut self, calls: &[Call]) -> Vec<String> {
        let mut line = json!(calls).to_string();
        line.push('\n');
        self.input
            .as_mut()
            .expect("open until it is dropped")
            .write_all(line.as_bytes())
            .expect("Node reads what it is asked");
        let mut answer = |(name, _): &Call| {
            let mut reply = String::new();
            self.output
                .read_line(&mut reply)
                .expect("Node writes what it answers");
            match reply.strip_prefix("answer ") {
                Some(answer) => answer.trim_end().to_owned(),
                None => panic!("{name} was not answered: {reply}"),
            }
        };
        calls.iter().map(&mut answer).collect()
    }

    /// What a function answers.
    pub(crate) fn call(&mut self, name: &'static str, arguments: &[Json]) -> Json {
        let texts = self.texts(&[(name, arguments.to_vec())]);
        value(&texts[0])
    }
}

/// What `JSON.stringify` wrote, which has no word for `undefined`.
pub(crate) fn value(text: &str) -> Json {
    match text {
        "undefined" => Json::Null,
        text => serde_json::from_str(text).expect("JSON, as JavaScript writes it"),
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        self.input = None;
        // It has nothing left to do, and what it ends with is not looked at.
        let _ = self.child.wait();
    }
}
