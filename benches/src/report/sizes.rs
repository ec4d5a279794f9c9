//! How a pool without limits does at work of many sizes: a section of the document, and its picture.

use svg::node::element::Group;

use crate::judge::verdict::{Check, Line};
use crate::report::number::{count, figure};
use crate::report::output::PLOTS;
use crate::report::plot::ROWS;
use crate::report::scale::Scale;
use crate::report::shapes::{CHARACTER, GAP, MARGIN, WIDTH, line, rectangle, sheet, text, write as write_picture};
use crate::report::{page, wrap};

const TITLE: &str = "A pool that sizes itself";

const WHAT: &str = "\
Types without attributes, at work of many sizes. Where ours is compared with limits, a type with `capacity` and \
`depot` is compared: the best of the pairs of powers of two that `sizes` tries. A *share* is a time minus that of the \
program without objects. `sizes --check` fails if a figure is above what it may be at most.";

const CAPTION: &str = "Bars of the time of a pool without limits, divided by that of the best limits: the ten \
workloads where that is highest; a line marks 1.25. The table has all.";

/// Where the picture is, within the folder of the documents.
pub(super) fn path() -> String {
    format!("{PLOTS}/sizes.svg")
}

pub(super) fn write(lines: &[Line]) -> String {
    let mut parts = vec![
        format!("## {TITLE}\n"),
        wrap::paragraph(WHAT) + "\n",
        wrap::paragraph(&format!("![{CAPTION}]({})", path())) + "\n",
        "| workload, and what ours is compared with | ours | theirs | | at most | |".to_owned(),
        "|---|--:|--:|--:|--:|---|".to_owned(),
    ];
    for line in lines {
        let Line { row, ours, unit, .. } = line;
        parts.push(format!("| **{}** | {} {unit} | | | | |", page::escape(row), number(*ours)));
        parts.extend(line.checks.iter().map(check));
    }
    parts.join("\n") + "\n"
}

fn check(check: &Check) -> String {
    let Check { what, theirs, value, limit } = check;
    let [theirs, limit] = [theirs, limit].map(|figure| figure.map_or_else(String::new, number));
    let cells = [&page::escape(what), "", &theirs, &number(*value), &limit, check.verdict()];
    let cells = cells.map(|cell| if cell.is_empty() { " ".to_owned() } else { format!(" {cell} ") });
    format!("|{}|", cells.join("|"))
}

/// A small figure with the digits that matter.
fn number(value: f64) -> String {
    if value > 0.0 && value < 0.095 { format!("{value:.4}") } else { count(value) }
}

const TOP: f64 = 52.0;
const ROW: f64 = 24.0;
const BAR: f64 = 12.0;
const FIGURE: f64 = 56.0;
/// Ours takes at most so many times as long as with the best limits.
const LIMIT: f64 = 1.25;

/// The workloads that were compared with limits, each with ours divided by ours with the best limits.
pub(super) fn compared(lines: &[Line]) -> Vec<(&str, f64)> {
    lines.iter().filter_map(|line| Some((&*line.row, line.tuned?))).collect()
}

/// The rows to draw: those that ours does worst, the worst first.
fn shown(mut rows: Vec<(&str, f64)>) -> Vec<(&str, f64)> {
    rows.sort_by(|one, other| other.1.total_cmp(&one.1));
    rows.truncate(ROWS);
    rows
}

/// The picture of what was [`compared`].
#[expect(clippy::cast_precision_loss, reason = "few rows, short labels")]
pub(super) fn draw(compared: Vec<(&str, f64)>) -> String {
    let rows = shown(compared);
    let longest = rows.iter().map(|(row, _)| row.chars().count()).max().unwrap_or(0);
    let (left, right) = (MARGIN + GAP + longest as f64 * CHARACTER, WIDTH - MARGIN - FIGURE);
    let scale = Scale::linear(rows.iter().map(|(_, tuned)| *tuned).fold(LIMIT * 1.2, f64::max));
    let x = |value: f64| left + scale.place(value) * (right - left);
    let bottom = TOP + rows.len() as f64 * ROW;
    let mut picture = sheet(TITLE, &description(&rows), WIDTH, bottom + 48.0);
    for mark in scale.marks() {
        picture = picture.add(line([x(mark), TOP - 6.0], [x(mark), bottom]).set("class", "grid"));
        picture = picture.add(text("quiet", "middle", [x(mark), bottom + 16.0], &count(mark)));
    }
    for (at, (row, tuned)) in rows.iter().enumerate() {
        let (top, middle) = (TOP + at as f64 * ROW + (ROW - BAR) / 2.0, TOP + at as f64 * ROW + ROW / 2.0);
        let group = Group::new()
            .add(text("label", "end", [left - GAP, middle + 4.5], row))
            .add(Group::new().set("class", "ours").add(rectangle("bar", [left, top, x(*tuned) - left, BAR])))
            .add(text("figure", "start", [x(*tuned) + GAP, middle + 4.5], &figure(*tuned)));
        picture = picture.add(group);
    }
    picture = picture.add(line([x(LIMIT), TOP - 6.0], [x(LIMIT), bottom]).set("class", "limit"));
    let name = "time without limits ÷ time with the best limits; lower is better";
    write_picture(&picture.add(text("quiet", "middle", [f64::midpoint(left, right), bottom + 36.0], name)))
}

fn description(rows: &[(&str, f64)]) -> String {
    let rows: Vec<_> = rows.iter().map(|(row, tuned)| format!("{row}: {tuned:.2}")).collect();
    format!(
        "The time of a pool without limits divided by that of the best limits, the highest first. {}.",
        rows.join("; ")
    )
}

#[cfg(test)]
mod tests {
    use super::{ROWS, compared, draw, shown, write};
    use crate::report::sample;
    use crate::report::wrap::WIDTH;

    #[test]
    fn each_check_is_a_row() {
        let text = write(&sample::sizes());
        assert!(text.contains("| **hold, 32, newest first** | 2 ns | | | | |\n"), "{text}");
        assert!(text.contains("| capacity = 64, depot = 0 | | 1 | 2 | 1.25 | FAIL |\n"), "{text}");
        assert!(text.contains("| misses, % | | | 0 | | |\n"), "{text}");
        assert!(text.lines().all(|line| line.chars().count() <= WIDTH), "{text}");
    }

    #[test]
    fn what_was_compared_with_limits_is_drawn() {
        let picture = draw(compared(&sample::sizes()));
        assert!(picture.contains(">\nhold, 32, newest first\n<") && !picture.contains("\nheld"), "{picture}");
        assert_eq!(picture.matches("class=\"limit\"").count(), 1);
        assert!(picture.lines().all(|line| line.chars().count() <= WIDTH), "{picture}");
    }

    #[test]
    fn the_worst_rows_are_drawn() {
        let rows: Vec<_> = (0..ROWS + 3).map(|n| ("row", f64::from(u8::try_from(n).unwrap_or(u8::MAX)))).collect();
        let shown: Vec<_> = shown(rows).into_iter().map(|(_, tuned)| tuned).collect();
        assert_eq!((shown.len(), shown[0], shown[ROWS - 1]), (ROWS, 12.0, 3.0));
    }
}
