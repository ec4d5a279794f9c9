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
//! | `recorded` | reads the results of the workloads and of the sizes back from the document |

mod footprint;
mod input;
mod number;
mod output;
mod page;
mod plot;
mod reasons;
mod recorded;
#[cfg(test)]
mod sample;
mod scale;
mod service;
mod shapes;
mod sizes;
mod standing;
mod wrap;

use std::fs;
use std::path::Path;

use crate::footprint::Footprint;
use crate::results::Results;
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
    files.extend(plots(&data.results));
    files.extend(data.sizes.iter().map(|lines| plot_of_sizes(sizes::compared(lines))));
    files.extend(data.service.iter().map(|samples| File { path: service::path(), text: service::draw(samples) }));
    Ok(files)
}

/// The workload that README shows: that which is most like the work of a service.
const OF_README: &str = "request";

/// The plots of all workloads, and that for README.
fn plots(results: &Results) -> Vec<File> {
    let Results { machine, workloads, .. } = results;
    let plot = |workload| File { path: plot::path(workload), text: plot::draw(workload, machine) };
    let mut files: Vec<_> = workloads.iter().map(plot).collect();
    let of_readme = workloads.iter().find(|workload| workload.id == OF_README);
    files.extend(of_readme.map(|workload| {
        let text = plot::draw_for_readme(workload, machine);
        File { path: plot::readme_path(), text }
    }));
    files
}

/// The plot of a pool without limits, from what was compared.
fn plot_of_sizes(compared: Vec<(&str, f64)>) -> File {
    File { path: sizes::path(), text: sizes::draw(compared) }
}

/// Draws the plots of the workloads and of the sizes again, from what the document in `docs` states, for when the
/// pictures change and the data are elsewhere. The other files stay as they are.
///
/// # Errors
/// In one line, why the document can't be read, or a plot not be written.
pub fn redraw(docs: &Path) -> Result<String, String> {
    let document = docs.join("PERFORMANCE.md");
    let text = fs::read_to_string(&document).map_err(|error| format!("cannot read {}: {error}", document.display()))?;
    let mut files = plots(&recorded::read(&text)?);
    files.push(plot_of_sizes(recorded::compared(&text)?));
    output::write_each(docs, &files)?;
    Ok(format!("drew {} plots again", files.len()))
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
