//! Writes `docs/PERFORMANCE.md` and its plots from the data of a run.
//!
//! # The map
//! Each file imports only from files in rows above its row.
//!
//! | file | what it is |
//! |---|---|
//! | `wrap` | breaks text into lines |
//! | `number` | figures as text |
//! | `scale` | an axis: where a value is on it, and which values get a mark |
//! | `standing` | which contender is faster, in one workload |
//! | `reasons` | why another contender wins, and what to use then |
//! | `input` | reads the data of a run, and checks them |
//! | `output` | writes files, all or none |
//! | `plot` | draws a workload as SVG |
//! | `footprint` | what the dependency and a type cost, as a section |
//! | `page` | the whole document, in Markdown |

mod footprint;
mod input;
mod number;
mod output;
mod page;
mod plot;
mod reasons;
#[cfg(test)]
mod sample;
mod scale;
mod standing;
mod wrap;

use std::path::Path;

use crate::footprint::Footprint;
use crate::results::Results;
use output::File;
use reasons::Reason;

/// Reads a run and, if given, a footprint, and writes the document and the plots into `docs`.
///
/// Says what was written.
///
/// # Errors
/// In one line, what is wrong and what to do about it. If that is so, nothing was written.
pub fn write(results: &Path, footprint: Option<&Path>, docs: &Path) -> Result<String, String> {
    let results = input::results(results)?;
    let footprint = footprint.map(input::footprint).transpose()?;
    let files = draw(&results, footprint.as_ref(), reasons::KNOWN)?;
    output::replace(docs, &files)?;
    Ok(format!("wrote {} and {} plots to {}", files[0].path, files.len() - 1, docs.display()))
}

/// A footprint alone, in Markdown.
#[must_use]
pub fn footprint_section(footprint: &Footprint) -> String {
    footprint::write(footprint)
}

/// The files, the document first.
fn draw(results: &Results, footprint: Option<&Footprint>, known: &[Reason]) -> Result<Vec<File>, String> {
    reasons::check(&results.workloads, known)?;
    let page = File { path: "PERFORMANCE.md".into(), text: page::write(results, footprint, known) };
    let plots =
        results.workloads.iter().map(|workload| File { path: plot::path(workload), text: plot::draw(workload) });
    Ok(std::iter::once(page).chain(plots).collect())
}

#[cfg(test)]
mod tests {
    use super::reasons::Reason;
    use super::{draw, sample};

    #[test]
    fn a_run_becomes_a_document_and_a_plot_a_workload() {
        let files = draw(&sample::results(), None, &[]).expect("ours wins everywhere");
        let paths: Vec<_> = files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(paths, ["PERFORMANCE.md", "performance/pairs.svg"]);
        assert!(files[0].text.contains("(performance/pairs.svg)"));
    }

    #[test]
    fn the_same_run_becomes_the_same_files() {
        assert_eq!(draw(&sample::results(), None, &[]), draw(&sample::results(), None, &[]));
    }

    #[test]
    fn a_stale_sentence_stops_everything() {
        let stale = Reason { workload: "pairs", contenders: &["opool Pool"], why: "It won once." };
        assert!(draw(&sample::results(), None, &[stale]).is_err());
    }
}
