//! A server with a bounded queue that is slower the more waits in it.

use std::{
    io,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    time::Duration,
};

use tokio::{
    io::AsyncWriteExt,
    net::{TcpListener, TcpStream},
    sync::{Mutex, mpsc},
    time::sleep,
};

const WORKERS: u32 = 8;
const QUEUE: usize = 180;

/// What a worker needs for a request: 8 of them answer 800 a second.
const SERVICE: Duration = Duration::from_millis(10);
/// By how much that grows until the queue is full: then they answer 530 a second.
const SLOWDOWN: f64 = 0.5;
/// How much slower everything is during the fault.
const FAULT: f64 = 10.0;

/// A connection is a request, and a byte is the answer to it.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    faulty: Arc<AtomicBool>,
}

impl Server {
    pub(crate) async fn start() -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let faulty = Arc::new(AtomicBool::new(false));
        let (sender, receiver) = mpsc::channel(QUEUE);
        let queue = Arc::new(Mutex::new(receiver));
        for _ in 0..WORKERS {
            tokio::spawn(work(Arc::clone(&queue), Arc::clone(&faulty)));
        }
        tokio::spawn(accept(listener, sender));
        Ok(Self { address, faulty })
    }

    pub(crate) fn set_faulty(&self, faulty: bool) {
        self.faulty.store(faulty, Relaxed);
    }
}

async fn accept(listener: TcpListener, queue: mpsc::Sender<TcpStream>) {
    while let Ok((request, _)) = listener.accept().await {
        // Where there is no room the connection is closed.
        let _ = queue.try_send(request);
    }
}

async fn work(queue: Arc<Mutex<mpsc::Receiver<TcpStream>>>, faulty: Arc<AtomicBool>) {
    loop {
        let mut queue = queue.lock().await;
        let Some(mut request) = queue.recv().await else {
            return;
        };
        let waiting = queue.len();
        drop(queue);
        sleep(service_time(waiting, faulty.load(Relaxed))).await;
        // A client that has given up does not get it. The work was done all the same.
        let _ = request.write_all(b"!").await;
    }
}

#[expect(clippy::cast_precision_loss, reason = "a few hundred")]
fn service_time(waiting: usize, faulty: bool) -> Duration {
    let load = waiting as f64 / QUEUE as f64;
    let fault = if faulty { FAULT } else { 1.0 };
    SERVICE.mul_f64((1.0 + SLOWDOWN * load) * fault)
}
