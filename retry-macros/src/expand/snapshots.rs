//! Whole expansions, to be read: each file of the folder beside has what was written, as a comment, and
//! what comes of it. For the reader's sake paths of the standard library and `::reattempt` are cut short,
//! and what is there with a feature alone is left out: `list_site!`, and `with_test_util!`, the same in all, which is
//! shown in one file of its own.
//!
//! `UPDATE_EXPECT=1 cargo test -p reattempt-macros snapshots` writes them anew.

use expect_test::{ExpectFile, expect_file};
use proc_macro2::{Group, TokenStream, TokenTree};
#[cfg(feature = "test-util")]
use quote::quote;

/// Compares the expansion of `#[retry(args)] item`, as a comment and formatted, with a file.
fn assert_expands(args: &str, item: &str, expected: &ExpectFile) {
    let expansion = without_features(expand(args, item));
    assert_shown(args, item, &expansion, expected);
}

fn expand(args: &str, item: &str) -> TokenStream {
    let tokens = |text: &str| text.parse().expect("tokens");
    match crate::try_retry(tokens(args), tokens(item)) {
        Ok(expansion) => expansion,
        Err(refused) => panic!("{}", refused.errors),
    }
}

fn assert_shown(args: &str, item: &str, expansion: &TokenStream, expected: &ExpectFile) {
    let attribute = match args {
        "" => "#[retry]".to_owned(),
        args => format!("#[retry({args})]"),
    };
    let written = format!("{attribute}\n{item}").replace('\n', "\n// ");
    let file = syn::parse2(shortened(expansion)).expect("an item");
    expected.assert_eq(&format!("// {written}\n\n{}", prettyplease::unparse(&file)));
}

/// Without the beginnings of paths that say nothing to a reader.
fn shortened(tokens: &TokenStream) -> TokenStream {
    let mut text = tokens.to_string();
    for (path, short) in [
        (":: reattempt :: __private ::", "__private ::"),
        (":: core :: option :: Option ::", "Option ::"),
        (":: core :: result :: Result ::", "Result ::"),
    ] {
        text = text.replace(path, short);
    }
    text.parse().expect("tokens")
}

/// Without `__private::with_test_util!(..);` and `__private::list_site!(..);`.
fn without_features(tokens: TokenStream) -> TokenStream {
    /// The tokens of `::reattempt::__private::`.
    const PATH: usize = 8;

    let mut kept = Vec::new();
    let mut tokens = tokens.into_iter();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Group(group) => {
                let inner = without_features(group.stream());
                kept.push(TokenTree::Group(Group::new(group.delimiter(), inner)));
            }
            TokenTree::Ident(name) if name == "with_test_util" || name == "list_site" => {
                // `::reattempt::__private::` before it, `!(..);` behind it.
                kept.truncate(kept.len() - PATH);
                tokens.nth(2);
            }
            token => kept.push(token),
        }
    }
    kept.into_iter().collect()
}

/// What stands in `with_test_util!(..)`.
#[cfg(feature = "test-util")]
fn injection(tokens: TokenStream) -> Option<TokenStream> {
    let mut after_name = false;
    tokens.into_iter().find_map(|token| match token {
        TokenTree::Group(group) if after_name => Some(group.stream()),
        TokenTree::Group(group) => injection(group.stream()),
        token => {
            after_name |= matches!(&token, TokenTree::Ident(name) if name == "with_test_util");
            None
        }
    })
}

#[cfg(feature = "test-util")]
#[test]
fn what_a_test_may_put_in_the_place_of_an_attempt() {
    let item = "fn load(path: &Path) -> Result<String, LoadError> {\n    read(path)\n}";
    let injected = injection(expand("", item)).expect("with_test_util!");
    let function = quote!(fn with_test_util() -> Result<String, LoadError> { #injected });
    assert_shown("", item, &function, &expect_file!["snapshots/injection.rs"]);
}

#[test]
fn a_sync_function_without_options() {
    assert_expands(
        "",
        "fn load(path: &Path) -> Result<String, LoadError> {\n    Ok(fs::read_to_string(path)?)\n}",
        &expect_file!["snapshots/bare_sync.rs"],
    );
}

#[test]
fn an_async_function_without_options() {
    assert_expands(
        "",
        "async fn fetch(url: &str) -> Result<Page, FetchError> {\n    get(url).await\n}",
        &expect_file!["snapshots/bare_async.rs"],
    );
}

#[test]
fn a_method_on_a_mutable_reference_with_the_usual_options() {
    assert_expands(
        "max_attempts = 5, backoff = \"exponential\", on = [Io, Timeout]",
        "fn send(&mut self, mut frame: u32) -> Result<(), LinkError> {\n    self.link.write(frame)\n}",
        &expect_file!["snapshots/mut_self.rs"],
    );
}

#[test]
fn a_function_that_returns_an_option() {
    assert_expands(
        "max_attempts = 2",
        "fn next(queue: &Queue) -> Option<Job> {\n    queue.pop()\n}",
        &expect_file!["snapshots/option.rs"],
    );
}

#[test]
fn a_sync_function_with_hooks() {
    assert_expands(
        "when = |error| error.is_timeout(), on_event = |event| note(event)",
        "fn load(id: u64) -> io::Result<Row> {\n    table(id)\n}",
        &expect_file!["snapshots/hooks.rs"],
    );
}

#[test]
fn an_async_function_with_every_option() {
    assert_expands(
        "max_attempts = self.attempts, backoff = \"exponential\", initial_delay = \"200ms\", max_delay = \"5s\", \
         factor = 1.5, jitter = \"full\", max_elapsed = \"1m\", attempt_timeout = \"3s\", on = [Io, Http { \
         status: 500..=599 }], except = [Http { status: 501 }], when = is_ours, until = |page| page.ready, \
         retry_after = FetchError::wait, on_event = |event| note(event), idempotent = true, attempt = this, \
         clone = [token], policy = POLICY, name = \"pages.fetch\", span, budget, breaker = BREAKER, \
         nested = \"bounded\", sleep = my_sleep",
        "async fn fetch(&self, token: Token) -> Result<Page, RetryError<FetchError>> {\n    \
         self.get(token, this.number()).await\n}",
        &expect_file!["snapshots/everything.rs"],
    );
}

#[test]
fn a_method_as_async_trait_leaves_it() {
    assert_expands(
        "",
        "fn load<'life0, 'async_trait>(&'life0 self, id: u64) -> Pin<Box<dyn Future<Output = Result<Row, \
         DbError>> + Send + 'async_trait>>\nwhere\n    'life0: 'async_trait,\n    Self: \
         'async_trait,\n{\n    Box::pin(async move {\n        if let Some(__ret) = None::<Result<Row, \
         DbError>> {\n            return __ret;\n        }\n        let __self = self;\n        let id = \
         id;\n        let __ret: Result<Row, DbError> = { __self.row(id).await };\n        __ret\n    })\n}",
        &expect_file!["snapshots/async_trait.rs"],
    );
}
