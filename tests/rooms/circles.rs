//! Complaints about circles.

use std::fmt::Write as _;

use crate::graph::Graph;
use crate::picture::Picture;
use crate::sentence::sentence;

/// Complains of all circles: between files, and between rooms.
pub(crate) fn complaints(picture: &Picture<'_>) -> Vec<String> {
    let files = |circle: &Vec<usize>| complaint(picture, &picture.files, "files", circle);
    let mut complaints: Vec<_> = picture.refused_circles().map(files).collect();
    let rooms = picture.judged_below(0);
    complaints.extend(rooms.circles().iter().map(|circle| complaint(picture, &rooms, "rooms", circle)));
    complaints.extend(picture.not_found().map(|allowed| {
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
