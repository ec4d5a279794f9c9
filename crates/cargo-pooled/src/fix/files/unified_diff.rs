//! The unified difference of a file, for `git apply` and `patch`.

use std::fmt::Write as _;

use similar::TextDiff;

/// The difference of a file of this name; empty if there is none.
///
/// For `git apply` and `patch` a line ends with a line feed and with nothing else. So it does here: a lone carriage
/// return is a part of its line.
pub(super) fn unified_diff(name: &str, old: &str, new: &str) -> String {
    let lines = |text| str::split_inclusive(text, '\n').collect::<Vec<_>>();
    let (old, new) = (lines(old), lines(new));
    let difference = TextDiff::configure().diff_slices(&old, &new);
    // `patch` needs a tab to see the end of a name with spaces.
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
    use super::unified_diff;

    #[test]
    fn only_a_line_feed_ends_a_line() {
        let expected = "--- a/a b\t\n+++ b/a b\t\n@@ -1,2 +1,2 @@\n-1\r\r\n+0\n 2\r\n\\ No newline at end of file\n";
        assert_eq!(unified_diff("a b", "1\r\r\n2\r", "0\n2\r"), expected);
        assert_eq!(unified_diff("a", "1\r", "1\r"), "");
    }
}
