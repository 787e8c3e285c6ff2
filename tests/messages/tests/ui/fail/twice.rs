//! Two attributes on one function, whose attempts would multiply.

use reattempt::retry;
use reattempt::retry as again;
use reattempt::retry as once_more;

#[retry(max_attempts = 4, on = [_])]
#[retry(max_attempts = 3, on = [_])]
fn twice() -> Result<(), ()> {
    Err(())
}

#[retry]
#[doc = "below"]
#[reattempt::retry]
async fn by_path() -> std::io::Result<()> {
    Ok(())
}

#[cfg_attr(all(), retry)]
#[cfg_attr(all(), reattempt::retry(max_attempts = 2))]
fn both_behind_a_condition() -> std::io::Result<()> {
    Ok(())
}

#[retry]
#[again(max_attempts = 3)]
fn renamed() -> std::io::Result<()> {
    Ok(())
}

#[again]
#[once_more]
async fn both_renamed() -> std::io::Result<()> {
    Ok(())
}

#[retry(max_attempts = 2, max_elapsed = "1s", attempt = this)]
#[inline]
#[again]
fn renamed_below_options() -> std::io::Result<()> {
    this.number();
    Ok(())
}

struct Pages;

impl Pages {
    #[retry]
    #[again]
    fn renamed_on_a_future(&self) -> impl Future<Output = std::io::Result<()>> {
        async move { Ok(()) }
    }

    #[retry]
    #[tracing::instrument(skip_all)]
    #[again]
    async fn with_another_between(&self) -> std::io::Result<()> {
        Ok(())
    }
}

#[again]
#[retry]
fn renamed_above() -> std::io::Result<()> {
    Ok(())
}

fn main() {}
