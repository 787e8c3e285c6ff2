// Lives here: the pages of the guide, text alone, built only for the documentation. Uses nothing.
#![doc = include_str!("links.md")]
#![doc = include_str!("README.md")]
// Each page links to the others as files, for those who read it as one. Of two definitions of a link the first counts.

#[doc = include_str!("links.md")]
#[doc = include_str!("classification.md")]
pub mod classification {}

#[doc = include_str!("links.md")]
#[doc = include_str!("idempotency.md")]
pub mod idempotency {}

#[doc = include_str!("links.md")]
#[doc = include_str!("limits.md")]
pub mod limits {}

#[doc = include_str!("links.md")]
#[doc = include_str!("expansion.md")]
pub mod expansion {}

#[doc = include_str!("links.md")]
#[doc = include_str!("attributes.md")]
pub mod attributes {}

#[doc = include_str!("links.md")]
#[doc = include_str!("without-attribute.md")]
pub mod without_attribute {}

#[doc = include_str!("links.md")]
#[doc = include_str!("connections.md")]
pub mod connections {}

#[doc = include_str!("links.md")]
#[doc = include_str!("token.md")]
pub mod token {}

#[doc = include_str!("links.md")]
#[doc = include_str!("runtimes.md")]
pub mod runtimes {}

#[doc = include_str!("links.md")]
#[doc = include_str!("protection.md")]
pub mod protection {}

#[doc = include_str!("links.md")]
#[doc = include_str!("per-host.md")]
pub mod per_host {}

#[doc = include_str!("links.md")]
#[doc = include_str!("nested.md")]
pub mod nested {}

#[doc = include_str!("links.md")]
#[doc = include_str!("order.md")]
pub mod order {}

#[doc = include_str!("links.md")]
#[doc = include_str!("shutdown.md")]
pub mod shutdown {}

#[doc = include_str!("links.md")]
#[doc = include_str!("log.md")]
pub mod log {}

#[doc = include_str!("links.md")]
#[doc = include_str!("observing.md")]
pub mod observing {}

#[doc = include_str!("links.md")]
#[doc = include_str!("operating.md")]
pub mod operating {}

#[doc = include_str!("links.md")]
#[doc = include_str!("configuration.md")]
pub mod configuration {}

#[doc = include_str!("links.md")]
#[doc = include_str!("runtime-policies.md")]
pub mod runtime_policies {}

#[doc = include_str!("links.md")]
#[doc = include_str!("testing.md")]
pub mod testing {}

#[doc = include_str!("links.md")]
#[doc = include_str!("one-system.md")]
pub mod one_system {}

#[doc = include_str!("links.md")]
#[doc = include_str!("moving/README.md")]
pub mod moving {
    #[doc = include_str!("links.md")]
    #[doc = include_str!("moving/from-backoff.md")]
    pub mod from_backoff {}

    #[doc = include_str!("links.md")]
    #[doc = include_str!("moving/from-backon.md")]
    pub mod from_backon {}

    #[doc = include_str!("links.md")]
    #[doc = include_str!("moving/from-tokio-retry.md")]
    pub mod from_tokio_retry {}

    #[doc = include_str!("links.md")]
    #[doc = include_str!("moving/from-retry.md")]
    pub mod from_retry {}

    #[doc = include_str!("links.md")]
    #[doc = include_str!("moving/from-tower-and-reqwest.md")]
    pub mod from_tower_and_reqwest {}

    #[doc = include_str!("links.md")]
    #[doc = include_str!("moving/from-tenacity-and-stamina.md")]
    pub mod from_tenacity_and_stamina {}

    #[doc = include_str!("links.md")]
    #[doc = include_str!("moving/from-spring-and-resilience4j.md")]
    pub mod from_spring_and_resilience4j {}

    #[doc = include_str!("links.md")]
    #[doc = include_str!("moving/from-polly.md")]
    pub mod from_polly {}
}

#[cfg(test)]
mod tests;
