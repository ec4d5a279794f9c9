//! Writing text in const evaluation.

use core::{fmt, str};

/// How much text of a broken budget is shown, and how much [`display`] writes at once.
pub(crate) const WINDOW: usize = 8 * 1024;

/// Text that is being written. A window of it is stored, from `skip` on; the rest is only counted.
pub(crate) struct Text {
    stored: [u8; WINDOW],
    skip: usize,
    /// How many bytes were written in all.
    written: usize,
    /// How many characters are on the current line.
    column: usize,
}

impl Text {
    pub(crate) const fn new(skip: usize) -> Self {
        Self { stored: [0; WINDOW], skip, written: 0, column: 0 }
    }

    const fn byte(&mut self, byte: u8) {
        if self.written >= self.skip && self.written - self.skip < WINDOW {
            self.stored[self.written - self.skip] = byte;
        }
        self.written += 1;
        // In UTF-8 the first byte of a character starts with the bits 0b0 or 0b11, and each further byte with 0b10.
        if byte & 0b1100_0000 != 0b1000_0000 {
            self.column += 1;
        }
        if byte == b'\n' {
            self.column = 0;
        }
    }

    pub(crate) const fn column(&self) -> usize {
        self.column
    }

    pub(crate) const fn letter(&mut self, letter: u8, times: usize) {
        let mut at = 0;
        while at < times {
            self.byte(letter);
            at += 1;
        }
    }

    pub(crate) const fn text(&mut self, text: &str) {
        let (bytes, mut at) = (text.as_bytes(), 0);
        while at < bytes.len() {
            self.byte(bytes[at]);
            at += 1;
        }
    }

    /// Writes `text`. If it has more than `width` characters, writes as much as fits, and two points.
    pub(crate) const fn fit(&mut self, text: &str, width: usize) {
        let bytes = text.as_bytes();
        if chars(bytes) <= width {
            return self.text(text);
        }
        let (end, mut at) = (self.column + width - 2, 0);
        while self.column < end || bytes[at] & 0b1100_0000 == 0b1000_0000 {
            self.byte(bytes[at]);
            at += 1;
        }
        self.text("..");
    }

    /// Writes `text` and fills up to `width`.
    pub(crate) const fn left(&mut self, text: &str, width: usize) {
        let start = self.column;
        self.text(text);
        self.letter(b' ', (start + width).saturating_sub(self.column));
    }

    pub(crate) const fn number(&mut self, n: usize) {
        self.right(n, 0);
    }

    /// Writes `n` with spaces in front, so that both have `width` characters.
    pub(crate) const fn right(&mut self, n: usize, width: usize) {
        let mut power = 1;
        let mut digits = 1;
        while n / power >= 10 {
            power *= 10;
            digits += 1;
        }
        self.letter(b' ', width.saturating_sub(digits));
        while power > 0 {
            #[expect(clippy::cast_possible_truncation, reason = "a digit")]
            self.byte(b'0' + (n / power % 10) as u8);
            power /= 10;
        }
    }

    /// Writes `n` and what it counts, in the singular or plural.
    pub(crate) const fn count(&mut self, n: usize, one: &str, more: &str) {
        self.number(n);
        self.text(" ");
        self.text(if n == 1 { one } else { more });
    }

    /// The stored text, without a last character that is cut in two.
    pub(crate) const fn stored(&self) -> &str {
        let all = self.written.saturating_sub(self.skip);
        let bytes = self.stored.split_at(if all < WINDOW { all } else { WINDOW }).0;
        match str::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => match str::from_utf8(bytes.split_at(error.valid_up_to()).0) {
                Ok(text) => text,
                Err(_) => "",
            },
        }
    }
}

const fn chars(bytes: &[u8]) -> usize {
    let (mut count, mut at) = (0, 0);
    while at < bytes.len() {
        count += (bytes[at] & 0b1100_0000 != 0b1000_0000) as usize;
        at += 1;
    }
    count
}

/// Writes to `f` what `render` renders, window by window. So it needs no allocation.
pub(crate) fn display(f: &mut fmt::Formatter<'_>, render: impl Fn(&mut Text)) -> fmt::Result {
    let mut shown = 0;
    loop {
        let mut text = Text::new(shown);
        render(&mut text);
        let stored = text.stored();
        f.write_str(stored)?;
        shown += stored.len();
        if stored.is_empty() || shown >= text.written {
            return Ok(());
        }
    }
}
