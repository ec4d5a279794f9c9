//! Holds the picture of a crate against its maps.

use crate::circles;
use crate::graph::Graph;
use crate::map::Map;
use crate::picture::Picture;
use crate::sentence::sentence;

/// All that is wrong with a crate.
pub(crate) fn complaints(picture: &Picture<'_>) -> Vec<String> {
    let mut complaints = Vec::new();
    for module in 0..picture.tree.modules.len() {
        match Map::read(&picture.tree.modules[module].docs) {
            Some(map) => complaints.extend(of_map(picture, module, &map)),
            None if module == 0 => complaints.push(without_map(picture)),
            None => {}
        }
    }
    complaints.extend(of_those_that_hand_on(picture));
    complaints.extend(circles::complaints(picture));
    complaints
}

/// How many imports between rooms the map of the crate does not have.
pub(crate) fn against_the_map(picture: &Picture<'_>) -> usize {
    let map = Map::read(&picture.tree.modules[0].docs);
    map.map_or(0, |map| against(&picture.judged_below(0), &map).len())
}

fn without_map(picture: &Picture<'_>) -> String {
    let file = picture.tree.file(0);
    format!("{file}: the crate has no map. To do: write a table of its modules under the heading `# The map`.")
}

/// What is wrong with the map of `module`, and with the imports that it is about.
fn of_map(picture: &Picture<'_>, module: usize, map: &Map) -> Vec<String> {
    let file = picture.tree.file(module);
    let mut complaints = of_names(picture, module, map);
    let graph = picture.judged_below(module);
    for (from, to) in against(&graph, map) {
        let [upper, lower] = [from, to].map(|node| graph.nodes[node].as_str());
        let line = |name| map.row_of(name).map_or(map.line, |row| map.rows[row].line);
        complaints.push(format!(
            "{}: `{upper}` imports from `{lower}` against the map.\n  {}\n  \
             In {file} the row of `{lower}` (line {}) is not above that of `{upper}` (line {}).\n  \
             To do: move what is imported to a module further up the map, or change the order of the rows.",
            picture.tree.name,
            sentence(picture, &graph.edges[&(from, to)]),
            line(lower),
            line(upper),
        ));
    }
    complaints
}

/// The edges that lead to the same row or to one below.
fn against(graph: &Graph, map: &Map) -> Vec<(usize, usize)> {
    let row = |node: usize| map.row_of(&graph.nodes[node]);
    let is_against = |&(from, to): &(usize, usize)| match (row(from), row(to)) {
        (Some(importer), Some(other)) => other >= importer,
        _ => false,
    };
    graph.edges.keys().copied().filter(is_against).collect()
}

/// Each module has to be in the map once, and nothing else.
fn of_names(picture: &Picture<'_>, module: usize, map: &Map) -> Vec<String> {
    let tree = picture.tree;
    let mut modules: Vec<_> = tree.children(module).map(|child| tree.modules[child].name.as_str()).collect();
    modules.sort_unstable();
    modules.dedup();
    let mut complaints = Vec::new();
    let mut complain = |line: usize, text: String| complaints.push(format!("{}:{line}: {text}", tree.file(module)));
    let mut named = Vec::new();
    for row in &map.rows {
        if row.modules.is_empty() {
            complain(row.line, "this row of the map names no module. To do: put names in backticks.".to_owned());
        }
        for name in &row.modules {
            if !modules.contains(&name.as_str()) && !tree.modules[module].test_only.contains(name) {
                complain(row.line, format!("the map names `{name}`, which is no module here. To do: correct the map."));
            } else if named.contains(&name) {
                complain(row.line, format!("the map names `{name}` twice. To do: take one out."));
            }
            named.push(name);
        }
    }
    for name in modules.iter().filter(|name| map.row_of(name).is_none()) {
        complain(map.line, format!("the map leaves out `{name}`. To do: add a row below all that it imports from."));
    }
    complaints
}

/// Nothing is to be imported from where names are only handed on.
fn of_those_that_hand_on(picture: &Picture<'_>) -> Vec<String> {
    let mut imports = picture.of_those_that_hand_on();
    imports.dedup_by_key(|import| (picture.tree.modules[import.from].file, import.to));
    let text = |import| {
        format!(
            "{}: {}. That file should only hand names on.\n  To do: move the item to a file of its own.",
            picture.tree.name,
            sentence(picture, &[import])
        )
    };
    imports.into_iter().map(text).collect()
}
