//! A run: looks, plans, and does what the plan says.

use std::collections::BTreeSet;

use futures_util::{StreamExt, stream};

use crate::api::{Api, ApiError};
use crate::plan::Plan;
use crate::roster::Groups;
use crate::summary::Summary;
use crate::users::{Created, Users};

/// How many users are created at a time.
const AT_A_TIME: usize = 8;

/// Looks at what is there. Not retried: nothing has been done yet, so the run may simply begin again.
pub async fn plan(wanted: Groups, api: &Api) -> Result<Plan, ApiError> {
    let users = api.users().await?;
    let groups = api.groups().await?;
    Ok(Plan::new(wanted, &users, &groups))
}

/// Does all that can be done; what could not is in the summary, and done by the next run.
pub async fn apply(plan: Plan, users: &Users, api: &Api) -> Summary {
    let mut summary = Summary::default();
    let failed = create_users(plan.create_users, users, &mut summary).await;
    summary.retries = users.retries();
    summary.groups.unchanged = plan.unchanged_groups;

    for (group, members) in &plan.create_groups {
        if members.is_disjoint(&failed) {
            let result = api.create_group(group, members).await;
            summary.groups.created += summary.done(group, result);
        } else {
            summary.groups.skipped += 1;
        }
    }
    for (group, members) in &plan.update_groups {
        if members.is_disjoint(&failed) {
            let result = api.update_group(group, members).await;
            summary.groups.updated += summary.done(group, result);
        } else {
            summary.groups.skipped += 1;
        }
    }
    for group in &plan.delete_groups {
        let result = api.delete_group(group).await;
        summary.groups.deleted += summary.done(group, result);
    }
    summary
}

/// Those that could not be created.
async fn create_users(
    names: BTreeSet<String>,
    users: &Users,
    summary: &mut Summary,
) -> BTreeSet<String> {
    let create = async |name: String| (users.create(&name).await, name);
    let mut created = stream::iter(names).map(create).buffer_unordered(AT_A_TIME);

    let mut failed = BTreeSet::new();
    while let Some((result, name)) = created.next().await {
        match result {
            Ok(Created::Now) => summary.users.created += 1,
            Ok(Created::Before) => summary.users.existed += 1,
            Err(error) => {
                summary.users.failed += 1;
                summary.failures.add(&name, error.error());
                failed.insert(name);
            }
        }
    }
    failed
}

impl Summary {
    /// How many groups that makes: one or none.
    fn done(&mut self, group: &str, result: Result<(), ApiError>) -> usize {
        match result {
            Ok(()) => 1,
            Err(error) => {
                self.groups.failed += 1;
                self.failures.add(group, Some(&error));
                0
            }
        }
    }
}
