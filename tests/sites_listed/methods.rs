//! Methods of types and of traits.

use std::sync::Arc;

use crate::*;

pub(super) struct Shop<T>(T);

impl<T> Shop<T> {
    #[retry]
    fn by_ref(&self) -> Result {
        Ok(())
    }

    #[retry]
    async fn by_mut(&mut self) -> Result {
        Ok(())
    }

    #[retry]
    async fn by_arc(self: Arc<Self>) -> Result {
        Ok(())
    }
}

trait Load {
    #[retry]
    fn provided(&self) -> Result {
        Ok(())
    }

    fn implemented(&self) -> Result;
}

impl<T> Load for Shop<T> {
    #[retry]
    fn implemented(&self) -> Result {
        Ok(())
    }
}

#[async_trait::async_trait]
trait AsyncLoad {
    #[retry]
    async fn provided_async(&self) -> Result {
        Ok(())
    }

    async fn implemented_async(&self) -> Result;
}

#[async_trait::async_trait]
impl<T: Sync> AsyncLoad for Shop<T> {
    #[retry]
    async fn implemented_async(&self) -> Result {
        Ok(())
    }
}

#[test]
fn methods_of_types_that_are_never_made_are_listed_once() {
    assert_listed_once(
        "sites_listed::methods",
        &["by_ref", "by_mut", "by_arc", "provided", "implemented"],
    );
    assert_listed_once(
        "sites_listed::methods",
        &["provided_async", "implemented_async"],
    );
}
