use reattempt::retry;
use std::io;
use std::pin::Pin;

struct Pages(Vec<String>);

impl Pages {
    #[retry]
    fn by_value(mut self) -> io::Result<String> {
        self.0.pop().ok_or(io::ErrorKind::TimedOut.into())
    }

    #[retry]
    async fn boxed(mut self: Box<Self>) -> io::Result<String> {
        self.0.pop().ok_or(io::ErrorKind::TimedOut.into())
    }

    #[retry]
    fn behind_a_reference(mut self: Pin<&mut Self>) -> io::Result<String> {
        self.0.pop().ok_or(io::ErrorKind::TimedOut.into())
    }
}

fn main() {}
