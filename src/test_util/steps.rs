//! What a recorder gives to a test: attempts, and what came after each.

use std::fmt;
use std::ops::Deref;
use std::time::Duration;

use reattempt_runtime::__private::is_name_of;
use reattempt_runtime::observer::Next;
use reattempt_runtime::{Class, StopReason};

/// An attempt, and what came after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Step {
    /// The function's name, as in the log.
    pub name: &'static str,
    /// The attempt, from 1.
    pub attempt: u32,
    /// What came after it.
    pub next: Next,
}

impl Step {
    fn class(&self) -> Option<Class> {
        match self.next {
            Next::Retry { class, .. } | Next::Stop { class, .. } => Some(class),
            _ => None,
        }
    }
}

/// What a [`Recorder`](crate::test_util::Recorder) has recorded: a slice of [`Step`]s.
///
/// Printed, it is a table, for people: its form may change.
#[derive(Clone, Default)]
pub struct Steps {
    steps: Vec<Step>,
    /// As text, one a step: for the table, but not part of what is compared.
    errors: Vec<String>,
}

impl Steps {
    /// Those of one function, named as for [`Scope::inject`](crate::Scope::inject).
    #[must_use]
    pub fn of(&self, function: &str) -> Self {
        let mut steps = Self::default();
        for (step, error) in self.steps.iter().zip(&self.errors) {
            if is_name_of(function, step.name) {
                steps.push(*step, error.clone());
            }
        }
        steps
    }

    /// The delays of all steps that have one.
    pub fn delays(&self) -> Vec<Duration> {
        let delay = |step: &Step| match step.next {
            Next::Retry { delay, .. } => Some(delay),
            _ => None,
        };
        self.iter().filter_map(delay).collect()
    }

    /// The classes of all failed attempts.
    pub fn classes(&self) -> Vec<Class> {
        self.iter().filter_map(Step::class).collect()
    }

    /// Why calls ended without success.
    pub fn reasons(&self) -> Vec<StopReason> {
        let reason = |step: &Step| match step.next {
            Next::Stop { reason, .. } => Some(reason),
            _ => None,
        };
        self.iter().filter_map(reason).collect()
    }

    pub(super) fn push(&mut self, step: Step, error: String) {
        self.steps.push(step);
        self.errors.push(error);
    }
}

impl Deref for Steps {
    type Target = [Step];

    fn deref(&self) -> &[Step] {
        &self.steps
    }
}

impl PartialEq for Steps {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Steps {}

impl PartialEq<[Step]> for Steps {
    fn eq(&self, other: &[Step]) -> bool {
        **self == *other
    }
}

impl<const N: usize> PartialEq<[Step; N]> for Steps {
    fn eq(&self, other: &[Step; N]) -> bool {
        **self == *other
    }
}

impl fmt::Debug for Steps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl fmt::Display for Steps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_empty() {
            return f.write_str("no attempt failed");
        }
        let rows: Vec<_> = self
            .iter()
            .map(|step| (step.name, describe(step.next)))
            .collect();
        let width = |cells: &mut dyn Iterator<Item = &str>, title: &str| {
            let widths = cells.map(|cell| cell.chars().count());
            widths.max().unwrap_or(0).max(title.len())
        };
        let name_width = width(&mut rows.iter().map(|row| row.0), "function");
        let next_width = width(&mut rows.iter().map(|row| row.1.as_str()), "next");

        let title = format!(
            "{:name_width$}  attempt  {:9}  {:next_width$}  error",
            "function", "class", "next",
        );
        f.write_str(&title)?;
        for ((step, (name, next)), error) in self.iter().zip(&rows).zip(&self.errors) {
            let class = step.class().map_or("-", Class::as_str);
            let row = format!(
                "{name:name_width$}  {:7}  {class:9}  {next:next_width$}  {error}",
                step.attempt,
            );
            write!(f, "\n{}", row.trim_end())?;
        }
        Ok(())
    }
}

fn describe(next: Next) -> String {
    match next {
        Next::Retry { delay, .. } => format!("retry in {delay:?}"),
        Next::Stop { reason, .. } => format!("stop: {reason}"),
        _ => "return".to_owned(),
    }
}
