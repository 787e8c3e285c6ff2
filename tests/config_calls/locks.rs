//! Code of the program's own runs without any lock of the configuration: it may read, replace and clear it.

use std::cell::Cell;
use std::fmt::{self, Write};
use std::sync::mpsc;
use std::time::Duration;

use reattempt::config::{self, Config, Section};
use reattempt::retry;
use serde::Deserialize;
use serde::de::value::{Error as ValueError, MapDeserializer};
use serde::de::{Deserializer, IntoDeserializer};

use crate::{Turn, apply, attempts};

/// Everything that takes a lock.
fn touch_everything() {
    drop(config::effective().to_string());
    apply("load = { max_attempts = 4, backoff = [0, 1] }");
    config::clear();
    apply("load = { max_attempts = 4, backoff = [0, 2] }");
}

/// Fails instead of hanging for ever.
fn within_a_minute(f: impl FnOnce() + Send + 'static) {
    let (done, is_done) = mpsc::channel();
    std::thread::spawn(move || {
        f();
        done.send(()).unwrap();
    });
    is_done.recv_timeout(Duration::from_secs(60)).unwrap();
}

#[test]
fn a_hook_and_an_error_may_change_the_configuration() {
    struct Touching;

    impl fmt::Display for Touching {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            touch_everything();
            f.write_str("touching")
        }
    }

    #[retry(name = "hooked", backoff = ["0s"], on = [_], on_event = |_event| touch_everything())]
    fn hooked(calls: &Cell<u32>) -> Result<(), Touching> {
        calls.set(calls.get() + 1);
        Err(Touching)
    }

    let _turn = Turn::begin();
    within_a_minute(|| {
        apply("hooked = { max_attempts = 3 }");
        let calls = Cell::new(0);
        // A log that shows the error.
        let log = tracing_subscriber::fmt()
            .with_writer(std::io::sink)
            .finish();
        let result = tracing::subscriber::with_default(log, || hooked(&calls));
        assert!(result.is_err());
        assert_eq!(calls.get(), 3);
    });
}

#[test]
fn a_writer_may_change_what_it_is_shown() {
    struct Touching(String);

    impl Write for Touching {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            if self.0.is_empty() {
                touch_everything();
            }
            self.0.push_str(text);
            Ok(())
        }
    }

    let _turn = Turn::begin();
    within_a_minute(|| {
        apply("load = { max_attempts = 7 }");
        let mut shown = Touching(String::new());
        write!(shown, "{}", config::effective()).unwrap();
        assert!(shown.0.contains("max_attempts = 7"), "{}", shown.0);
        assert_eq!(attempts(), 4);
    });
}

#[test]
fn a_format_may_change_the_configuration_while_a_section_is_read() {
    struct Touching;

    impl<'de> Deserializer<'de> for Touching {
        type Error = ValueError;

        fn deserialize_any<V: serde::de::Visitor<'de>>(
            self,
            visitor: V,
        ) -> Result<V::Value, ValueError> {
            touch_everything();
            visitor.visit_u64(5)
        }

        serde::forward_to_deserialize_any! {
            bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
            unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
        }
    }

    impl IntoDeserializer<'_, ValueError> for Touching {
        type Deserializer = Self;

        fn into_deserializer(self) -> Self {
            self
        }
    }

    let _turn = Turn::begin();
    within_a_minute(|| {
        let settings = MapDeserializer::new([("load", Touching)].into_iter());
        let section = Section::deserialize(settings).unwrap();
        assert!(Config::new().section("settings", section).check().is_err());
    });
}

#[test]
fn threads_that_read_replace_and_clear_do_not_wait_for_each_other_for_ever() {
    let _turn = Turn::begin();
    within_a_minute(|| {
        let threads: Vec<_> = (0..4)
            .map(|_| std::thread::spawn(|| (0..50).for_each(|_| touch_everything())))
            .collect();
        for thread in threads {
            thread.join().unwrap();
        }
    });
}
