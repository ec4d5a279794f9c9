//! The page on troubleshooting quotes messages as they are. A reader looks for the words that the compiler printed.

use crate::tracked::{File, files, text_of};

const PAGE: &str = "docs/troubleshooting.md";

/// One space between the words, wherever the lines end. A line of a string in a source may end with a backslash, and a
/// quotation mark has one before it.
fn in_one_line(text: &str) -> String {
    text.replace("\\\n", "\n").replace("\\\"", "\"").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What stands in the blocks of plain text of a page: a message each.
fn messages(page: &str) -> Vec<String> {
    page.split("\n```text\n")
        .skip(1)
        .filter_map(|rest| rest.split_once("\n```"))
        .map(|(text, _)| in_one_line(text))
        .collect()
}

/// Whether the file has words that a user may read: it is a source, or what the compiler says to misuse.
fn speaks(file: &File) -> bool {
    file.has_extension("stderr") || file.has_extension("rs") && file.path.contains("src/")
}

/// The messages of the page that nobody says.
fn unsaid(page: &str, files: &[File]) -> Vec<String> {
    let said: Vec<_> = files.iter().filter(|file| speaks(file)).map(|file| in_one_line(&file.text)).collect();
    messages(page).into_iter().filter(|message| !said.iter().any(|text| text.contains(message))).collect()
}

#[test]
fn each_quoted_message_is_said() {
    let Some(files) = files() else { return };
    let page = text_of(&files, PAGE);
    assert!(messages(page).len() > 10, "the messages in {PAGE} can't be read");
    let unsaid = unsaid(page, &files);
    assert!(unsaid.is_empty(), "{PAGE} has messages that nobody says: {unsaid:#?}");
}

#[test]
fn a_message_that_nobody_says_is_found() {
    let file = |path: &str, text: &str| File { path: path.to_owned(), text: text.to_owned() };
    let page =
        "# Page\n\n```text\none\ntwo\n```\n\n```rust\nnone\n```\n\n```text\nthree \"3\"\n```\n\n```text\nfour\n```\n";
    let files = [
        file("tests/ui/a.stderr", "error: one two\n --> a.rs"),
        file("src/lib.rs", "\"three \\\n    \\\"3\\\"\""),
        file("README.md", "four"),
    ];
    assert_eq!(unsaid(page, &files), ["four"]);
}
