//! Reads the table under the heading `# The map`.

use crate::tree::DocLine;

const HEADING: &str = "# The map";

/// A map. Its rows go from the ground up.
pub(crate) struct Map {
    /// The line of the heading.
    pub(crate) line: usize,
    pub(crate) rows: Vec<Row>,
}

/// A row of the table: modules that do not import from each other.
pub(crate) struct Row {
    pub(crate) line: usize,
    pub(crate) modules: Vec<String>,
}

impl Map {
    /// Reads the map in the documentation of a module, if it has one.
    pub(crate) fn read(docs: &[DocLine]) -> Option<Self> {
        let heading = docs.iter().position(|line| line.text == HEADING)?;
        let section = docs[heading + 1..].iter().take_while(|line| !is_heading(&line.text));
        let table = section.skip_while(|line| !is_delimiter(&line.text)).skip(1);
        let rows = table.take_while(|line| line.text.starts_with('|')).map(row).collect();
        Some(Self { line: docs[heading].line, rows })
    }

    /// The number of the row that names `module`.
    pub(crate) fn row_of(&self, module: &str) -> Option<usize> {
        self.rows.iter().position(|row| row.modules.iter().any(|name| name == module))
    }
}

fn is_heading(line: &str) -> bool {
    line.trim_start_matches('#').starts_with(' ') && line.starts_with('#')
}

/// Is it the line `|---|---|` between the head of a table and its rows?
fn is_delimiter(line: &str) -> bool {
    line.starts_with("|-") || line.starts_with("|:") || line.starts_with("| -") || line.starts_with("| :")
}

fn row(line: &DocLine) -> Row {
    let first = line.text.split('|').nth(1).unwrap_or_default();
    // What stands between two backticks.
    let quoted = first.split('`').skip(1).step_by(2);
    let modules = quoted.map(|name| name.strip_prefix("mod@").unwrap_or(name).to_owned()).collect();
    Row { line: line.line, modules }
}
