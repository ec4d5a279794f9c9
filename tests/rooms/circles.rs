//! Complaints about circles.

use std::fmt::Write as _;

use crate::graph::Graph;
use crate::imports::Import;
use crate::mention::Mention;
use crate::picture::Picture;

/// Complains of all circles: between files, and between rooms.
pub(crate) fn complaints(picture: &Picture<'_>) -> Vec<String> {
    let refused = picture.circles.iter().filter(|circle| circle.allowed.is_none());
    let mut complaints: Vec<_> =
        refused.map(|circle| complaint(picture, &picture.files, "files", &circle.files)).collect();
    let rooms = picture.judged_below(0);
    complaints.extend(rooms.circles().iter().map(|circle| complaint(picture, &rooms, "rooms", circle)));
    complaints.extend(picture.not_found.iter().map(|allowed| {
        format!(
            "{}: a circle between the files of `{}` and `{}` is allowed because {}. There is no such circle, or it is \
             part of a larger one. To do: if the circle is gone, take it off the list in `allowed.rs`.",
            allowed.package, allowed.items[0], allowed.items[1], allowed.reason
        )
    }));
    complaints
}

fn complaint(picture: &Picture<'_>, graph: &Graph, kind: &str, circle: &[usize]) -> String {
    let way = graph.shortest_way_round(circle);
    let name = |&node: &usize| graph.nodes[node].as_str();
    let mut text = format!("{}: {} {kind} import each other in a circle:", picture.tree.name, way.len());
    for (at, &from) in way.iter().enumerate() {
        let imports = &graph.edges[&(from, way[(at + 1) % way.len()])];
        let _ = write!(text, "\n  {}", sentence(picture, imports));
    }
    if circle.len() > way.len() {
        let all: Vec<_> = circle.iter().map(name).collect();
        let _ = write!(text, "\n  With other circles it ties {} {kind} together: {}", all.len(), all.join(", "));
    }
    text + "\n  To do: move what both sides need to a file of its own, from which both import."
}

/// Says what is imported and where: the first place in each file.
pub(crate) fn sentence(picture: &Picture<'_>, imports: &[Import]) -> String {
    let Some(first) = imports.first() else { return String::new() };
    let file = |import: &Import| picture.tree.file(import.from);
    let mut others = imports.to_vec();
    others.dedup_by_key(|import| file(import));
    let others: Vec<_> = others[1..].iter().map(|other| format!("{}:{}", file(other), other.mention.line)).collect();
    let also = if others.is_empty() { String::new() } else { format!(" (see also {})", others.join(", ")) };
    let Mention { path, line } = &first.mention;
    format!("{}:{line} names `{}`, which {} defines{also}", file(first), path.join("::"), picture.tree.file(first.to))
}
