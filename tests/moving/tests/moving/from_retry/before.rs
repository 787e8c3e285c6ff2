use retry::delay::Exponential;
use retry::{OperationResult, retry};

use crate::server::{ApiError, Server};

pub(crate) fn load(server: &Server) -> Result<String, retry::Error<ApiError>> {
    let delays = Exponential::from_millis(1).take(4);
    retry(delays, || match server.get_blocking() {
        Ok(page) => OperationResult::Ok(page),
        Err(error @ ApiError::NotFound) => OperationResult::Err(error),
        Err(error) => OperationResult::Retry(error),
    })
}
