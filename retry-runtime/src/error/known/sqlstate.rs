//! `SQLSTATE`, the five characters that say what went wrong in a database.

use crate::error::class::Class;

/// The class of a `SQLSTATE`, as `PostgreSQL` and other databases report it: as listed in
/// [`classify`](crate::classify).
///
/// Codes: [PostgreSQL, appendix A](https://www.postgresql.org/docs/current/errcodes-appendix.html).
pub fn sqlstate(code: &str) -> Class {
    match code {
        "40001" | "40P01" | "55P03" | "57P01" | "57P02" | "57P03" | "57P05" | "25P04" => {
            Class::Transient
        }
        "53300" | "53400" => Class::Throttled,
        "08P01" => Class::Permanent,
        _ if code.len() == 5 && code.starts_with("08") => Class::Transient,
        _ => Class::Permanent,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_their_class() {
        let transient = [
            "40001", "40P01", "55P03", "57P01", "57P02", "57P03", "57P05", "25P04", "08000",
            "08001", "08003", "08004", "08006", "08007",
        ];
        let throttled = ["53300", "53400"];
        let permanent = [
            "08P01", "0A000", "22012", "23505", "28P01", "3D000", "42P01", "57014", "25P02",
            "53100", "XX000", "00000", "08", "", "5",
        ];
        for (codes, class) in [
            (&transient[..], Class::Transient),
            (&throttled[..], Class::Throttled),
            (&permanent[..], Class::Permanent),
        ] {
            for code in codes {
                assert_eq!(sqlstate(code), class, "{code}");
            }
        }
    }
}
