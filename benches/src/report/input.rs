//! Reads the data of a run, and refuses data that contradict themselves.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use serde::de::DeserializeOwned;

use crate::contenders::Kind;
use crate::footprint::Footprint;
use crate::judge::verdict::Line;
use crate::report::service::{self, Sample};
use crate::results::{Results, Row, Spread, Workload};

/// The data of a run.
pub(super) struct Data {
    pub(super) results: Results,
    pub(super) footprint: Option<Footprint>,
    pub(super) sizes: Option<Vec<Line>>,
    pub(super) service: Option<Vec<Sample>>,
}

impl Data {
    /// Reads the files of a folder. Only the results must be there.
    pub(super) fn read(folder: &Path) -> Result<Self, String> {
        let optional = |name: &str| Some(folder.join(name)).filter(|path| path.exists());
        Ok(Self {
            results: results(&folder.join("results.json"))?,
            footprint: optional("footprint.json").map(|path| json(&path, "footprint --out FILE")).transpose()?,
            sizes: optional("sizes.json").map(|path| json(&path, "sizes --out FILE")).transpose()?,
            service: optional("service.csv").map(|path| series(&path)).transpose()?,
        })
    }
}

fn results(path: &Path) -> Result<Results, String> {
    let results: Results = json(path, "compare --out FILE")?;
    check(&results).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(results)
}

fn series(path: &Path) -> Result<Vec<Sample>, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    service::parse(&text).map_err(|error| format!("{}: {error}; `report` in benches/ writes it", path.display()))
}

fn json<T: DeserializeOwned>(path: &Path, written_by: &str) -> Result<T, String> {
    let text = fs::read_to_string(path)
        .map_err(|error| format!("cannot read {}: {error}; `{written_by}` in benches/ writes it", path.display()))?;
    parse(&text).map_err(|error| format!("{}: {error}; write it anew with `{written_by}`", path.display()))
}

fn parse<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}

fn check(results: &Results) -> Result<(), String> {
    if results.workloads.is_empty() {
        return Err("it has no workloads".into());
    }
    let mut ids = HashSet::new();
    for workload in &results.workloads {
        let error = |what: String| Err(format!("workload `{}`: {what}", workload.id));
        if !ids.insert(&workload.id) {
            return error("there are two of that id".into());
        }
        if let Err(what) = check_workload(workload) {
            return error(what);
        }
    }
    Ok(())
}

fn check_workload(workload: &Workload) -> Result<(), String> {
    // The id becomes the name of a file and part of a link.
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if workload.id.is_empty() || !workload.id.chars().all(is_plain) {
        return Err("an id has only the characters a-z, 0-9 and _".into());
    }
    if !workload.rows.iter().any(|row| row.kind == Kind::Ours) {
        return Err("it has no row of the kind `Ours` to compare with".into());
    }
    let mut names = HashSet::new();
    for row in &workload.rows {
        if !names.insert(&row.contender) {
            return Err(format!("it has two rows of `{}`", row.contender));
        }
        check_row(row).map_err(|what| format!("`{}`: {what}", row.contender))?;
    }
    Ok(())
}

fn check_row(row: &Row) -> Result<(), String> {
    let Spread { low, median, high, rounds } = row.time;
    if !(low > 0.0 && low <= median && median <= high && high.is_finite()) {
        return Err(format!("quartiles of {low}, {median} and {high} ns are not times in rising order"));
    }
    if rounds == 0 {
        return Err("no round of it was measured".into());
    }
    let counts = [row.allocations, row.instructions.unwrap_or(0.0)];
    if counts.iter().any(|count| !(count.is_finite() && *count >= 0.0)) {
        return Err("its allocations or instructions are not a count".into());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{check, parse, results};
    use crate::report::sample;
    use crate::results::Results;

    fn refused(change: impl FnOnce(&mut Results)) -> String {
        let mut results = sample::results();
        change(&mut results);
        check(&results).expect_err("it does not hold together")
    }

    #[test]
    fn what_was_written_is_read() {
        let text = serde_json::to_string(&sample::results()).expect("it can be written");
        let read: Results = parse(&text).expect("it can be read");
        assert_eq!(serde_json::to_string(&read).expect("it can be written"), text);
        check(&read).expect("it holds together");
    }

    #[test]
    fn bad_json_is_one_line_that_says_where() {
        for text in ["", "{", "[]", "{\"machine\": 1}", "null"] {
            let error = parse::<Results>(text).expect_err("it is no run");
            assert!(error.contains("line 1") && !error.contains('\n'), "{error}");
        }
    }

    #[test]
    fn a_missing_file_says_what_writes_it() {
        let error = results(Path::new("no/such/file")).expect_err("there is none");
        assert!(error.contains("no/such/file") && error.contains("compare --out"), "{error}");
    }

    #[test]
    fn a_time_that_is_none_is_refused() {
        // `NaN` becomes `null` in JSON.
        let text = serde_json::to_string(&sample::results()).expect("it can be written");
        let error = parse::<Results>(&text.replacen("40.0", "null", 1)).expect_err("a time is missing");
        assert!(error.contains("null"), "{error}");
        for bad in [0.0, -1.0, f64::INFINITY] {
            let error = refused(|results| results.workloads[0].rows[0].time.high = bad);
            assert!(error.contains("`object-pool`: quartiles"), "{error}");
        }
    }

    #[test]
    fn what_cannot_be_compared_or_named_is_refused() {
        let none = refused(|results| results.workloads.clear());
        assert_eq!(none, "it has no workloads");
        let ours = refused(|results| _ = results.workloads[0].rows.remove(1));
        assert_eq!(ours, "workload `pairs`: it has no row of the kind `Ours` to compare with");
        let row = refused(|results| results.workloads[0].rows[0].contender = "opool Pool".into());
        assert_eq!(row, "workload `pairs`: it has two rows of `opool Pool`");
        let id = refused(|results| results.workloads[0].id = "../pairs".into());
        assert!(id.ends_with("only the characters a-z, 0-9 and _"), "{id}");
        let twice = refused(|results| results.workloads.push(sample::workload()));
        assert_eq!(twice, "workload `pairs`: there are two of that id");
    }
}
