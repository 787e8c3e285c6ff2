//! Does what operators ask for, and writes it into the log.

use reattempt_runtime::__private::{Escaped, operated};
use reattempt_runtime::guard::{Breaker, Listed, ListedGuard, breakers, budgets};

use super::command::{BreakerAction, Command, GuardName};
use super::refused::Refused;
use super::since;
use crate::config::{Switch, switch};

/// Returns what was done, as a sentence.
pub(super) fn carry_out(command: &Command) -> Result<String, Refused> {
    match command {
        Command::Switch { pattern, to } => {
            switch(pattern, *to)?;
            operated(to.as_str(), pattern, None);
            let state = match to {
                Switch::Off => "off",
                Switch::On => "on",
                Switch::Configured => "as configured",
            };
            Ok(format!("the retries of `{}` are {state}", Escaped(pattern)))
        }
        Command::Breaker { guard, to } => {
            let all = breakers();
            let found = find(&all, guard, "breaker")?;
            for breaker in &found {
                to.act_on(breaker);
            }
            operated(to.as_str(), &guard.name, guard.key.as_deref());
            let state = found[0].state();
            Ok(format!("the breaker `{guard}` is {state}"))
        }
        Command::ResetBudget { guard } => {
            let all = budgets();
            for budget in find(&all, guard, "budget")? {
                budget.reset();
            }
            operated("reset", &guard.name, guard.key.as_deref());
            Ok(format!("the budget `{guard}` is full"))
        }
        Command::ResetCounts { pattern } => {
            since::reset(pattern)?;
            operated("reset_counts", pattern, None);
            Ok(format!(
                "the counts of `{}` begin at zero",
                Escaped(pattern)
            ))
        }
    }
}

/// At least one.
fn find<'a, G>(
    all: &'a Listed<G>,
    wanted: &GuardName,
    what: &'static str,
) -> Result<Vec<&'a ListedGuard<G>>, Refused> {
    let is_meant = |guard: &&ListedGuard<G>| {
        guard.name() == wanted.name
            && (wanted.key.is_none() || guard.key() == wanted.key.as_deref())
    };
    let found: Vec<_> = all.iter().filter(is_meant).collect();
    if found.is_empty() {
        let name = wanted.to_string();
        return Err(Refused::Unknown { what, name });
    }
    Ok(found)
}

impl BreakerAction {
    fn act_on(self, breaker: &Breaker) {
        match self {
            Self::Open => breaker.open_now(),
            Self::Close => breaker.close_now(),
            Self::ForceOpen => breaker.force_open(),
            Self::ForceClosed => breaker.force_closed(),
            Self::Reset => breaker.reset(),
        }
    }

    const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Close => "close",
            Self::ForceOpen => "force_open",
            Self::ForceClosed => "force_closed",
            Self::Reset => "reset",
        }
    }
}
