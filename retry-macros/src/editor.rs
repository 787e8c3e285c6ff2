//! What an editor shows inside of `#[retry(..)]`: the options, the words that some of them take, and help for
//! both. For rust-analyzer alone; the compiler gets none of it.
//!
//! In: the tokens between the parentheses, which may be half written, and the expansion. Out: the expansion
//! whose body begins by a mention of each name, in modules of the runtime where it has its documentation.
//! Rust-analyzer completes and explains a name of the attribute by where it finds it in the expansion.

use std::sync::OnceLock;

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use syn::{LitStr, Path};

use crate::args::RetryArgs;
use crate::plan;

/// The options whose value is a word in quotes, each a module of the runtime.
const WITH_WORDS: [&str; 3] = ["backoff", "jitter", "nested"];

/// Adds the mentions, if an editor asks.
pub(crate) fn explain(args: &TokenStream, expansion: TokenStream) -> TokenStream {
    if is_asking() {
        let krate = plan::krate(&RetryArgs::parse(args.clone()));
        with_mentions(args, &krate, expansion)
    } else {
        expansion
    }
}

/// Whether this runs in the process that rust-analyzer expands macros in, and not in a compiler.
pub(crate) fn is_asking() -> bool {
    static IS_ASKING: OnceLock<bool> = OnceLock::new();
    *IS_ASKING.get_or_init(|| {
        let program = std::env::current_exe().ok();
        let name = program.as_deref().and_then(|program| program.file_name());
        name.is_some_and(|name| name.to_string_lossy().starts_with("rust-analyzer"))
    })
}

/// Input: `max_attempts = 5, jitter = "full"`, `fn fetch() { body }`
/// Output: `fn fetch() { const _: () = { _ = krate::options::max_attempts; .. }; body }`
fn with_mentions(args: &TokenStream, krate: &Path, expansion: TokenStream) -> TokenStream {
    let mut tokens: Vec<TokenTree> = expansion.into_iter().collect();
    if let Some(TokenTree::Group(body)) = tokens.last_mut() {
        if body.delimiter() == Delimiter::Brace {
            let mentions = mentions(args, krate);
            let inside = body.stream();
            let mut with_mentions = Group::new(Delimiter::Brace, quote!(#mentions #inside));
            with_mentions.set_span(body.span());
            *body = with_mentions;
        }
    }
    tokens.into_iter().collect()
}

fn mentions(args: &TokenStream, krate: &Path) -> TokenStream {
    let mut mentions = TokenStream::new();
    for option in options(args) {
        mentions.extend(mention(krate, "options", option.name.as_ref()));
        let Some(name) = option.name.map(|name| name.to_string()) else {
            continue;
        };
        if !WITH_WORDS.contains(&name.as_str()) {
            continue;
        }
        match option.value {
            Value::Missing => mentions.extend(mention(krate, &name, None)),
            Value::Word(word) => mentions.extend(mention(krate, &name, Some(&word))),
            Value::Other => {}
        }
    }
    quote_spanned!(Span::mixed_site()=> const _: () = { #mentions };)
}

/// A path to the name, which ends before it where it is still to be written.
fn mention(krate: &Path, module: &str, name: Option<&Ident>) -> TokenStream {
    let module = Ident::new(module, Span::mixed_site());
    quote_spanned!(Span::mixed_site()=> _ = #krate::__private::editor::#module::#name;)
}

/// An option as far as it is written.
struct Written {
    /// None where one may be written.
    name: Option<Ident>,
    value: Value,
}

enum Value {
    /// One may be written: there is an equals sign, and nothing after it.
    Missing,
    Word(Ident),
    Other,
}

fn options(args: &TokenStream) -> Vec<Written> {
    let tokens: Vec<TokenTree> = args.clone().into_iter().collect();
    let is_comma = |token: &TokenTree| matches!(token, TokenTree::Punct(p) if p.as_char() == ',');
    let options = tokens.split(is_comma).filter_map(|option| match option {
        [] => Some(Written {
            name: None,
            value: Value::Other,
        }),
        [TokenTree::Ident(name), value @ ..] => Some(Written {
            name: Some(name.clone()),
            value: Value::of(value),
        }),
        _ => None,
    });
    options.collect()
}

impl Value {
    /// Rust-analyzer explains what stands in quotes, and completes it without them only; then the compiler says
    /// that they are missing.
    fn of(value: &[TokenTree]) -> Self {
        match value {
            [TokenTree::Punct(equals)] if equals.as_char() == '=' => Self::Missing,
            // Statics begin with a capital.
            [TokenTree::Punct(_), TokenTree::Ident(word)]
                if word.to_string().starts_with(char::is_lowercase) =>
            {
                Self::Word(word.clone())
            }
            [TokenTree::Punct(_), text @ TokenTree::Literal(_)] => {
                // The word keeps its place, by which it is found.
                let word = syn::parse2(text.clone().into()).and_then(|text: LitStr| text.parse());
                word.map_or(Self::Other, Self::Word)
            }
            _ => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use quote::quote;

    use super::{WITH_WORDS, with_mentions};
    use crate::args::option_names;

    #[test]
    fn each_name_is_mentioned_where_the_body_begins() {
        let args = quote!(
            max_attempts = 5,
            on = [Io, Timeout],
            jitter = "full",
            backoff = ex,
            nest
        );
        let expansion = quote!(
            fn fetch() {
                body()
            }
        );
        let krate = syn::parse_quote!(::reattempt);
        let expected = quote!(
            fn fetch() {
                const _: () = {
                    _ = ::reattempt::__private::editor::options::max_attempts;
                    _ = ::reattempt::__private::editor::options::on;
                    _ = ::reattempt::__private::editor::options::jitter;
                    _ = ::reattempt::__private::editor::jitter::full;
                    _ = ::reattempt::__private::editor::options::backoff;
                    _ = ::reattempt::__private::editor::backoff::ex;
                    _ = ::reattempt::__private::editor::options::nest;
                };
                body()
            }
        );
        assert_eq!(
            with_mentions(&args, &krate, expansion).to_string(),
            expected.to_string()
        );
    }

    /// What the runtime has under `editor`, in order.
    fn explained(module: &str) -> Vec<String> {
        let path = format!("../retry-runtime/src/editor/{module}.rs");
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        let constants = lines.windows(2).filter_map(|pair| {
            let constant = pair[1].strip_prefix("pub const ")?;
            assert!(pair[0].starts_with("/// "), "{constant} has no help");
            constant.split(':').next().map(ToOwned::to_owned)
        });
        constants.collect()
    }

    #[test]
    fn every_option_is_explained_but_crate_which_no_item_can_be_called() {
        let names: Vec<&str> = option_names().filter(|name| *name != "crate").collect();
        assert_eq!(explained("options"), names);
    }

    #[test]
    fn every_word_is_explained() {
        use crate::args::{JITTER_KINDS, Strategy};

        let [backoff, jitter, nested] = WITH_WORDS.map(explained);
        assert_eq!(backoff, Strategy::WORDS.map(|(word, _)| word));
        assert_eq!(jitter, JITTER_KINDS);
        assert_eq!(nested, ["allow", "bounded", "suppress"]);
    }
}
