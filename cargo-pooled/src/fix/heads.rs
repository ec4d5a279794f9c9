//! Comments that head several fields: they move with the first of them.

use super::body::{Block, Body};
use super::trivia::{Kind, pieces};

/// What kind of heading the text before a field has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Heading {
    /// A line as `// --- x ---`, or a comment with an empty line below it: up to the next one.
    Section,
    /// A comment with an empty line above it: up to the next empty line or comment.
    Paragraph,
    None,
}

/// Says that comments may head other fields than before, if the order tears fields apart that stand below one comment.
pub(super) fn note(body: &Body<'_>, order: &[usize]) -> Option<String> {
    let is_torn = |(place, &index): (usize, &usize)| {
        heads_next(&body.blocks, index) && order.get(place + 1) != Some(&(index + 1))
    };
    let text = "comments that head several fields may now head others: look at the diff";
    order.iter().enumerate().any(is_torn).then(|| text.to_string())
}

/// Whether a comment before a field heads the next one too.
fn heads_next(blocks: &[Block<'_>], index: usize) -> bool {
    let Some(next) = blocks.get(index + 1) else { return false };
    match heading(blocks[index].before) {
        Heading::Section => heading(next.before) != Heading::Section,
        Heading::Paragraph => lines(next.before).is_empty(),
        Heading::None => false,
    }
}

fn heading(before: &str) -> Heading {
    let lines = lines(before);
    let has = |wanted: fn(&[Option<&str>]) -> bool| lines.windows(2).any(wanted);
    if lines.iter().flatten().any(|comment| is_rule(comment)) || has(|pair| pair[0].is_some() && pair[1].is_none()) {
        Heading::Section
    } else if has(|pair| pair[0].is_none() && pair[1].is_some()) {
        Heading::Paragraph
    } else {
        Heading::None
    }
}

/// The first comment of each line before a field, but for the line that the field is on; nothing of an empty line.
fn lines(before: &str) -> Vec<Option<&str>> {
    let (mut lines, mut comment) = (Vec::new(), None);
    for piece in pieces(before) {
        match piece.kind {
            Kind::Newline => lines.push(comment.take()),
            Kind::Comment => comment = comment.or(Some(&before[piece.range])),
            Kind::Space => {}
        }
    }
    lines
}

/// Whether a comment starts with a drawn line.
fn is_rule(comment: &str) -> bool {
    let text = comment.trim_start_matches('/').trim_start();
    ["--", "==", "**", "##", "~~", "__"].iter().any(|rule| text.starts_with(rule))
}
