//! How much code the retries of the six calls are: the loops, and the functions with the attribute.

/// Old and new of each.
pub const FILES: [(&str, &str, &str); 6] = [
    (
        "api",
        include_str!("old/api.rs"),
        include_str!("clients/api.rs"),
    ),
    (
        "llm",
        include_str!("old/llm.rs"),
        include_str!("clients/llm.rs"),
    ),
    (
        "agent",
        include_str!("old/agent.rs"),
        include_str!("clients/agent.rs"),
    ),
    (
        "database",
        include_str!("old/database.rs"),
        include_str!("clients/database.rs"),
    ),
    (
        "files",
        include_str!("old/files.rs"),
        include_str!("clients/files.rs"),
    ),
    (
        "websocket",
        include_str!("old/socket.rs"),
        include_str!("clients/socket.rs"),
    ),
];

/// Everything in the file but imports, comments and blank lines.
pub fn of_loop(file: &str) -> usize {
    let is_code = |line: &&str| {
        let line = line.trim();
        !(line.is_empty()
            || line.starts_with("//")
            || line.starts_with("use ")
            || line.starts_with("#!["))
    };
    file.lines().filter(is_code).count()
}

/// From `#[retry(` to the end of the function, and the policy.
pub fn of_attribute(file: &str) -> usize {
    let part = |first: &str, last: &str| {
        let lines = file.lines().skip_while(|line| !line.starts_with(first));
        lines.take_while(|line| *line != last).count() + 1
    };
    part("pub const POLICY", "    .build();") + part("    #[retry(", "    }")
}
