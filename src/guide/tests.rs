//! The pages are one book: all of them in one order, which the index, the links between pages and the README share.

use std::fs;
use std::path::{Path, PathBuf};

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A page as the index lists it.
struct Page {
    name: String,
    title: String,
    /// From the folder of the guide.
    file: String,
}

fn index() -> Vec<Page> {
    let text = read(&root().join("src/guide/README.md"));
    let page = |line: &str| {
        let (name, title) = line.trim_start().strip_prefix("- [")?.split_once("]: ")?;
        let file = text.lines().find_map(|line| {
            let definition = line.strip_prefix('[')?.strip_prefix(name)?;
            definition.strip_prefix("]: ")
        });
        Some(Page {
            name: name.to_owned(),
            title: title.to_owned(),
            file: file.expect("a definition of the link").to_owned(),
        })
    };
    text.lines().filter_map(page).collect()
}

#[test]
fn each_page_leads_to_the_one_before_and_the_one_after() {
    let pages = index();
    assert!(pages.len() > 20, "{} pages", pages.len());
    for (position, page) in pages.iter().enumerate() {
        let mut links = Vec::new();
        if let Some(previous) = position.checked_sub(1) {
            links.push(format!("Previous: [{}]", pages[previous].name));
        }
        if let Some(next) = pages.get(position + 1) {
            links.push(format!("Next: [{}]", next.name));
        }
        links.push("[All pages][guide]".to_owned());
        let text = read(&root().join("src/guide").join(&page.file));
        let line = links.join(" · ");
        assert!(
            text.lines().any(|found| found == line),
            "{}: {line}",
            page.file
        );
    }
}

#[test]
fn each_link_between_pages_leads_to_a_file_and_to_a_module() {
    let guide = root().join("src/guide");
    let modules = read(&guide.join("links.md"));
    for page in index() {
        let path = guide.join(&page.file);
        let text = read(&path);
        let definitions = text.lines().filter_map(|line| {
            let (name, target) = line.strip_prefix('[')?.split_once("]: ")?;
            (!name.contains(']')).then_some((name, target))
        });
        for (name, target) in definitions {
            let target = path.parent().unwrap().join(target);
            assert!(target.is_file(), "{}: [{name}]", page.file);
            assert!(
                modules.contains(&format!("[{name}]: crate::guide")),
                "{}: [{name}]",
                page.file
            );
        }
    }
}

#[test]
fn each_page_is_a_module() {
    let modules = read(&root().join("src/guide/mod.rs"));
    for page in index() {
        assert!(
            modules.contains(&format!("include_str!(\"{}\")", page.file)),
            "{}",
            page.file
        );
    }
}

#[test]
fn the_readme_has_a_line_for_each_page_and_at_most_200_lines() {
    let readme = read(&root().join("README.md"));
    let is_chapter = |page: &Page| !page.file.starts_with("moving/") || page.name == "moving";
    let expected: Vec<String> = index()
        .into_iter()
        .filter(is_chapter)
        .map(|page| format!("1. [{}]: {}", page.name, page.title))
        .collect();
    let listed: Vec<&str> = readme
        .lines()
        .filter(|line| line.starts_with("1. ["))
        .collect();
    assert_eq!(listed, expected);
    assert!(readme.lines().count() <= 200);
}

#[test]
fn each_row_of_a_table_has_as_many_cells_as_its_head() {
    for page in index() {
        let text = read(&root().join("src/guide").join(&page.file));
        let mut head = None;
        for line in text.lines() {
            if !line.starts_with('|') {
                head = None;
                continue;
            }
            let cells = line.replace(r"\|", "").matches('|').count();
            assert_eq!(*head.get_or_insert(cells), cells, "{}: {line}", page.file);
        }
    }
}
