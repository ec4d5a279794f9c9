//! A picture as text.

use std::fmt::Write as _;

use crate::graph::Graph;
use crate::judge::against_the_map;
use crate::picture::Picture;

/// The rooms by level, from the top down, each with the rooms that it imports from; and a line of sizes.
pub(crate) fn drawing(picture: &Picture<'_>) -> String {
    let rooms = picture.below(0);
    let levels = rooms.levels();
    let width = rooms.nodes.iter().map(String::len).max().unwrap_or(0);
    let mut text = format!("\n{}\n", picture.tree.name);
    for level in (1..=highest(&levels)).rev() {
        for node in (0..rooms.nodes.len()).filter(|&node| levels[node] == level) {
            let imported: Vec<_> = rooms.imported_by(node).map(|node| rooms.nodes[node].as_str()).collect();
            let line = format!("{level:4}  {:width$}  {}", rooms.nodes[node], imported.join(", "));
            let _ = writeln!(text, "{}", line.trim_end());
        }
    }
    text + &sizes(picture, &rooms, highest(&levels)) + "\n"
}

fn highest(levels: &[usize]) -> usize {
    levels.iter().copied().max().unwrap_or(0)
}

/// One line, to compare two states of a crate.
fn sizes(picture: &Picture<'_>, rooms: &Graph, levels: usize) -> String {
    let files = &picture.files;
    format!(
        "{}: {}, {}, {}, {} against the map, {}; {}, {} between files, {}",
        picture.tree.name,
        counted(rooms.nodes.len(), "room"),
        counted(levels, "level"),
        counted(rooms.edges.len(), "import"),
        against_the_map(picture),
        counted(rooms.circles().len(), "circle"),
        counted(files.nodes.len(), "file"),
        counted(files.edges.len(), "import"),
        counted(picture.circles.len(), "circle"),
    )
}

fn counted(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}
