//! Text in pictures: escaped, and no wider than its room.

use crate::draw::words::{cut, wrap};

/// The width of a letter of a monospaced font, in hundredths of its size; a little more than it really is.
const LETTER: usize = 62;

/// How many letters there is room for.
fn letters(width: usize, size: usize) -> usize {
    width * 100 / (LETTER * size)
}

/// As much of the text as fits; nothing if not even two letters do.
pub(super) fn fitted(text: &str, width: usize, size: usize) -> String {
    let room = letters(width, size);
    if room < 2 { String::new() } else { cut(text, room) }
}

/// The text in rows that fit.
pub(super) fn wrapped(text: &str, width: usize, size: usize) -> Vec<String> {
    wrap(text, letters(width, size))
}

/// Escapes text, also for attributes in double quotes. Characters that XML can't contain become a replacement mark.
pub(in crate::draw) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            '\0'..='\x1f' | '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            _ => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::{escape, fitted};

    #[test]
    fn text_is_escaped() {
        assert_eq!(escape("A<'a, \"&\">\n\u{1b}"), "A&lt;&#39;a, &quot;&amp;&quot;&gt; \u{fffd}");
    }

    #[test]
    fn text_is_cut_to_its_room() {
        assert_eq!(
            (fitted("identifier", 200, 13), fitted("identifier", 44, 13)),
            ("identifier".into(), "iden…".into())
        );
        assert_eq!(fitted("identifier", 8, 13), "");
    }
}
