//! Files: each check reads them anew.

use crate::attempts;
use reattempt::config::Config;

#[test]
fn files_are_read_anew_by_each_check_and_by_their_extension() {
    let directory = std::env::temp_dir().join(format!("reattempt-{}", std::process::id()));
    std::fs::create_dir_all(&directory).unwrap();
    let (toml, json) = (directory.join("a.toml"), directory.join("b.json"));
    let config = Config::new().file(&toml).optional_file(&json);

    std::fs::write(&toml, "\"*\" = { max_attempts = 5 }").unwrap();
    assert_eq!(attempts(&config, "poll"), Some(5));
    std::fs::write(&json, r#"{ "poll": { "max_attempts": 6 } }"#).unwrap();
    assert_eq!(attempts(&config, "poll"), Some(6));
    std::fs::write(&json, "").unwrap();
    assert!(
        config
            .check()
            .unwrap_err()
            .to_string()
            .contains("b.json: line 1, column 0: EOF")
    );

    std::fs::remove_dir_all(&directory).unwrap();
    let missing = config.check().unwrap_err();
    assert_eq!(missing.problems().len(), 1);
    assert!(
        missing.to_string().contains("a.toml: cannot be read: "),
        "{missing}"
    );
}
