//! Breaks text into lines that are no longer than the lines of the sources.

/// The longest line, in characters.
pub(super) const WIDTH: usize = 120;

/// A paragraph in lines.
pub(super) fn paragraph(text: &str) -> String {
    fill(text, "")
}

/// An item of a list in lines. `text` has no mark of its own.
pub(super) fn item(text: &str) -> String {
    fill(&format!("- {text}"), "  ")
}

/// Each line after the first starts with `indent`. A piece that is too long for any line has a line of its own.
fn fill(text: &str, indent: &str) -> String {
    let mut lines = String::new();
    let mut width = 0;
    for piece in pieces(text) {
        let length = piece.chars().count();
        if width == 0 {
            width = length;
        } else if width + 1 + length <= WIDTH {
            lines.push(' ');
            width += 1 + length;
        } else {
            lines.push('\n');
            lines.push_str(indent);
            width = indent.len() + length;
        }
        lines.push_str(&piece);
    }
    lines
}

/// The words of a text. A word that must not begin a line stays with the word before it.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match pieces.last_mut() {
            Some(last) if is_bound(word) || last == "-" => *last += &format!(" {word}"),
            _ => pieces.push(word.to_owned()),
        }
    }
    pieces
}

/// Whether a word at the start of a line would be markup, or would look lost there.
fn is_bound(word: &str) -> bool {
    matches!(word, "-" | "+" | "*" | "1." | "1)") || word.starts_with(['#', '>', '=', '|', '×', '%'])
}

#[cfg(test)]
mod tests {
    use super::{WIDTH, item, paragraph};

    #[test]
    fn lines_are_full_and_no_longer() {
        let text = "word ".repeat(60);
        let lines = paragraph(text.trim_end());
        let lengths: Vec<_> = lines.lines().map(|line| line.chars().count()).collect();
        assert_eq!(lengths, [119, 119, 59]);
        assert_eq!(paragraph(&"é".repeat(WIDTH + 1)), "é".repeat(WIDTH + 1));
        assert_eq!(paragraph(""), "");
    }

    #[test]
    fn items_are_indented() {
        let lines = item(&"x".repeat(WIDTH - 2)) + "\n" + &item(&format!("{} end", "x".repeat(WIDTH - 2)));
        assert!(lines.lines().all(|line| line.chars().count() <= WIDTH), "{lines}");
        assert!(lines.ends_with("x\n  end") && lines.starts_with("- x"), "{lines}");
    }

    #[test]
    fn no_line_begins_with_markup() {
        let lines = paragraph(&format!("{} malloc + free", "x".repeat(WIDTH - 7)));
        assert_eq!(lines, format!("{}\nmalloc + free", "x".repeat(WIDTH - 7)));
        let lines = paragraph(&format!("{} 2.00 × ours", "x".repeat(WIDTH - 5)));
        assert_eq!(lines, format!("{}\n2.00 × ours", "x".repeat(WIDTH - 5)));
    }
}
