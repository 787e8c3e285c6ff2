//! What is wanted: a CSV file of groups and members.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

/// The members of each group.
pub type Groups = BTreeMap<String, BTreeSet<String>>;

#[derive(Debug, thiserror::Error)]
pub enum RosterError {
    #[error("the file is no CSV: {0}")]
    Csv(#[from] csv::Error),
    #[error("the first line is \"{found}\"; write \"group,member\"")]
    Header { found: String },
    #[error("line {line}: the group has no name")]
    NoGroup { line: u64 },
    /// It would delete every group, and is a mistake more often than it is meant.
    #[error("the file names no group, so that all groups would be deleted")]
    Empty,
}

/// One line for each member, with the columns `group` and `member`. A group without members has one line
/// with an empty member.
pub fn read(file: impl Read) -> Result<Groups, RosterError> {
    let mut lines = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .comment(Some(b'#'))
        .from_reader(file);
    let header = lines.headers()?;
    if header != ["group", "member"].as_slice() {
        let found = header.iter().collect::<Vec<_>>().join(",");
        return Err(RosterError::Header { found });
    }

    let mut groups = Groups::new();
    for record in lines.records() {
        let record = record?;
        let [group, member] = [&record[0], &record[1]].map(str::to_owned);
        if group.is_empty() {
            let line = record.position().map_or(0, csv::Position::line);
            return Err(RosterError::NoGroup { line });
        }
        let members = groups.entry(group).or_default();
        members.extend((!member.is_empty()).then_some(member));
    }
    if groups.is_empty() {
        return Err(RosterError::Empty);
    }
    Ok(groups)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_one_group_are_put_together() {
        let groups = read("group,member\nops,ada\ndev, ben\nops,ben\nops,ada\nidle,\n".as_bytes());

        let groups = groups.unwrap();
        assert_eq!(groups["ops"], ["ada", "ben"].map(str::to_owned).into());
        assert_eq!(groups["dev"], ["ben".to_owned()].into());
        assert!(groups["idle"].is_empty());
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        for (text, error) in [
            (
                "team,user\n",
                "the first line is \"team,user\"; write \"group,member\"",
            ),
            (
                "group,member\nops,ada\n,ben\n",
                "line 3: the group has no name",
            ),
            (
                "group,member\n",
                "the file names no group, so that all groups would be deleted",
            ),
        ] {
            assert_eq!(read(text.as_bytes()).unwrap_err().to_string(), error);
        }
        let error = read("group,member\nops\n".as_bytes()).unwrap_err();
        assert!(error.to_string().contains("line: 2"), "{error}");
    }
}
