//! The times in README are those of the page of measurements.

use crate::tracked::{files, text_of};

const PAGE: &str = "docs/PERFORMANCE.md";

/// How a row of README begins, and the workload on the page that it is about.
const ROWS: [(&str, &str); 3] = [
    ("fill a struct of a string, two vectors and a map", "[Request struct, filled]"),
    ("a buffer of 1 KiB on two threads at once", "[Two threads]"),
    ("the same from one thread to another", "[Producer and consumer]"),
];

/// The cells of a row of a table, without the bars.
fn cells(row: &str) -> Vec<&str> {
    row.trim().trim_matches('|').split('|').map(str::trim).collect()
}

/// The rows of the tables of a text that begin with this, cell by cell.
fn rows<'a>(text: &'a str, start: &str) -> Vec<Vec<&'a str>> {
    let rows = text.lines().filter(|line| line.strip_prefix("| ").is_some_and(|cells| cells.starts_with(start)));
    rows.map(cells).collect()
}

/// Two digits of a time below 100 ns.
fn rounded(time: &str) -> String {
    let time = time.parse::<f64>().unwrap_or(f64::NAN);
    if time < 9.95 { format!("{time:.1}") } else { format!("{:.0}", time.round()) }
}

/// The cells of README for a workload: ours, the best allocation, the next pool. `None` if the page has no such rows.
fn expected(page: &str, workload: &str) -> Option<[String; 3]> {
    let found = rows(page, workload);
    let [pool, plain] = found.get(..2)? else { return None };
    let first_word = |name: &str| name.split([' ', ',']).next().unwrap_or_default().to_owned();
    let other = |row: &[&str]| Some(format!("{} ns ({})", rounded(row.get(3)?), first_word(row.get(2)?)));
    Some([format!("{} ns", rounded(pool.get(1)?)), other(plain)?, other(pool)?])
}

#[test]
fn the_times_in_the_readme_are_those_of_the_page() {
    let Some(files) = files() else { return };
    let (readme, page) = (text_of(&files, "README.md"), text_of(&files, PAGE));
    for (start, workload) in ROWS {
        let expected = expected(page, workload).unwrap_or_else(|| panic!("{PAGE} has no rows of {workload}"));
        let rows = rows(readme, start);
        let row = rows.first().unwrap_or_else(|| panic!("README.md has no row `{start}`"));
        assert_eq!(row[1..], expected, "README.md says the first of `{start}`, {PAGE} the second");
    }
}

/// So a time elsewhere in README is one of the table, which is compared with the page.
#[test]
fn every_time_in_the_readme_is_in_its_table() {
    let Some(files) = files() else { return };
    let readme = text_of(&files, "README.md");
    let in_table: Vec<_> = ROWS.iter().flat_map(|(start, _)| rows(readme, start)).flatten().flat_map(times).collect();
    assert_eq!(in_table.len(), 9);
    let others: Vec<_> = times(readme).into_iter().filter(|time| !in_table.contains(time)).collect();
    assert!(others.is_empty(), "{others:?}");
}

/// The numbers in front of `ns`.
fn times(text: &str) -> Vec<&str> {
    let words: Vec<_> = text.split_whitespace().collect();
    let is_unit = |word: &str| word.trim_end_matches(['.', ',', ';', ':']) == "ns";
    words.windows(2).filter(|pair| is_unit(pair[1])).map(|pair| pair[0]).collect()
}

#[test]
fn figures_are_rounded_and_named_as_in_the_readme() {
    let page = "| [Two threads], a take | 3.67 | poolshark LPooled | 20.7 | 5.65 × |\n\
                | [Two threads], a take | 3.67 | jemalloc, by value | 9.47 | 2.58 × |\n";
    let expected = expected(page, "[Two threads]").expect("both rows are there");
    assert_eq!(expected, ["3.7 ns", "9.5 ns (jemalloc)", "21 ns (poolshark)"]);
    assert_eq!([rounded("9.96"), rounded("53.5")], ["10", "54"]);
    assert_eq!(times("3.7 ns pooled, 54 ns. And 7 rows"), ["3.7", "54"]);
}
