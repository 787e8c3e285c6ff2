//! The attribute adds no lint to clean code. Written out by hand, because clippy passes over much
//! of what comes from a `macro_rules!`, such as the table of shapes.

#![allow(dead_code)]

use reattempt::{Interrupted, RetryError, retry};
use std::fmt::Display;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

#[derive(Debug, thiserror::Error)]
enum Error {
    #[error("i/o")]
    Io,
    #[error(transparent)]
    Interrupted(#[from] Interrupted),
}

type Result<T, E = Error> = std::result::Result<T, E>;

fn fail() -> Result<()> {
    Err(Error::Io)
}

mod arguments {
    use super::*;

    #[retry(on = [Io])]
    fn borrowed(name: &str, ids: &[u32]) -> Result<usize> {
        fail()?;
        Ok(name.len() + ids.len())
    }

    #[retry(on = [Io], clone = [name])]
    fn moved(name: String) -> Result<Vec<u8>> {
        fail()?;
        Ok(name.into_bytes())
    }

    #[retry(on = [Io], clone = [name])]
    async fn moved_async(name: String) -> Result<Vec<u8>> {
        fail()?;
        Ok(std::future::ready(name.into_bytes()).await)
    }

    #[retry(on = [Io], clone = [ids])]
    fn mut_moved(mut ids: Vec<u32>) -> Result<Vec<u32>> {
        ids.push(1);
        fail()?;
        Ok(ids)
    }

    #[retry(on = [Io], clone = [ids])]
    fn mut_impl_trait(mut ids: impl Iterator<Item = u32> + Clone) -> Result<u32> {
        let first = ids.next().ok_or(Error::Io)?;
        Ok(first + ids.sum::<u32>())
    }

    #[retry(on = [Io])]
    fn mut_copy(mut left: u32, (mut right, by): (u32, u32)) -> Result<u32> {
        left += by;
        right += by;
        fail()?;
        Ok(left + right)
    }

    #[retry(on = [Io])]
    async fn exclusive(ids: &mut Vec<u32>, _: u32) -> Result<()> {
        ids.push(1);
        fail()
    }
}

mod methods {
    use super::*;

    #[derive(Clone)]
    struct Client {
        ids: Vec<u32>,
    }

    impl Client {
        #[retry(on = [Io])]
        fn by_reference(&self) -> Result<&[u32]> {
            fail()?;
            Ok(&self.ids)
        }

        #[retry(on = [Io])]
        async fn by_reference_async(&self, id: u32) -> Result<Option<&u32>> {
            fail()?;
            Ok(self.ids.iter().find(|own| **own == id))
        }

        #[retry(on = [Io])]
        fn exclusive(&mut self) -> Result<()> {
            self.ids.push(1);
            fail()
        }

        #[retry(on = [Io])]
        async fn shared(self: Arc<Self>) -> Result<usize> {
            fail()?;
            Ok(self.ids.len())
        }

        #[retry(on = [Io])]
        fn consumed(self) -> Result<usize> {
            fail()?;
            Ok(self.ids.len())
        }

        #[retry(on = [Io])]
        fn boxed_future(&self) -> Pin<Box<dyn Future<Output = Result<usize>> + Send + '_>> {
            Box::pin(async move {
                fail()?;
                Ok(self.ids.len())
            })
        }
    }

    #[async_trait::async_trait]
    trait Fetch: Sync {
        async fn fetch(&self, path: &str, tags: Vec<String>) -> Result<usize>;

        #[retry(on = [Io])]
        async fn default_method(&self, path: &str) -> Result<usize> {
            self.fetch(path, Vec::new()).await
        }
    }

    #[async_trait::async_trait]
    impl Fetch for Client {
        #[retry(on = [Io], clone = [tags])]
        async fn fetch(&self, path: &str, tags: Vec<String>) -> Result<usize> {
            fail()?;
            Ok(path.len() + self.ids.len() + tags.into_iter().collect::<String>().len())
        }
    }
}

mod returns {
    use super::*;

    #[retry]
    fn option(ids: &[u32]) -> Option<&u32> {
        let first = ids.first()?;
        ids.get(*first as usize)
    }

    #[retry(on = [_])]
    async fn boxed_error(text: &str) -> Result<u32, Box<dyn std::error::Error + Send + Sync>> {
        let number = text.parse()?;
        Ok(std::future::ready(number).await)
    }

    #[retry(on = [Io])]
    fn impl_trait() -> Result<impl Display> {
        fail()?;
        Ok("value")
    }

    #[retry(on = [Io])]
    fn never() -> Result<std::convert::Infallible> {
        loop {
            fail()?;
        }
    }

    #[retry(on = [Io])]
    async fn unfinished() -> Result<u32> {
        unimplemented!("{}", std::future::ready("later").await)
    }

    #[retry(on = [Io])]
    async fn complex() -> Result<Box<dyn Fn(&str) -> Option<&str> + Send>, Error> {
        fail()?;
        let index = std::future::ready(1).await;
        Ok(Box::new(move |text| text.split('/').nth(index)))
    }

    #[retry(on = [Io])]
    fn reported() -> Result<(), RetryError<Error>> {
        fail()
    }
}

mod options {
    use super::*;

    #[retry(
        max_attempts = limit,
        initial_delay = delay,
        max_elapsed = "1m",
        when = |error| matches!(error, Error::Io),
        until = |value| *value > limit,
        retry_after = |_| None,
        on_event = |_| {},
        attempt = attempt,
    )]
    fn many(limit: u32, delay: Duration) -> Result<u32> {
        fail()?;
        Ok(attempt.number())
    }

    #[retry(on = [Io], attempt_timeout = "1s", attempt = attempt)]
    async fn timed() -> Result<u32> {
        fail()?;
        Ok(std::future::ready(attempt.number()).await)
    }

    /// With documentation.
    #[must_use = "it may have failed"]
    #[tracing::instrument(skip_all)]
    #[retry(on = [Io])]
    fn beside_others(id: u32) -> Result<u32> {
        fail()?;
        Ok(id)
    }
}
