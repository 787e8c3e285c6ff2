//! What nested scopes add to each other instead of replacing it.

use std::sync::Arc;

/// Values of the scopes around a call, those of the innermost first.
#[derive(Debug)]
pub(crate) struct Layers<T: ?Sized>(Option<Arc<[Arc<T>]>>);

impl<T: ?Sized> Layers<T> {
    pub(crate) const fn new() -> Self {
        Self(None)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Arc<T>> {
        self.0.iter().flat_map(|values| values.iter())
    }

    /// Puts `value` in front, as the innermost.
    pub(crate) fn push(&mut self, value: Arc<T>) {
        let innermost = Self(Some(Arc::new([value])));
        *self = innermost.inside(self);
    }

    /// Those of an inner scope, then those of the one around it. What is in both, because a scope was
    /// entered twice, is there once.
    pub(crate) fn inside(self, outer: &Self) -> Self {
        if self.is_empty() || outer.is_empty() {
            return if self.is_empty() { outer.clone() } else { self };
        }
        let is_inner = |value: &Arc<T>| self.iter().any(|inner| Arc::ptr_eq(inner, value));
        let added: Vec<_> = outer.iter().filter(|value| !is_inner(value)).collect();
        if added.is_empty() {
            return self;
        }
        Self(Some(self.iter().chain(added).cloned().collect()))
    }
}

impl<T: ?Sized> Clone for Layers<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T: ?Sized> Default for Layers<T> {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layers(values: &[&Arc<str>]) -> Layers<str> {
        let mut layers = Layers::new();
        for value in values {
            layers.push(Arc::clone(value));
        }
        layers
    }

    #[test]
    fn the_innermost_is_first_and_none_is_there_twice() {
        let [a, b, c]: [Arc<str>; 3] = ["a", "b", "c"].map(Arc::from);
        for (inner, outer, expected) in [
            (layers(&[]), layers(&[]), ""),
            (layers(&[&a, &b]), layers(&[]), "ba"),
            (layers(&[]), layers(&[&a, &b]), "ba"),
            (layers(&[&c]), layers(&[&a, &b]), "cba"),
            (layers(&[&a]), layers(&[&a, &b]), "ab"),
            (layers(&[&a, &b]), layers(&[&b]), "ba"),
        ] {
            let merged = inner.inside(&outer);
            assert_eq!(
                merged.iter().map(|value| &**value).collect::<String>(),
                expected
            );
        }
    }
}
