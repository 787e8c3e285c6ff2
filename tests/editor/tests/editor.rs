//! What rust-analyzer offers and says inside of `#[retry(..)]` and of a retried body, while they are half written.
//!
//! Where `RUST_ANALYZER` is not set to its path, and `RUST_SOURCE` to the source of the standard library, it is
//! skipped: `.ci/editor` sets both.

use std::env;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

/// Where the cursor stands.
const CURSOR: char = '¦';

/// What the editor has to offer at a cursor.
enum Expected {
    /// These among others.
    Offers(&'static [&'static str]),
    /// No more and no less.
    OffersOnly(&'static [&'static str]),
    /// In what is shown of the word there.
    Says(&'static [&'static str]),
}
use Expected::{Offers, OffersOnly, Says};

const CASES: &[(&str, &str, Expected)] = &[
    (
        "an option that is begun",
        "#[retry(max_at¦)] fn f() -> Result<(), Error> { Ok(()) }",
        Offers(&["max_attempts", "backoff", "on", "sleep"]),
    ),
    (
        "an option that is still to be written",
        "#[retry(max_attempts = 5, ¦)] fn f() -> Result<(), Error> { Ok(()) }",
        Offers(&["max_attempts", "backoff", "on", "sleep"]),
    ),
    (
        "between two options, on a method",
        "struct S; impl S { #[retry(max_attempts = 5, ¦, on = [A])] async fn f(&self) -> Result<(), Error> { Ok(()) } }",
        Offers(&["max_attempts", "backoff", "on", "sleep"]),
    ),
    (
        "nothing but options",
        "#[retry(¦)] async fn f() -> Result<(), Error> { Ok(()) }",
        OffersOnly(&[
            "also",
            "attempt",
            "attempt_timeout",
            "backoff",
            "breaker",
            "budget",
            "clone",
            "config_max_attempts",
            "config_max_delay",
            "except",
            "factor",
            "idempotent",
            "increment",
            "initial_delay",
            "jitter",
            "label",
            "max_attempts",
            "max_delay",
            "max_elapsed",
            "max_retry_after",
            "min_delay",
            "name",
            "nested",
            "on",
            "on_event",
            "policy",
            "retry_after",
            "sleep",
            "span",
            "throttled_delay",
            "until",
            "when",
        ]),
    ),
    (
        "a word of backoff",
        "#[retry(backoff = ¦)] fn f() -> Result<(), Error> { Ok(()) }",
        OffersOnly(&[
            "decorrelated",
            "exponential",
            "fibonacci",
            "fixed",
            "linear",
        ]),
    ),
    (
        "a word of jitter that is begun",
        "#[retry(backoff = \"fixed\", jitter = eq¦)] fn f() -> Result<(), Error> { Ok(()) }",
        OffersOnly(&["equal", "full", "none"]),
    ),
    (
        "a word of nested",
        "#[retry(nested = su¦, budget)] async fn f() -> Result<(), Error> { Ok(()) }",
        OffersOnly(&["allow", "bounded", "suppress"]),
    ),
    (
        "help for an option, with its default",
        "#[retry(max_atte¦mpts = 5)] fn f() -> Result<(), Error> { Ok(()) }",
        Says(&["max_attempts: u32 = 3", "the first time included"]),
    ),
    (
        "help for an option beside one that is wrong",
        "#[retry(factor = 0, jit¦ter = \"full\")] async fn f() -> Result<(), Error> { Ok(()) }",
        Says(&["How random the delays are"]),
    ),
    (
        "help for a word in quotes",
        "#[retry(backoff = \"expo¦nential\")] fn f() -> Result<(), Error> { Ok(()) }",
        Says(&["Each delay is the one before times"]),
    ),
    (
        "a method in a sync body that does not parse",
        "#[retry] fn f() -> Result<(), Error> { let text = String::new(); text.push_s¦ Ok(()) }",
        Offers(&["push_str"]),
    ),
    (
        "a method in an async body that does not parse",
        "#[retry(max_attempts = 5)] async fn f() -> Result<(), Error> { let text = String::new(); text.push_s¦ Ok(()) }",
        Offers(&["push_str"]),
    ),
    (
        "a field of an argument in an async body",
        "struct Page { title: String } #[retry] async fn f(page: &Page) -> Result<(), Error> { page.¦ }",
        Offers(&["title"]),
    ),
    (
        "help in a sync body",
        "#[retry] fn f() -> Result<(), Error> { let text = String::new(); text.is_emp¦ty(); Ok(()) }",
        Says(&["length of zero"]),
    ),
    (
        "help in an async body",
        "#[retry] async fn f() -> Result<(), Error> { let text = String::new(); text.is_emp¦ty(); Ok(()) }",
        Says(&["length of zero"]),
    ),
];

#[test]
fn an_editor_completes_and_explains() {
    let (Some(analyzer), Some(library)) =
        (env::var_os("RUST_ANALYZER"), env::var_os("RUST_SOURCE"))
    else {
        eprintln!("SKIPPED: needs RUST_ANALYZER and RUST_SOURCE, as `.ci/editor` sets them");
        return;
    };
    let mut editor = Editor::open(&scratch(), Path::new(&analyzer), Path::new(&library));
    let wrong: Vec<String> = CASES
        .iter()
        .filter_map(|(case, source, expected)| {
            let found = editor.look(source, expected).err()?;
            Some(format!("{case}: {source}\n    {found}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A crate that depends on this one.
fn scratch() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("editor");
    fs::create_dir_all(folder.join("src")).unwrap();
    let library = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    let manifest = format!(
        "[package]\nname = \"edited\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         reattempt = {{ path = {library:?} }}\n\n[workspace]\n"
    );
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::write(folder.join("src/lib.rs"), "").unwrap();
    folder
}

/// A rust-analyzer with one file open.
struct Editor {
    server: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    file: String,
    version: u64,
    requests: u64,
}

impl Editor {
    fn open(folder: &Path, analyzer: &Path, library: &Path) -> Self {
        let mut server = Command::new(analyzer)
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut editor = Self {
            input: server.stdin.take().unwrap(),
            output: BufReader::new(server.stdout.take().unwrap()),
            server,
            file: format!("file://{}", folder.join("src/lib.rs").display()),
            version: 0,
            requests: 0,
        };
        editor.request(
            "initialize",
            &json!({
                "processId": std::process::id(),
                "rootUri": format!("file://{}", folder.display()),
                "capabilities": { "experimental": { "serverStatusNotification": true } },
                "initializationOptions": {
                    "cargo": { "sysrootSrc": library },
                    "checkOnSave": false,
                    "procMacro": { "enable": true, "attributes": { "enable": true } },
                },
            }),
        );
        editor.send(&json!({ "method": "initialized", "params": {} }));
        let document =
            json!({ "uri": editor.file, "languageId": "rust", "version": 0, "text": "" });
        editor.notify("textDocument/didOpen", &json!({ "textDocument": document }));
        while !is_ready(&editor.receive()) {}
        editor
    }

    /// Whether the editor has what is expected at the cursor in `source`; what it has instead.
    fn look(&mut self, source: &str, expected: &Expected) -> Result<(), String> {
        let line = source
            .find(CURSOR)
            .map(|at| source[..at].encode_utf16().count());
        let text = format!(
            "use reattempt::retry;\nuse std::io::Error;\n{}\n",
            source.replace(CURSOR, "")
        );
        self.version += 1;
        let document = json!({ "uri": self.file, "version": self.version });
        let change = json!({ "textDocument": document, "contentChanges": [{ "text": text }] });
        self.notify("textDocument/didChange", &change);
        let place = json!({
            "textDocument": { "uri": self.file },
            "position": { "line": 2, "character": line.expect("a cursor") },
        });
        match expected {
            Says(words) => {
                let shown =
                    self.request("textDocument/hover", &place)["contents"]["value"].to_string();
                let says_all = words.iter().all(|word| shown.contains(word));
                says_all.then_some(()).ok_or(shown)
            }
            Offers(words) => {
                let offered = self.offered(&place);
                let has_all = words
                    .iter()
                    .all(|word| offered.iter().any(|name| name == word));
                has_all.then_some(()).ok_or_else(|| format!("{offered:?}"))
            }
            OffersOnly(words) => {
                let offered = self.offered(&place);
                (offered == *words)
                    .then_some(())
                    .ok_or_else(|| format!("{offered:?}"))
            }
        }
    }

    /// The names that are offered, in alphabetical order.
    fn offered(&mut self, place: &Value) -> Vec<String> {
        let answer = self.request("textDocument/completion", place);
        let items = answer.get("items").unwrap_or(&answer).as_array();
        let mut names: Vec<String> = items
            .into_iter()
            .flatten()
            .filter_map(|item| item["label"].as_str())
            .map(|label| label.split('(').next().unwrap_or(label).to_owned())
            .collect();
        names.sort();
        names
    }

    fn request(&mut self, method: &str, params: &Value) -> Value {
        self.requests += 1;
        let id = self.requests;
        self.send(&json!({ "id": id, "method": method, "params": params }));
        loop {
            let mut message = self.receive();
            if message["id"] == id && message.get("method").is_none() {
                return message["result"].take();
            }
        }
    }

    fn notify(&mut self, method: &str, params: &Value) {
        self.send(&json!({ "method": method, "params": params }));
    }

    fn send(&mut self, message: &Value) {
        let mut message = message.clone();
        message["jsonrpc"] = json!("2.0");
        let body = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
        self.input.flush().unwrap();
    }

    /// The next message; one that asks for something is answered.
    fn receive(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            let read = self.output.read_line(&mut line).unwrap();
            assert!(read > 0, "rust-analyzer has ended");
            match line.trim().split_once(':') {
                Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                    length = value.trim().parse().unwrap();
                }
                Some(_) => {}
                None => break,
            }
        }
        let mut body = vec![0; length];
        self.output.read_exact(&mut body).unwrap();
        let message: Value = serde_json::from_slice(&body).unwrap();
        if let (Some(id), Some(_)) = (message.get("id"), message.get("method")) {
            let items = message["params"]["items"].as_array();
            let answer = items.map(|items| vec![json!({}); items.len()]);
            self.send(&json!({ "id": id, "result": answer }));
        }
        message
    }
}

/// Whether the server has read everything.
fn is_ready(message: &Value) -> bool {
    message["method"] == "experimental/serverStatus" && message["params"]["quiescent"] == true
}

impl Drop for Editor {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
