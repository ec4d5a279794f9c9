//! The unified difference of a file, for `git apply` and `patch`.

use std::fmt::Write as _;

use similar::TextDiff;

/// The difference of a file of this name. Nothing if there is none.
///
/// Lines end with a line feed and nothing else, as for those two: a lone carriage return is a part of its line.
pub(super) fn difference(name: &str, old: &str, new: &str) -> String {
    let lines = |text| str::split_inclusive(text, '\n').collect::<Vec<_>>();
    let (old, new) = (lines(old), lines(new));
    let difference = TextDiff::configure().diff_slices(&old, &new);
    // Where a name has spaces in it, `patch` needs a tab to see its end.
    let tab = if name.contains(' ') { "\t" } else { "" };
    let mut text = String::new();
    for hunk in difference.unified_diff().iter_hunks() {
        if text.is_empty() {
            let _ = writeln!(text, "--- a/{name}{tab}\n+++ b/{name}{tab}");
        }
        let _ = writeln!(text, "{}", hunk.header());
        for change in hunk.iter_changes() {
            let end = if change.value().ends_with('\n') { "" } else { "\n\\ No newline at end of file\n" };
            let _ = write!(text, "{}{}{end}", change.tag(), change.value());
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::difference;

    #[test]
    fn only_a_line_feed_ends_a_line() {
        let expected = "--- a/a b\t\n+++ b/a b\t\n@@ -1,2 +1,2 @@\n-1\r\r\n+0\n 2\r\n\\ No newline at end of file\n";
        assert_eq!(difference("a b", "1\r\r\n2\r", "0\n2\r"), expected);
        assert_eq!(difference("a", "1\r", "1\r"), "");
    }
}
