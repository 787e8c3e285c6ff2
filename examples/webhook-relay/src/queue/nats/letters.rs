//! Dead letters: a stream that keeps the last message of each subject, which is one for each delivery.

use std::time::SystemTime;

use async_nats::jetstream::Context;
use async_nats::jetstream::message::StreamMessage;
use async_nats::jetstream::stream::{Config, DiscardPolicy, RawMessageErrorKind, Stream};
use futures_util::stream::{self, StreamExt, TryStreamExt};

use super::{name_of, of_nats, token};
use crate::queue::{Letter, QueueError};

/// Letters that are asked for at the same time.
const AT_ONCE: usize = 32;

pub(in crate::queue) struct Letters {
    name: String,
    jetstream: Context,
    stream: Stream,
}

impl Letters {
    pub(super) async fn open(jetstream: &Context, queue: &str) -> Result<Self, QueueError> {
        let name = format!("{queue}-dead");
        let stream = jetstream.get_or_create_stream(Config {
            name: name.clone(),
            subjects: vec![format!("{name}.*.*")],
            max_messages_per_subject: 1,
            discard: DiscardPolicy::New,
            ..Config::default()
        });
        Ok(Self {
            stream: stream.await.map_err(of_nats)?,
            jetstream: jetstream.clone(),
            name,
        })
    }

    pub(in crate::queue) async fn bury(&self, letter: &Letter) -> Result<(), QueueError> {
        let subject = self.subject(&letter.delivery.webhook, &letter.delivery.id);
        let payload = serde_json::to_vec(letter)?;
        let stored = self.jetstream.publish(subject, payload.into());
        stored.await.map_err(of_nats)?.await.map_err(of_nats)?;
        Ok(())
    }

    pub(in crate::queue) async fn list(
        &self,
        most: u32,
        skip: u32,
    ) -> Result<Vec<Letter>, QueueError> {
        let info = self.stream.info_builder().with_deleted(true).fetch();
        let state = info.await.map_err(of_nats)?.info.state;
        let gone = state.deleted.unwrap_or_default();
        // There is none if the first comes after the last.
        let there = (state.first_sequence..=state.last_sequence).rev();
        let newest = there
            .filter(|sequence| gone.binary_search(sequence).is_err())
            .skip(skip as usize)
            .take(most as usize);
        let letters = stream::iter(newest)
            .map(|sequence| async move {
                match self.stream.get_raw_message(sequence).await {
                    Ok(message) => Ok(Some(letter_in(&message))),
                    Err(error) if error.kind() == RawMessageErrorKind::NoMessageFound => Ok(None),
                    Err(error) => Err(of_nats(error)),
                }
            })
            .buffered(AT_ONCE);
        // Some may be gone meanwhile.
        letters
            .try_filter_map(async |letter| Ok(letter))
            .try_collect()
            .await
    }

    pub(in crate::queue) async fn get(
        &self,
        webhook: &str,
        id: &str,
    ) -> Result<Option<Letter>, QueueError> {
        Ok(self.find(webhook, id).await?.map(|(letter, _)| letter))
    }

    /// Unless it has died again meanwhile.
    pub(in crate::queue) async fn remove(
        &self,
        webhook: &str,
        id: &str,
        died: SystemTime,
    ) -> Result<(), QueueError> {
        match self.find(webhook, id).await? {
            Some((letter, sequence)) if letter.died == died => {
                let Err(error) = self.stream.delete_message(sequence).await else {
                    return Ok(());
                };
                // Somebody else may have driven it again at the same time.
                match self.find(webhook, id).await? {
                    Some((_, there)) if there == sequence => Err(of_nats(error)),
                    _ => Ok(()),
                }
            }
            _ => Ok(()),
        }
    }

    pub(super) async fn count(&self) -> Result<i64, QueueError> {
        let info = self.stream.get_info().await.map_err(of_nats)?;
        Ok(i64::try_from(info.state.messages).unwrap_or(i64::MAX))
    }

    async fn find(&self, webhook: &str, id: &str) -> Result<Option<(Letter, u64)>, QueueError> {
        let subject = self.subject(webhook, id);
        match self.stream.get_last_raw_message_by_subject(&subject).await {
            Ok(message) => Ok(Some((letter_in(&message), message.sequence))),
            Err(error) if error.kind() == RawMessageErrorKind::NoMessageFound => Ok(None),
            Err(error) => Err(of_nats(error)),
        }
    }

    fn subject(&self, webhook: &str, id: &str) -> String {
        format!("{}.{}.{}", self.name, token(webhook), token(id))
    }
}

fn letter_in(message: &StreamMessage) -> Letter {
    let mut tokens = message.subject.rsplit('.').map(name_of);
    let [id, webhook] = [tokens.next(), tokens.next()].map(Option::unwrap_or_default);
    Letter::read(&message.payload, &webhook, &id, message.time.into())
}
