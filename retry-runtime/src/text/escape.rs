//! Text from outside, without what a reader does not see or a terminal obeys.

use core::fmt::{self, Write as _};

/// A text in which control characters, and those that nobody sees or that change how others are read, are shown
/// by their numbers, `\u{202e}`.
pub struct Escaped<'a>(pub &'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|c| write_escaped(c, f))
    }
}

fn write_escaped(c: char, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match c {
        '\n' => f.write_str("\\n"),
        '\r' => f.write_str("\\r"),
        '\t' => f.write_str("\\t"),
        _ if c.is_control() || is_invisible(c) => write!(f, "{}", c.escape_unicode()),
        _ => f.write_char(c),
    }
}

/// Whether a subscriber may show it as it is although it changes how the line is read. It escapes the
/// control characters of ASCII itself.
#[cfg_attr(
    not(any(feature = "tracing", feature = "sites")),
    expect(dead_code, reason = "for the log")
)]
pub(crate) fn is_deceptive(c: char) -> bool {
    ('\u{80}'..='\u{9f}').contains(&c) || is_invisible(c)
}

/// What Unicode says is not shown where it is not understood (`Default_Ignorable_Code_Point` of version 17, with
/// which come the marks of direction), and what is not among that: separators of lines, marks of annotations, and
/// the pattern of no dots in Braille.
///
/// The joiner and the selectors that make one emoji of several characters are no exception: letters take them
/// as well.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{2800}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_seen_is_shown_by_its_number() {
        struct Case {
            text: &'static str,
            shown: &'static str,
        }
        for case in [
            Case {
                text: "plain, ä, 漢, 🦀",
                shown: "plain, ä, 漢, 🦀",
            },
            Case {
                text: "a\nb\r\tc",
                shown: "a\\nb\\r\\tc",
            },
            Case {
                text: "\u{1b}[2J\0",
                shown: "\\u{1b}[2J\\u{0}",
            },
            Case {
                text: "\u{9b}2J\u{85}",
                shown: "\\u{9b}2J\\u{85}",
            },
            Case {
                text: "a\u{2028}b",
                shown: "a\\u{2028}b",
            },
            Case {
                text: "\u{202e}txt\u{2066}",
                shown: "\\u{202e}txt\\u{2066}",
            },
            Case {
                text: "a\u{200b}\u{feff}",
                shown: "a\\u{200b}\\u{feff}",
            },
            Case {
                text: "soft\u{ad}hyphen\u{34f}\u{2064}",
                shown: "soft\\u{ad}hyphen\\u{34f}\\u{2064}",
            },
            Case {
                text: "fillers \u{115f}\u{1160}\u{3164}\u{ffa0}\u{2800}",
                shown: "fillers \\u{115f}\\u{1160}\\u{3164}\\u{ffa0}\\u{2800}",
            },
            Case {
                text: "variants \u{180b}\u{fe00}\u{fe0f}\u{e0100}\u{e01ef}",
                shown: "variants \\u{180b}\\u{fe00}\\u{fe0f}\\u{e0100}\\u{e01ef}",
            },
            Case {
                text: "tags \u{e0000}\u{e0041}\u{e007f}\u{e0fff}",
                shown: "tags \\u{e0000}\\u{e0041}\\u{e007f}\\u{e0fff}",
            },
            Case {
                text: "neighbours ¬®ᄀ한가﹠％⠿𝄞",
                shown: "neighbours ¬®ᄀ한가﹠％⠿𝄞",
            },
        ] {
            assert_eq!(Escaped(case.text).to_string(), case.shown);
        }
    }
}
