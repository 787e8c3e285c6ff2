//! What a request asks for.

use core::fmt;

use reattempt_runtime::__private::Escaped;
use reattempt_runtime::__private::settings::value::node::Node;

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
    ResetCounts { pattern: String },
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct GuardName {
    pub(super) name: String,
    /// `None` is all of that name.
    pub(super) key: Option<String>,
}

/// `payments`, or `hosts [db-1]`
impl fmt::Display for GuardName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", Escaped(&self.name))?;
        match &self.key {
            Some(key) => write!(f, " [{}]", Escaped(key)),
            None => Ok(()),
        }
    }
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
        let body: Node = serde_json::from_slice(body).map_err(Refused::NoJson)?;
        let Node::Table(mut members) = body else {
            return Err(Refused::NoObject {
                example: self.example(),
            });
        };
        // Who asks for two things is not answered by one of them.
        if let Some(member) = twice(&members) {
            return Err(Refused::Twice { member });
        }
        let name = text(take(&mut members, "name")).ok_or(Refused::Member {
            member: "name",
            allowed: "a text",
        })?;
        let key = match self {
            Self::Breaker | Self::Budget => key(&mut members)?,
            Self::Retries | Self::Counts => None,
        };
        let action = text(take(&mut members, "action"));
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
            Self::Counts => (action == "reset").then_some(Command::ResetCounts { pattern: name }),
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

type Members = Vec<(String, Node)>;

fn twice(members: &Members) -> Option<String> {
    let names = || members.iter().map(|(name, _)| name);
    let is_there_before =
        |(at, name): &(usize, &String)| names().take(*at).any(|before| before == *name);
    let (_, name) = names().enumerate().find(is_there_before)?;
    Some(name.clone())
}

fn take(members: &mut Members, name: &str) -> Option<Node> {
    let at = members.iter().position(|(member, _)| member == name)?;
    Some(members.remove(at).1)
}

fn key(members: &mut Members) -> Result<Option<String>, Refused> {
    match take(members, "key") {
        None | Some(Node::Null) => Ok(None),
        Some(Node::Text(key)) => Ok(Some(key)),
        Some(_) => Err(Refused::Member {
            member: "key",
            allowed: "a text, or left out",
        }),
    }
}

fn text(value: Option<Node>) -> Option<String> {
    match value {
        Some(Node::Text(text)) => Some(text),
        _ => None,
    }
}
