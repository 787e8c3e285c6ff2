//! Which rows and columns were asked for.

use crate::output::{CANDIDATES, HAND_LOOP};
use std::env;

pub(crate) struct Chosen {
    rows: Vec<String>,
    candidates: Vec<&'static str>,
}

impl Chosen {
    /// An argument that is the name of a candidate chooses that column, another one all rows with it in
    /// their name. No argument of a kind chooses all of that kind.
    pub(crate) fn from_args() -> Self {
        let mut chosen = Chosen {
            rows: Vec::new(),
            candidates: Vec::new(),
        };
        for arg in env::args().skip(1).filter(|arg| !arg.starts_with('-')) {
            match CANDIDATES.iter().find(|&&candidate| candidate == arg) {
                Some(candidate) => chosen.candidates.push(candidate),
                None => chosen.rows.push(arg),
            }
        }
        chosen
    }

    pub(crate) fn row(&self, id: &str) -> bool {
        self.rows.is_empty() || self.rows.iter().any(|row| id.contains(row.as_str()))
    }

    pub(crate) fn candidates(&self) -> impl Iterator<Item = &'static str> {
        let all = self.candidates.is_empty();
        let columns = CANDIDATES.iter().copied();
        columns.filter(move |name| all || *name == HAND_LOOP || self.candidates.contains(name))
    }

    pub(crate) fn candidate(&self, name: &str) -> bool {
        self.candidates().any(|candidate| candidate == name)
    }
}
