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
//! | `shapes` | what all pictures are made of |
//! | `output` | writes files, all or none |
//! | `plot` | draws a workload as SVG |
//! | `footprint` | what the dependency and a type cost, as a section |
//! | `service` | what a service keeps idle, as a section and SVG |
//! | `sizes` | how a pool without limits does, as a section and SVG |
//! | `input` | reads the data of a run, and checks them |
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
mod service;
mod shapes;
mod sizes;
mod standing;
mod wrap;

use std::path::Path;

use crate::footprint::Footprint;
use input::Data;
use output::File;
use reasons::Reason;

/// Reads the data of a run in the folder `found`, and writes the document and the plots into `docs`. The data are
/// `results.json` and, as far as they are there, `footprint.json`, `sizes.json` and `service.csv`.
///
/// Says what was written.
///
/// # Errors
/// In one line, what is wrong and what to do about it. If that is so, nothing was written.
pub fn write(found: &Path, docs: &Path) -> Result<String, String> {
    let files = draw(&Data::read(found)?, reasons::KNOWN)?;
    output::replace(docs, &files)?;
    Ok(format!("wrote {} and {} plots to {}", files[0].path, files.len() - 1, docs.display()))
}

/// A footprint alone, in Markdown.
#[must_use]
pub fn footprint_section(footprint: &Footprint) -> String {
    footprint::write(footprint)
}

/// The files, the document first.
fn draw(data: &Data, known: &[Reason]) -> Result<Vec<File>, String> {
    let workloads = &data.results.workloads;
    reasons::check(workloads, known)?;
    let mut files = vec![File { path: "PERFORMANCE.md".into(), text: page::write(data, known) }];
    files.extend(workloads.iter().map(|workload| File { path: plot::path(workload), text: plot::draw(workload) }));
    files.extend(data.sizes.iter().map(|lines| File { path: sizes::path(), text: sizes::draw(lines) }));
    files.extend(data.service.iter().map(|samples| File { path: service::path(), text: service::draw(samples) }));
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::reasons::Reason;
    use super::{draw, sample};

    #[test]
    fn a_run_becomes_a_document_and_a_plot_a_workload() {
        let files = draw(&sample::data(), &[]).expect("ours wins everywhere");
        let paths: Vec<_> = files.iter().map(|file| file.path.as_str()).collect();
        let plots = ["performance/pairs.svg", "performance/sizes.svg", "performance/service.svg"];
        assert_eq!(paths[0], "PERFORMANCE.md");
        assert_eq!(paths[1..], plots);
        assert!(plots.iter().all(|plot| files[0].text.contains(&format!("({plot})"))));
    }

    #[test]
    fn the_same_run_becomes_the_same_files() {
        assert_eq!(draw(&sample::data(), &[]), draw(&sample::data(), &[]));
    }

    #[test]
    fn a_stale_sentence_stops_everything() {
        let stale = Reason { workload: "pairs", contenders: &["opool Pool"], why: "It won once." };
        assert!(draw(&sample::data(), &[stale]).is_err());
    }
}
