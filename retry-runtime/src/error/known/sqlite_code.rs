//! The result codes of `SQLite`, of whatever client.

use crate::error::class::Class;

/// The class of a result code of `SQLite`, be it a primary or an extended one: as listed in
/// [`classify`](crate::classify).
///
/// For clients without a feature here, such as another version of `rusqlite`, whose errors have the code as
/// `error.sqlite_error()?.extended_code`.
///
/// ```
/// # use reattempt_runtime as reattempt;
/// use reattempt::Class;
/// use reattempt::classify::sqlite_code;
///
/// // `SQLITE_BUSY_SNAPSHOT` and `SQLITE_CONSTRAINT_UNIQUE`.
/// assert_eq!(sqlite_code(517), Class::Transient);
/// assert_eq!(sqlite_code(2067), Class::Permanent);
/// ```
///
/// Codes: [SQLite, result codes](https://www.sqlite.org/rescode.html).
pub fn sqlite_code(code: i32) -> Class {
    const BUSY: i32 = 5;
    const LOCKED: i32 = 6;
    const PROTOCOL: i32 = 15;
    // The low byte is the primary code; what is above it tells more.
    match code & 0xff {
        BUSY | LOCKED | PROTOCOL => Class::Transient,
        _ => Class::Permanent,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extended_codes_count_as_their_primary_one() {
        // Of `SQLITE_BUSY`: `RECOVERY`, `SNAPSHOT`, `TIMEOUT`; of `SQLITE_LOCKED`: `SHAREDCACHE`, `VTAB`.
        for code in [5, 261, 517, 773, 6, 262, 518, 15] {
            assert_eq!(sqlite_code(code), Class::Transient, "{code}");
        }
        // `ERROR`, `READONLY`, `INTERRUPT`, `IOERR`, `CORRUPT`, `FULL`, `CANTOPEN`, `CONSTRAINT` and one of its own.
        for code in [0, 1, 8, 9, 10, 11, 13, 14, 19, 2067, 1555, 8714, -5] {
            assert_eq!(sqlite_code(code), Class::Permanent, "{code}");
        }
    }
}
