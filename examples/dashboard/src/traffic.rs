//! Customers of the shop, who never leave.

use std::{
    io,
    sync::{
        Arc,
        mpsc::{self, Receiver},
    },
    thread,
    time::Duration,
};

use tokio::time::sleep;

use crate::{
    fault::Fault,
    shop::{self, Shop},
};

/// Waiting entries of the journal.
const QUEUE: usize = 8;

/// What they search for.
const TERM: &str = r#"<b>hats</b> & "shirts""#;

/// How many customers do each thing.
const CUSTOMERS: u32 = 3;

/// Lets them in. What comes of a call is for the register to tell.
pub(crate) fn start(shop: Shop, fault: &Arc<Fault>) -> io::Result<()> {
    let shop = Arc::new(shop);
    repeat(&shop, |shop| async move { drop(shop::price(&shop).await) });
    repeat(&shop, |shop| async move { drop(shop::stock(&shop).await) });
    repeat(&shop, |shop| async move {
        drop(shop::search(&shop, TERM).await);
    });
    repeat(&shop, |shop| async move { drop(shop::charge(&shop).await) });
    repeat(&shop, |shop| async move { drop(shop::report(&shop).await) });

    let (journal, entries) = mpsc::sync_channel(QUEUE);
    let fault = Arc::clone(fault);
    thread::Builder::new().spawn(move || {
        loop {
            let _ = shop::note(&journal, "somebody came in");
            thread::sleep(Duration::from_millis(20));
        }
    })?;
    thread::Builder::new().spawn(move || store(&entries, &fault))?;
    Ok(())
}

/// Makes a call again and again, each time a moment after it has ended.
fn repeat<F>(shop: &Arc<Shop>, call: impl Fn(Arc<Shop>) -> F + Copy + Send + 'static)
where
    F: Future<Output = ()> + Send,
{
    for _ in 0..CUSTOMERS {
        let shop = Arc::clone(shop);
        tokio::spawn(async move {
            loop {
                sleep(Duration::from_millis(rand::random_range(50..150))).await;
                call(Arc::clone(&shop)).await;
            }
        });
    }
}

/// Takes entries out of the journal, slowly while there is a fault.
fn store(entries: &Receiver<&str>, fault: &Fault) {
    for _entry in entries {
        let time = if fault.is_on() { 80 } else { 10 };
        thread::sleep(Duration::from_millis(time));
    }
}
