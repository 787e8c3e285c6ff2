//! What there is to do: the difference between what is wanted and what is there.

use std::collections::BTreeSet;
use std::fmt;

use crate::roster::Groups;

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Plan {
    pub create_users: BTreeSet<String>,
    pub create_groups: Groups,
    pub update_groups: Groups,
    pub delete_groups: BTreeSet<String>,
    pub unchanged_groups: usize,
}

impl Plan {
    pub fn new(wanted: Groups, users: &BTreeSet<String>, groups: &Groups) -> Self {
        let mut plan = Self::default();
        let members = wanted.values().flatten();
        plan.create_users = members
            .filter(|user| !users.contains(*user))
            .cloned()
            .collect();
        let unwanted = groups.keys().filter(|group| !wanted.contains_key(*group));
        plan.delete_groups = unwanted.cloned().collect();
        for (group, members) in wanted {
            match groups.get(&group) {
                None => _ = plan.create_groups.insert(group, members),
                Some(present) if *present == members => plan.unchanged_groups += 1,
                Some(_) => _ = plan.update_groups.insert(group, members),
            }
        }
        plan
    }
}

/// One line for each thing to do.
impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for user in &self.create_users {
            writeln!(f, "create user  {user}")?;
        }
        for (group, members) in &self.create_groups {
            writeln!(f, "create group {group} ({} members)", members.len())?;
        }
        for (group, members) in &self.update_groups {
            writeln!(f, "update group {group} ({} members)", members.len())?;
        }
        for group in &self.delete_groups {
            writeln!(f, "delete group {group}")?;
        }
        write!(f, "{} groups stay as they are", self.unchanged_groups)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roster;

    fn groups(lines: &str) -> Groups {
        roster::read(format!("group,member\n{lines}").as_bytes()).unwrap()
    }

    #[test]
    fn only_what_differs_is_done() {
        let users = ["ada".to_owned()].into();
        let present = groups("same,ada\nmore,ada\ngone,ada\n");
        let wanted = groups("same,ada\nmore,ada\nmore,ben\nnew,cem\n");

        let plan = Plan::new(wanted, &users, &present);

        assert_eq!(
            plan.to_string(),
            "create user  ben\ncreate user  cem\ncreate group new (1 members)\n\
             update group more (2 members)\ndelete group gone\n1 groups stay as they are"
        );
    }

    #[test]
    fn nothing_is_to_do_where_all_is_as_wanted() {
        let wanted = groups("ops,ada\nidle,\n");
        let plan = Plan::new(wanted.clone(), &["ada".to_owned()].into(), &wanted);

        assert_eq!(
            plan,
            Plan {
                unchanged_groups: 2,
                ..Plan::default()
            }
        );
    }
}
