//! What a request asks for.

use serde_json::{Map, Value};

use super::refused::Refused;
use crate::config::Switch;

/// What is to be changed; each has a path of its own.
#[derive(Clone, Copy, Debug)]
pub(super) enum Target {
    Retries,
    Breaker,
    Budget,
    Counts,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Command {
    Switch { pattern: String, to: Switch },
    Breaker { guard: GuardName, to: BreakerAction },
    ResetBudget { guard: GuardName },
    ResetCounts { name: String },
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct GuardName {
    pub(super) name: String,
    /// `None` is all of that name.
    pub(super) key: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BreakerAction {
    Open,
    Close,
    ForceOpen,
    ForceClosed,
    Reset,
}

impl Target {
    pub(super) fn command(self, body: &[u8]) -> Result<Command, Refused> {
        let body: Value = serde_json::from_slice(body).map_err(Refused::NoJson)?;
        let Value::Object(mut members) = body else {
            return Err(Refused::NoObject {
                example: self.example(),
            });
        };
        let name = text(members.remove("name")).ok_or(Refused::Member {
            member: "name",
            allowed: "a text",
        })?;
        let key = match self {
            Self::Breaker | Self::Budget => key(&mut members)?,
            Self::Retries | Self::Counts => None,
        };
        let action = text(members.remove("action"));
        let command = self.with(action.as_deref().unwrap_or(""), name, key)?;
        match members.into_iter().next() {
            Some((member, _)) => Err(Refused::UnknownMember {
                member,
                example: self.example(),
            }),
            None => Ok(command),
        }
    }

    fn with(self, action: &str, name: String, key: Option<String>) -> Result<Command, Refused> {
        let command = match self {
            Self::Retries => switch(action).map(|to| Command::Switch { pattern: name, to }),
            Self::Breaker => breaker_action(action).map(|to| Command::Breaker {
                guard: GuardName { name, key },
                to,
            }),
            Self::Budget => (action == "reset").then_some(Command::ResetBudget {
                guard: GuardName { name, key },
            }),
            Self::Counts => (action == "reset").then_some(Command::ResetCounts { name }),
        };
        command.ok_or(Refused::Member {
            member: "action",
            allowed: self.actions(),
        })
    }

    const fn actions(self) -> &'static str {
        match self {
            Self::Retries => r#""off", "on" or "configured""#,
            Self::Breaker => r#""open", "close", "force_open", "force_closed" or "reset""#,
            Self::Budget | Self::Counts => r#""reset""#,
        }
    }

    const fn example(self) -> &'static str {
        match self {
            Self::Retries => r#"{"name": "*", "action": "off"}"#,
            Self::Breaker => r#"{"name": "payments", "action": "force_open"}"#,
            Self::Budget => r#"{"name": "search", "action": "reset"}"#,
            Self::Counts => r#"{"name": "*", "action": "reset"}"#,
        }
    }
}

fn switch(action: &str) -> Option<Switch> {
    let all = [Switch::Off, Switch::On, Switch::Configured];
    all.into_iter().find(|switch| switch.as_str() == action)
}

fn breaker_action(action: &str) -> Option<BreakerAction> {
    match action {
        "open" => Some(BreakerAction::Open),
        "close" => Some(BreakerAction::Close),
        "force_open" => Some(BreakerAction::ForceOpen),
        "force_closed" => Some(BreakerAction::ForceClosed),
        "reset" => Some(BreakerAction::Reset),
        _ => None,
    }
}

fn key(members: &mut Map<String, Value>) -> Result<Option<String>, Refused> {
    match members.remove("key") {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(key)) => Ok(Some(key)),
        Some(_) => Err(Refused::Member {
            member: "key",
            allowed: "a text, or left out",
        }),
    }
}

fn text(value: Option<Value>) -> Option<String> {
    match value {
        Some(Value::String(text)) => Some(text),
        _ => None,
    }
}
