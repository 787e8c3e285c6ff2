use crate::error::CallError;

/// Knows one code of the database, and waits for nothing.
pub async fn call<T>(mut once: impl AsyncFnMut() -> Result<T, CallError>) -> Result<T, CallError> {
    let mut tries = 0;
    let mut result = once().await;
    while let Err(CallError::Database(sqlx::Error::Database(error))) = &result {
        if error.code().as_deref() != Some("40001") {
            break;
        }
        tries += 1;
        if tries == 5 {
            break;
        }
        result = once().await;
    }
    result
}
