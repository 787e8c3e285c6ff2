//! Takes messages and makes attempts of them: a task for each webhook.

use std::sync::Arc;
use std::time::Duration;

use async_nats::jetstream::{AckKind, Message};
use futures_util::StreamExt;
use futures_util::future::join_all;
use reattempt::Retry;
use tokio::select;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::{interval, sleep, timeout};

use super::deliveries::Received;
use super::{ACK_WAIT, ANSWER_WITHIN, Nats, of_nats};
use crate::queue::{Ended, Fate, Item, Letter, Queue, QueueError, RESTART, Work};

/// Messages that are asked for at the same time. Those that wait for their turn are in hand, and not lost from sight.
const BATCH: usize = 16;

/// How long the server keeps a request for messages.
const ASK_AGAIN: Duration = Duration::from_secs(2);

/// How often a webhook that has no room is looked at.
const INTERVAL: Duration = Duration::from_millis(200);

struct Worker<W> {
    queue: Queue,
    nats: Arc<Nats>,
    work: Arc<W>,
    turns: Semaphore,
    stop: watch::Receiver<bool>,
}

pub(in crate::queue) async fn run<W: Work>(
    queue: &Queue,
    nats: &Arc<Nats>,
    work: Arc<W>,
    most: usize,
    stop: watch::Receiver<bool>,
) {
    let webhooks = work.webhooks();
    let worker = Arc::new(Worker {
        queue: queue.clone(),
        nats: Arc::clone(nats),
        work,
        turns: Semaphore::new(most),
        stop,
    });
    let pulls = webhooks.iter();
    join_all(pulls.map(|webhook| keep_pulling(&worker, webhook))).await;
    // The last answers are on their way. Without them messages are given out again, as by a server that is gone.
    let _sent = timeout(ANSWER_WITHIN, nats.client.flush()).await;
}

/// Until `stop`, and until all that was begun has ended.
async fn keep_pulling<W: Work>(worker: &Arc<Worker<W>>, webhook: &str) {
    let mut stop = worker.stop.clone();
    let mut begun = JoinSet::new();
    let retry = Retry::new(RESTART).name("queue.worker");
    let mut retry = retry.start();
    while !*stop.borrow() {
        let ended = select! {
            ended = pull(worker, webhook, &mut begun) => ended,
            _ = stop.wait_for(|stop| *stop) => break,
        };
        retry.reset_after(Duration::from_mins(1));
        if let Err(error) = ended {
            select! {
                _ = retry.wait_async(Ended(error.to_string())) => {}
                _ = stop.wait_for(|stop| *stop) => {}
            }
        }
    }
    while begun.join_next().await.is_some() {}
}

async fn pull<W: Work>(
    worker: &Arc<Worker<W>>,
    webhook: &str,
    begun: &mut JoinSet<()>,
) -> Result<(), QueueError> {
    let consumer = worker.nats.consumer(webhook).await?;
    loop {
        while begun.try_join_next().is_some() {}
        let room = worker.work.room(webhook);
        if room == 0 || (room == 1 && !begun.is_empty()) {
            sleep(INTERVAL).await;
            continue;
        }
        // Waits for a turn, and leaves it to the first message.
        drop(worker.turns.acquire().await);
        let most = room.min(BATCH).min(worker.turns.available_permits().max(1));
        let batch = consumer.batch().max_messages(most).expires(ASK_AGAIN);
        let mut messages = batch.messages().await.map_err(of_nats)?;
        while let Some(message) = messages.next().await {
            let (worker, message) = (Arc::clone(worker), message.map_err(of_nats)?);
            begun.spawn(async move { worker.take(&message).await });
        }
    }
}

impl<W: Work> Worker<W> {
    /// Says all the while that the message is in hand. One that cannot be settled is given out again.
    async fn take(&self, message: &Message) {
        let settled = select! {
            settled = self.settle(message) => settled,
            never = keep_in_hand(message) => match never {},
        };
        if let Err(error) = settled {
            tracing::warn!(%error, "a message could not be settled, and will be given out again");
        }
    }

    async fn settle(&self, message: &Message) -> Result<(), QueueError> {
        let delivery = match Received::of(message)? {
            Received::Due(Item::Delivery(delivery)) => delivery,
            Received::Due(Item::Letter(letter)) => return self.bury(message, letter).await,
            Received::Early { left } => return again(message, left).await,
        };
        let before = delivery.attempts;
        let Ok(turn) = self.turns.acquire().await else {
            return Ok(());
        };
        let fate = self.work.work(delivery).await;
        drop(turn);
        match fate {
            Fate::Done => end(message, AckKind::Ack).await,
            Fate::Again { delivery, after } if delivery.attempts > before => {
                again(message, after).await
            }
            // No attempt was made and the server has counted one, so a new message takes its place.
            Fate::Again { mut delivery, .. } => {
                delivery.queued += 1;
                self.queue.push(&delivery.into(), Duration::ZERO).await?;
                end(message, AckKind::Ack).await
            }
            Fate::Dead(letter) => self.bury(message, letter).await,
        }
    }

    /// Keeps the message in hand until the letter is on the disk: whoever got it next would make another attempt.
    async fn bury(&self, message: &Message, mut letter: Letter) -> Result<(), QueueError> {
        let mut stop = self.stop.clone();
        while let Err(error) = self.queue.bury_once(&letter).await {
            select! {
                () = sleep(letter.stay()) => {}
                _ = stop.wait_for(|stop| *stop) => return Err(error),
            }
        }
        end(message, AckKind::Term).await
    }
}

async fn again(message: &Message, after: Duration) -> Result<(), QueueError> {
    let nak = message.ack_with(AckKind::Nak(Some(after)));
    nak.await.map_err(of_nats)
}

/// Until the server has it.
async fn end(message: &Message, kind: AckKind) -> Result<(), QueueError> {
    message.double_ack_with(kind).await.map_err(of_nats)
}

async fn keep_in_hand(message: &Message) -> std::convert::Infallible {
    let mut tick = interval(ACK_WAIT / 4);
    tick.tick().await;
    loop {
        tick.tick().await;
        // The connection may be broken: then somebody else gets it, which may be us.
        let _sent = message.ack_with(AckKind::Progress).await;
    }
}
