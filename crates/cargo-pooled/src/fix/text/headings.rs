//! Comments that head several fields. They move with the first of these fields, so they may head others afterwards.

use super::body::{Block, Body};
use super::trivia::{TriviaKind, pieces};

/// The kind of heading in the text before a field.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Heading {
    /// A line such as `// --- x ---`, or a comment with an empty line below it. It heads all fields up to the next
    /// section.
    Section,
    /// A comment with an empty line above it. It heads all fields up to the next empty line or comment.
    Paragraph,
    /// No comment that heads several fields.
    None,
}

/// Two comments may head a field: that of its section and that of its paragraph. These are the fields that they stand
/// before.
type Heads = (Option<usize>, Option<usize>);

/// A note if a comment may head other fields than before: the order separates fields that stand below one comment, or
/// puts others there.
pub(crate) fn note(body: &Body<'_>, order: &[usize]) -> Option<String> {
    let declared: Vec<_> = (0..order.len()).collect();
    let differs = heads(&body.blocks, &declared) != heads(&body.blocks, order);
    differs.then(|| "comments that head several fields may now head others: look at the diff".to_string())
}

/// What heads each field if the fields are in this order.
fn heads(blocks: &[Block<'_>], order: &[usize]) -> Vec<Heads> {
    let (mut heads, mut now) = (vec![(None, None); blocks.len()], (None, None));
    for &index in order {
        let before = blocks[index].before;
        now = match heading(before) {
            Heading::Section => (Some(index), None),
            Heading::Paragraph => (now.0, heads_next(blocks, index).then_some(index)),
            Heading::None => (now.0, now.1.filter(|_| lines(before).is_empty())),
        };
        heads[index] = now;
    }
    heads
}

/// Whether the paragraph of a field has more than this field: in the declared order the next one is in it too.
fn heads_next(blocks: &[Block<'_>], index: usize) -> bool {
    blocks.get(index + 1).is_some_and(|next| lines(next.before).is_empty())
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

/// The first comment of each line before a field, or `None` of an empty line. The line of the field itself is left out.
fn lines(before: &str) -> Vec<Option<&str>> {
    let (mut lines, mut comment) = (Vec::new(), None);
    for piece in pieces(before) {
        match piece.kind {
            TriviaKind::Newline => lines.push(comment.take()),
            TriviaKind::Comment => comment = comment.or(Some(&before[piece.range])),
            TriviaKind::Space => {}
        }
    }
    lines
}

/// Whether a comment starts with a drawn line.
fn is_rule(comment: &str) -> bool {
    let text = comment.trim_start_matches('/').trim_start();
    ["--", "==", "**", "##", "~~", "__"].iter().any(|rule| text.starts_with(rule))
}
