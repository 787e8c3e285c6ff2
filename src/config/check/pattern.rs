//! Which sites a setting is for.

/// The name of a site, or a pattern: `*` stands for any run of characters, of none as well, and
/// nothing else is special.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pattern(String);

/// How precisely a site is named; in the derived order the more precise is the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Precision {
    /// The number of characters that are not `*`.
    Literal(usize),
    Exact,
}

impl Pattern {
    pub(in crate::config) fn new(text: &str) -> Self {
        Self(text.to_owned())
    }

    pub(in crate::config) fn as_str(&self) -> &str {
        &self.0
    }

    pub(in crate::config) fn is_exact(&self) -> bool {
        !self.0.contains('*')
    }

    pub(super) fn precision(&self) -> Precision {
        if self.is_exact() {
            return Precision::Exact;
        }
        Precision::Literal(self.0.chars().filter(|char| *char != '*').count())
    }

    /// Whether it is for every site, were there none.
    pub(super) fn is_everything(&self) -> bool {
        self.precision() == Precision::Literal(0)
    }

    pub(crate) fn matches(&self, name: &str) -> bool {
        self.try_match(name).is_some()
    }

    /// Whether it certainly matches everything that the pattern `other` does.
    pub(in crate::config) fn covers(&self, other: &str) -> bool {
        // A `*` of the other stands for any text, which only a `*` here takes in.
        self.matches(other)
    }

    fn try_match(&self, name: &str) -> Option<()> {
        let mut parts = self.0.split('*');
        let mut rest = name.strip_prefix(parts.next()?)?;
        let Some(last) = parts.next_back() else {
            return rest.is_empty().then_some(());
        };
        rest = rest.strip_suffix(last)?;
        // What stands between two wildcards is best found as early as it is there.
        for part in parts {
            rest = &rest[rest.find(part)? + part.len()..];
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[test]
    fn a_star_is_any_run_of_characters() {
        for (pattern, matching, others) in [
            ("a.b", vec!["a.b"], vec!["a.bc", "xa.b", "A.b", ""]),
            ("*", vec!["", "a", "a::b.c"], vec![]),
            ("a.*", vec!["a.", "a.b", "a.b::c"], vec!["a", "b.a."]),
            (
                "*::get",
                vec!["::get", "a::b::get"],
                vec!["get", "a::getter"],
            ),
            (
                "a*b*c",
                vec!["abc", "axxbyyc", "abbc"],
                vec!["acb", "ab", "bc"],
            ),
            ("aa*aa", vec!["aaaa", "aaxaa"], vec!["aaa", "aa"]),
            ("a**b", vec!["ab", "axb"], vec!["a"]),
            ("é*", vec!["é", "éa"], vec!["e"]),
        ] {
            let matches = |name: &&str| Pattern::new(pattern).matches(name);
            assert!(matching.iter().all(&matches), "{pattern}");
            assert!(!others.iter().any(matches), "{pattern}");
        }
    }

    #[test]
    fn a_pattern_covers_one_that_matches_no_more() {
        let covers = |one, other| Pattern::new(one).covers(other);
        assert!(covers("*", "a*b"));
        assert!(covers("a.*", "a.b"));
        assert!(covers("a.*", "a.*.c"));
        assert!(covers("a.*", "a.*"));
        assert!(!covers("a.*", "a*"));
        assert!(!covers("a.b", "a.*"));
    }

    #[test]
    fn a_name_is_more_precise_than_a_pattern_and_more_letters_than_fewer() {
        let precision = |text| Pattern::new(text).precision();
        assert!(precision("a") > precision("abcd*"));
        assert!(precision("ab*") > precision("a*"));
        assert!(precision("a*") > precision("*"));
        assert_eq!(precision("ab*"), precision("*cd"));
    }
}
