//! Puts the texts of fields together in another order.
//!
//! - If each field has lines of its own, the lines change places. No byte of them changes except the last comma: the
//!   new last field has one if the old last field had one.
//! - A body on one line stays on one line.
//! - In a body of several lines where fields share a line, each of these fields gets a line.

use super::body::{Block, Body};
use super::lines::leading_space;
use super::trivia::end_of_line;

impl Body<'_> {
    /// The text between the braces with the fields in this order, which has the index of each field once.
    #[must_use]
    pub(crate) fn ordered(&self, order: &[usize]) -> String {
        if self.has_lines() { self.lines(order) } else { self.line(order) }
    }

    fn has_lines(&self) -> bool {
        let blocks = self.blocks.iter().flat_map(|block| [block.before, block.gap, block.behind]);
        blocks.chain([self.open, self.close]).any(|text| end_of_line(text).is_some())
    }

    /// All on one line. White space belongs to the place and not to the field: before the first field there is often
    /// none.
    fn line(&self, order: &[usize]) -> String {
        let mut text = String::new();
        for (place, &index) in order.iter().enumerate() {
            let block = &self.blocks[index];
            text.push_str(leading_space(self.blocks[place].before));
            text.push_str(block.before.trim_start());
            text.push_str(&self.field(block, place));
            text.push_str(block.behind);
        }
        text + self.close
    }

    /// Each field on lines of its own.
    fn lines(&self, order: &[usize]) -> String {
        let mut text = self.open.to_string();
        if self.open.is_empty() {
            text.push_str(self.newline);
        }
        for (place, &index) in order.iter().enumerate() {
            let block = &self.blocks[index];
            text.push_str(&self.before(index));
            text.push_str(&self.field(block, place));
            text.push_str(block.behind);
            if !block.ends_line() {
                text.push_str(self.newline);
            }
        }
        text + &self.close()
    }

    /// A field, with a comma if it has one in this place.
    fn field(&self, block: &Block<'_>, place: usize) -> String {
        let last = place + 1 == self.blocks.len();
        let comma = !last || self.blocks[place].comma;
        format!("{}{}{}", block.field, block.gap, if comma { "," } else { "" })
    }

    /// The text before a field that gets a line of its own.
    fn before(&self, index: usize) -> String {
        let before = self.blocks[index].before;
        if self.starts_line(index) { before.to_string() } else { self.indent_of_fields() + before.trim_start() }
    }

    fn starts_line(&self, index: usize) -> bool {
        index.checked_sub(1).map_or(!self.open.is_empty(), |previous| self.blocks[previous].ends_line())
    }

    /// The indentation of the first field that starts a line.
    fn indent_of_fields(&self) -> String {
        let field = (0..self.blocks.len()).find(|&index| self.starts_line(index));
        let line = field.map(|index| self.blocks[index].before.rsplit('\n').next().unwrap_or_default());
        line.map_or_else(|| format!("{}    ", self.indent), |line| leading_space(line).to_string())
    }

    /// The text before the closing brace. The brace gets a line if it shared one with a field.
    fn close(&self) -> String {
        let shares = self.blocks.last().is_some_and(|block| !block.ends_line());
        if shares { format!("{}{}", self.indent, self.close.trim_start()) } else { self.close.to_string() }
    }
}
