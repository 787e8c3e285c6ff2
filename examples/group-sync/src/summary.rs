//! What a run has done, in numbers.

use std::collections::BTreeMap;
use std::error::Error;
use std::{fmt, iter};

use crate::api::ApiError;
use crate::users::Retries;

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Summary {
    pub users: Users,
    pub groups: Groups,
    pub retries: Retries,
    pub failures: Failures,
}

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Users {
    pub created: usize,
    /// Created by somebody else in the meantime.
    pub existed: usize,
    pub failed: usize,
}

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Groups {
    pub created: usize,
    pub updated: usize,
    pub deleted: usize,
    pub unchanged: usize,
    /// Left alone, as one of their members could not be created.
    pub skipped: usize,
    pub failed: usize,
}

/// What failed of each error.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Failures(BTreeMap<String, Vec<String>>);

impl Failures {
    pub(crate) fn add(&mut self, what: &str, error: Option<&ApiError>) {
        let error = error.map_or_else(String::new, |error| text(error));
        self.0.entry(error).or_default().push(what.to_owned());
    }
}

/// An error and what it comes from.
pub fn text(error: &dyn Error) -> String {
    let causes = iter::successors(Some(error), |error| (*error).source());
    let mut texts: Vec<_> = causes.map(ToString::to_string).collect();
    texts.dedup();
    texts.join(": ")
}

impl Summary {
    pub fn is_complete(&self) -> bool {
        self.users.failed + self.groups.skipped + self.groups.failed == 0
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Users {
            created,
            existed,
            failed,
        } = self.users;
        writeln!(
            f,
            "users    {created} created, {existed} there already, {failed} failed"
        )?;
        let Groups {
            created,
            updated,
            deleted,
            unchanged,
            skipped,
            failed,
        } = self.groups;
        writeln!(
            f,
            "groups   {created} created, {updated} updated, {deleted} deleted, {unchanged} unchanged, \
             {skipped} skipped, {failed} failed"
        )?;
        let Retries {
            made,
            recovered,
            waited,
        } = self.retries;
        let waited = waited.as_secs_f64();
        write!(
            f,
            "retries  {made} made, {recovered} users created by them, {waited:.1} s waited"
        )?;
        for (error, names) in &self.failures.0 {
            let more = names.len().saturating_sub(3);
            let names = names
                .iter()
                .take(3)
                .map(String::as_str)
                .collect::<Vec<_>>()
                .join(", ");
            write!(f, "\nfailed   {names}")?;
            if more > 0 {
                write!(f, " and {more} more")?;
            }
            write!(f, ": {error}")?;
        }
        Ok(())
    }
}
