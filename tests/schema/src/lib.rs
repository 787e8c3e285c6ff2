//! Has tests alone: the validator of schemas is as large as the rest of the tests' dependencies.
