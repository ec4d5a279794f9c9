//! Reads Markdown as far as the tests of this program need it: its prose, links and anchors.

/// A link to a file, an anchor or an address.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Link {
    /// The number of the line that it ends on.
    pub(crate) line: usize,
    pub(crate) target: String,
}

/// The text without blocks and spans of code. Line breaks stay.
fn prose(text: &str) -> String {
    let mut is_code = false;
    let mut prose = String::new();
    for line in text.lines() {
        if !is_fence(line) && !is_code {
            prose.push_str(line);
        }
        is_code ^= is_fence(line);
        prose.push('\n');
    }
    without_spans(&prose)
}

/// The text without what is between two backticks. Line breaks stay, and so does a backtick alone in its paragraph.
fn without_spans(text: &str) -> String {
    let mut paragraphs = Vec::new();
    for paragraph in text.split("\n\n") {
        let parts: Vec<_> = paragraph.split('`').collect();
        let is_span = |at: usize| at % 2 == 1 && at + 1 < parts.len();
        let kept = parts
            .iter()
            .enumerate()
            .map(|(at, part)| if is_span(at) { "\n".repeat(part.matches('\n').count()) } else { (*part).to_owned() });
        paragraphs.push(kept.collect::<String>());
    }
    paragraphs.join("\n\n")
}

/// The links and pictures of a text: `[…](target)`, and `[…]: target` at the start of a line.
pub(crate) fn links(text: &str) -> Vec<Link> {
    let text = prose(text);
    let line_of = |at: usize| text[..at].matches('\n').count() + 1;
    let inline = text.match_indices("](").filter_map(|(at, head)| {
        let rest = &text[at + head.len()..];
        let target = rest.split([')', ' ', '\n']).next()?;
        Some(Link { line: line_of(at), target: target.to_owned() })
    });
    let definitions = text.lines().enumerate().filter_map(|(at, line)| {
        let (name, target) = line.strip_prefix('[')?.split_once("]: ")?;
        (!name.contains(']')).then(|| Link { line: at + 1, target: target.trim().to_owned() })
    });
    inline.chain(definitions).collect()
}

/// The anchors of a text: those of its headings, as forges and mdBook make them, and those of `<a id="…">`.
pub(crate) fn anchors(text: &str) -> Vec<String> {
    let mut is_code = false;
    let mut headings: Vec<String> = Vec::new();
    let mut anchors = Vec::new();
    for line in text.lines() {
        is_code ^= is_fence(line);
        if let Some(heading) = line.strip_prefix('#').filter(|_| !is_code) {
            let name = anchor(heading.trim_start_matches('#'));
            // Headings of one name are numbered from the second one on.
            let before = headings.iter().filter(|other| **other == name).count();
            anchors.push(if before == 0 { name.clone() } else { format!("{name}-{before}") });
            headings.push(name);
        }
        anchors.extend(line.split("<a id=\"").skip(1).filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())));
    }
    anchors
}

fn anchor(heading: &str) -> String {
    let is_kept = |c: &char| c.is_alphanumeric() || [' ', '-', '_'].contains(c);
    heading.trim().to_lowercase().chars().filter(is_kept).map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// Whether a block of code begins or ends here.
fn is_fence(line: &str) -> bool {
    line.trim_start().starts_with("```")
}

#[test]
fn links_are_found_outside_of_code() {
    let text = "see [a](b.md#c) and\n[d\n`e](f)`](g.svg)\n```rust\n[h](i)\n```\n`[j](k)`\n\n[l]: m.md\n`\n\n[n](o)\n";
    let found: Vec<_> = links(text).into_iter().map(|link| (link.line, link.target)).collect();
    let expected = [(1, "b.md#c"), (3, "g.svg"), (12, "o"), (9, "m.md")];
    assert_eq!(found, expected.map(|(line, target)| (line, target.to_owned())));
}

#[test]
fn anchors_are_those_of_headings() {
    let text = "# `#[derive(A)]`, and B_c\n```sh\n# no\n```\n## B\n<a id=\"d-e\"></a>\n### B\n";
    assert_eq!(anchors(text), ["derivea-and-b_c", "b", "d-e", "b-1"]);
}
