//! Durations without a unit, with one that does not exist, negative, overlarge, or out of order.

use reattempt::retry;

enum Error {
    Io,
}

#[retry(initial_delay = 5, max_delay = 2.5, on = [Io])]
fn bare_numbers() -> Result<(), Error> {
    Ok(())
}

#[retry(initial_delay = 100ms, on = [Io])]
fn without_quotes() -> Result<(), Error> {
    Ok(())
}

#[retry(initial_delay = "5", on = [Io])]
fn without_unit() -> Result<(), Error> {
    Ok(())
}

#[retry(initial_delay = "5 sec", max_delay = "1 hour", on = [Io])]
fn other_units() -> Result<(), Error> {
    Ok(())
}

#[retry(initial_delay = "5 parsecs", on = [Io])]
fn no_unit_of_time() -> Result<(), Error> {
    Ok(())
}

#[retry(initial_delay = "-5s", on = [Io])]
fn negative() -> Result<(), Error> {
    Ok(())
}

#[retry(max_delay = "600y", on = [Io])]
fn years() -> Result<(), Error> {
    Ok(())
}

#[retry(max_delay = "300000d", on = [Io])]
fn overlarge() -> Result<(), Error> {
    Ok(())
}

#[retry(max_delay = "", on = [Io])]
fn empty() -> Result<(), Error> {
    Ok(())
}

#[retry(max_delay = "soon", on = [Io])]
fn word() -> Result<(), Error> {
    Ok(())
}

#[retry(max_delay = "1s2m", on = [Io])]
fn units_out_of_order() -> Result<(), Error> {
    Ok(())
}

#[retry(initial_delay = "0.1ns", on = [Io])]
fn finer_than_a_nanosecond() -> Result<(), Error> {
    Ok(())
}

#[retry(initial_delay = true, max_delay = 's', on = [Io])]
fn other_literals() -> Result<(), Error> {
    Ok(())
}

#[retry(initial_delay = "10s", max_delay = "1s", on = [Io])]
fn out_of_order() -> Result<(), Error> {
    Ok(())
}

#[retry(initial_delay = "2m", on = [Io])]
fn above_default_cap() -> Result<(), Error> {
    Ok(())
}

#[retry(max_delay = "100ms", on = [Io])]
fn below_default_first_wait() -> Result<(), Error> {
    Ok(())
}

#[retry(initial_delay = 5 * 2, on = [Io])]
fn number_by_an_expression() -> Result<(), Error> {
    Ok(())
}

fn main() {}
