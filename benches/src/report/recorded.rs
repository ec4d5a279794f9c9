//! Reads the results of the workloads and of the sizes back from the document, as far as plots need them.

use crate::contenders::Kind;
use crate::results::{Machine, Results, Row, Spread, Workload};

/// Reads the document.
///
/// # Errors
/// In one line, what can't be read.
pub(super) fn read(text: &str) -> Result<Results, String> {
    let sections: Vec<_> = text.split("\n<a id=\"").skip(1).map(workload).collect::<Result<_, _>>()?;
    if sections.is_empty() {
        return Err("the document has no workload".into());
    }
    Ok(Results { machine: machine(text)?, versions: Vec::new(), workloads: sections })
}

/// Reads what a pool without limits was compared with: each workload, and ours divided by ours with the best limits.
///
/// # Errors
/// In one line, that there is no such table.
pub(super) fn compared(text: &str) -> Result<Vec<(&str, f64)>, String> {
    // A row with the name of the workload, and rows with what it is compared with. The first of these are the limits.
    let is_limits = |line: &&str| line.starts_with("| capacity = ");
    let rows = text.split("\n| **").skip(1).filter_map(|row| {
        let (name, rest) = row.split_once("** |")?;
        let limits = rest.lines().nth(1).filter(is_limits)?;
        Some((name, number(limits.split('|').nth(4)?.trim())?))
    });
    let rows: Vec<_> = rows.collect();
    if rows.is_empty() { Err("the document has no table of sizes".into()) } else { Ok(rows) }
}

/// Reads `Measured on DATE: PROCESSOR, N cores; SYSTEM.`
fn machine(text: &str) -> Result<Machine, String> {
    let read = || {
        let words = between(text, "Measured on ", ".\n")?.replace('\n', " ");
        let (date, rest) = words.split_once(": ")?;
        let (computer, system) = rest.split_once(" cores; ")?;
        let (processor, cores) = computer.rsplit_once(", ")?;
        let [date, processor, system] = [date, processor, system].map(str::to_owned);
        Some(Machine { processor, cores: cores.parse().ok()?, system, date })
    };
    read().ok_or_else(|| "the document does not say where it was measured".into())
}

fn workload(section: &str) -> Result<Workload, String> {
    let anchor = section.split('"').next().unwrap_or_default();
    // What follows the last workload has headings of its own.
    let mut lines = section.lines().skip_while(|line| !line.starts_with("| contender |")).skip(2);
    let rows = lines.by_ref().take_while(|line| line.starts_with('|')).map(row).collect::<Option<Vec<_>>>();
    let read = || {
        let title = between(section, "\n## ", "\n")?.to_owned();
        let text = section.replace('\n', " ");
        let unit = between(&text, "All figures are per ", ".")?.to_owned();
        let what = String::new();
        Some(Workload { id: anchor.replace('-', "_"), title, what, unit, rows: rows? })
    };
    let has_ours = |workload: &Workload| workload.rows.iter().any(|row| row.kind == Kind::Ours);
    read().filter(has_ours).map(ours_first).ok_or_else(|| format!("the section `{anchor}` can't be read"))
}

/// Puts the plain derived type first, which all others are compared with.
fn ours_first(mut workload: Workload) -> Workload {
    workload.rows.sort_by_key(|row| row.contender != "pooled-types");
    workload
}

/// A row of the table: name, source, median, quartiles, and more.
fn row(line: &str) -> Option<Row> {
    let mut cells = line.trim_matches('|').split(" | ").map(str::trim);
    let [name, source, median, quartiles] = [cells.next()?, cells.next()?, cells.next()?, cells.next()?];
    let contender = name.trim_matches('*').to_owned();
    let kind = match source {
        "the allocator" => Kind::Plain,
        "a variable" => Kind::InPlace,
        "–" => Kind::Nothing,
        _ if name.starts_with("**") => Kind::Ours,
        _ => Kind::Peer,
    };
    let (low, high) = quartiles.split_once(" to ")?;
    let time = Spread { median: number(median)?, low: number(low)?, high: number(high)?, rounds: 0 };
    let needs_pool = source == "a pool passed around";
    Some(Row { contender, kind, needs_pool, time, instructions: None, allocations: 0.0 })
}

fn number(text: &str) -> Option<f64> {
    text.replace(',', "").parse().ok()
}

fn between<'a>(text: &'a str, from: &str, to: &str) -> Option<&'a str> {
    text.split_once(from)?.1.split(to).next()
}

#[cfg(test)]
mod tests {
    use super::{compared, read};
    use crate::report::{page, plots, sample, sizes};

    #[test]
    fn what_was_written_is_read() {
        let data = sample::data();
        let results = read(&page::write(&data, &[])).expect("it can be read");
        let (read, written) = (&results.workloads[0], &data.results.workloads[0]);
        assert_eq!((&read.id, &read.title), (&written.id, &written.title));
        assert_eq!(read.rows.len(), written.rows.len());
        assert_eq!(plots(&results)[0].path, plots(&data.results)[0].path);
        assert_eq!(results.machine.processor, data.results.machine.processor);
    }

    #[test]
    fn what_was_compared_with_limits_is_read() {
        let data = sample::data();
        let page = page::write(&data, &[]);
        let names = |rows: &[(&str, f64)]| rows.iter().map(|(name, _)| (*name).to_owned()).collect::<Vec<_>>();
        let read = compared(&page).expect("it can be read");
        let written = sizes::compared(data.sizes.as_deref().expect("the sample has sizes"));
        assert_eq!((names(&read), read[0].1), (names(&written), written[0].1));
        assert!(compared("# Performance\n").is_err());
    }

    #[test]
    fn a_page_without_workloads_is_refused() {
        assert!(read("# Performance\n").is_err());
    }
}
