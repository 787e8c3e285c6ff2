//! How many items an iterator has left.

/// A number of items, or no end of them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Countdown(Option<u32>);

impl From<Option<u32>> for Countdown {
    /// `None` is without end.
    fn from(left: Option<u32>) -> Self {
        Self(left)
    }
}

impl Countdown {
    /// `None` at the end, and from then on.
    pub(super) fn take_one(&mut self) -> Option<()> {
        if let Some(left) = &mut self.0 {
            *left = left.checked_sub(1)?;
        }
        Some(())
    }

    /// As [`Iterator::size_hint`] wants it.
    pub(super) fn size_hint(self) -> (usize, Option<usize>) {
        match self.0.map(usize::try_from) {
            Some(Ok(left)) => (left, Some(left)),
            Some(Err(_)) | None => (usize::MAX, None),
        }
    }
}
