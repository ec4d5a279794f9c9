//! The time that a dependency adds to a build from nothing.

use std::fs;
use std::time::Instant;

use super::project::{Project, pooled_types};
use super::results::Build;

const SERDE: &str = "serde = { version = \"1\", features = [\"derive\"] }\n";
/// `/proc` counts processor time in ticks.
const TICKS_A_SECOND: f64 = 100.0;

/// A program with a dependency, built in one profile.
struct Lane<'a> {
    dependency: &'static str,
    project: &'a Project,
    profile: &'static str,
    processor: Vec<f64>,
    wall: Vec<f64>,
    crates: usize,
}

/// Versions, by the name of the crate.
type Versions = Vec<(String, String)>;

/// Builds the programs in turn. Also says which versions were built.
pub(super) fn measure(rounds: usize) -> Result<(Vec<Build>, Versions), String> {
    let cases = [
        ("none", String::new()),
        ("pooled-types", pooled_types()),
        ("poolshark", "poolshark = \"0.2\"\n".to_owned()),
        ("serde with derive", SERDE.to_owned()),
        ("serde with derive, and pooled-types", SERDE.to_owned() + &pooled_types()),
    ];
    let project = |(at, (name, toml)): (usize, &(_, String))| Ok((*name, Project::new(&format!("build-{at}"), toml)?));
    let projects = cases.iter().enumerate().map(project).collect::<Result<Vec<_>, String>>()?;
    let mut lanes = lanes(&projects);
    let mut said = String::new();
    for round in 0..rounds {
        for turn in 0..lanes.len() {
            let at = (round + turn) % lanes.len();
            said += &lanes[at].round()?;
        }
    }
    Ok((lanes.into_iter().map(Lane::finish).collect(), versions(&said)))
}

fn lanes<'a>(projects: &'a [(&'static str, Project)]) -> Vec<Lane<'a>> {
    let profiles = ["debug", "release"];
    let lane = |profile, (dependency, project): &'a (&'static str, Project)| Lane {
        dependency,
        project,
        profile,
        processor: Vec::new(),
        wall: Vec::new(),
        crates: 0,
    };
    profiles.into_iter().flat_map(|profile| projects.iter().map(move |of| lane(profile, of))).collect()
}

impl Lane<'_> {
    fn round(&mut self) -> Result<String, String> {
        self.project.clean()?;
        let (processor, start) = (processor_of_children()?, Instant::now());
        let said = self.project.build(self.profile)?;
        self.wall.push(start.elapsed().as_secs_f64());
        self.processor.push(processor_of_children()? - processor);
        self.crates = compiled(&said).count() - 1;
        Ok(said)
    }

    fn finish(self) -> Build {
        Build {
            dependency: self.dependency.into(),
            profile: self.profile.into(),
            crates: self.crates,
            rounds: self.wall.len(),
            processor: median(self.processor),
            wall: median(self.wall),
        }
    }
}

/// Name and version of what cargo says it compiles.
fn compiled(said: &str) -> impl Iterator<Item = (&str, &str)> {
    said.lines().filter_map(|line| {
        let (name, rest) = line.trim().strip_prefix("Compiling ")?.split_once(" v")?;
        Some((name, rest.split_whitespace().next()?))
    })
}

fn versions(said: &str) -> Versions {
    let version = |name: &str| compiled(said).find(|(compiled, _)| *compiled == name).map(|(_, version)| version);
    let names = ["pooled-types", "poolshark", "serde"];
    names.into_iter().filter_map(|name| Some((name.to_owned(), version(name)?.to_owned()))).collect()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Seconds of processor time of all child processes that have ended, and of their children.
fn processor_of_children() -> Result<f64, String> {
    let stat =
        fs::read_to_string("/proc/self/stat").map_err(|error| format!("cannot read /proc/self/stat: {error}"))?;
    ticks_of_children(&stat)
        .map(|ticks| ticks / TICKS_A_SECOND)
        .ok_or_else(|| "/proc/self/stat is not as proc(5) says".to_owned())
}

/// The sum of fields 16 and 17, as `proc(5)` numbers them. Field 2, in parentheses, may have spaces.
fn ticks_of_children(stat: &str) -> Option<f64> {
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |field: usize| fields.get(field - 3)?.parse::<f64>().ok();
    Some(ticks(16)? + ticks(17)?)
}

#[cfg(test)]
mod tests {
    use super::{compiled, ticks_of_children, versions};

    const SAID: &str = "\
   Compiling serde_core v1.0.228
   Compiling serde v1.0.229 (/somewhere)
    Finished `release` profile [optimized] target(s) in 1.19s";

    #[test]
    fn cargo_says_what_it_compiles() {
        assert_eq!(compiled(SAID).collect::<Vec<_>>(), [("serde_core", "1.0.228"), ("serde", "1.0.229")]);
        assert_eq!(versions(SAID), [("serde".to_owned(), "1.0.229".to_owned())]);
    }

    #[test]
    fn ticks_are_counted_behind_the_name() {
        let stat = "7 (a ) b) S 1 7 7 0 -1 4194560 215 900 0 0 3 4 120 30 20 0 1 0";
        assert_eq!(ticks_of_children(stat), Some(150.0));
        assert_eq!(ticks_of_children("7 (a) S 1"), None);
    }
}
