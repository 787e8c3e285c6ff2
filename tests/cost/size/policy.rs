//! A policy.

use reattempt::Policy;

#[test]
fn a_policy_is_small() {
    assert!(size_of::<Policy>() <= 96, "{}", size_of::<Policy>());
}

#[test]
#[cfg(target_os = "linux")]
fn a_policy_is_read_only_data() {
    static POLICY: Policy = Policy::new();
    let address = std::ptr::from_ref(&POLICY).addr();

    let mappings = std::fs::read_to_string("/proc/self/maps").unwrap();
    let permissions = mappings.lines().find_map(|line| {
        // 7f0c5a000000-7f0c5a021000 r--p ..
        let (range, rest) = line.split_once(' ')?;
        let (start, end) = range.split_once('-')?;
        let start = usize::from_str_radix(start, 16).ok()?;
        let end = usize::from_str_radix(end, 16).ok()?;
        (start..end).contains(&address).then_some(rest)
    });
    assert!(permissions.unwrap().starts_with("r--"), "{permissions:?}");
}
