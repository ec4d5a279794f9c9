//! A workload as a picture: a bar for each contender that is shown, the fastest on top. On a logarithmic axis, which
//! has no 0 for bars to start at, it is a dot.
//!
//! Our bars differ from the others by a mark and bold text as well as by colour. Bars of what is no pool differ by
//! their pattern.

use std::collections::BTreeSet;

use svg::node::element::{Circle, Group, Text};

use crate::contenders::Kind;
use crate::report::number::{figure, whole};
use crate::report::output::PLOTS;
use crate::report::scale::Scale;
use crate::report::shapes::{
    CHARACTER, GAP, MARGIN, SMALL, WIDTH, line, rectangle, sheet, stripes, tenths, text, write,
};
use crate::report::standing::{best, ours, ratio, sorted};
use crate::results::{Machine, Row, Workload};

/// The room for the figure, right of the longest bar.
const FIGURE: f64 = 104.0;
const TOP: f64 = 52.0;
const ROW: f64 = 28.0;
const BAR: f64 = 16.0;
/// The longest label that gets the room it needs.
const LABEL: usize = 34;
/// How many rows a plot shows at most.
pub(super) const ROWS: usize = 10;
/// The allocator that every program has.
const SYSTEM: &str = "glibc";

/// Where the plot of a workload is, within the folder of the documents.
pub(super) fn path(workload: &Workload) -> String {
    format!("{PLOTS}/{}.svg", workload.id)
}

/// What the plot shows, in a line.
pub(super) fn caption(workload: &Workload) -> String {
    format!("Nanoseconds {}, lower is better: ours and the fastest others; the table has all.", per(workload))
}

/// What the plot shows, in full.
fn description(workload: &Workload) -> String {
    let ours = ours(workload);
    let row = |row: &Row| format!("{} {} ns ({:.2} of ours)", row.contender, figure(row.time.median), ratio(row, ours));
    let rows: Vec<_> = shown(workload).into_iter().map(row).collect();
    format!("Nanoseconds {}, the fastest first: {}.", per(workload), rows.join(", "))
}

/// What a row is a variant of: the crate, or the allocator.
fn family(row: &Row) -> &str {
    row.contender.split([' ', ',']).next().unwrap_or_default()
}

/// The rows to draw, the fastest first: ours once, as the plain derived type; of each other crate and allocator the
/// fastest way. If these are too many, the slowest are left out, but not ours and not the system's allocator.
fn shown(workload: &Workload) -> Vec<&Row> {
    let mut rows = shown_of_all(workload);
    while rows.len() > ROWS {
        let goes = |row: &&Row| row.kind != Kind::Ours && family(row) != SYSTEM;
        let Some(slowest) = rows.iter().rposition(goes) else { break };
        rows.remove(slowest);
    }
    rows
}

/// Ours once, and of each other crate and allocator the fastest way.
fn shown_of_all(workload: &Workload) -> Vec<&Row> {
    let ours = ours(workload);
    let mut rows: Vec<&Row> = Vec::new();
    for row in sorted(workload) {
        let is_new = !rows.iter().any(|other| other.kind == row.kind && family(other) == family(row));
        if std::ptr::eq(row, ours) || (row.kind != Kind::Ours && is_new) {
            rows.push(row);
        }
    }
    rows
}

fn per(workload: &Workload) -> String {
    format!("per {}", workload.unit.trim_start_matches("an ").trim_start_matches("a "))
}

pub(super) fn draw(workload: &Workload, machine: &Machine) -> String {
    picture(workload, machine, &shown(workload), WIDTH)
}

/// Where the picture for README is, within the folder of the documents.
pub(super) fn readme_path() -> String {
    format!("{PLOTS}/readme.svg")
}

/// A small picture of a workload: ours, the fastest other pool, and each allocator by its faster way.
pub(super) fn draw_for_readme(workload: &Workload, machine: &Machine) -> String {
    let peer = best(workload, Kind::Peer);
    let is_wanted = |row: &&Row| match row.kind {
        Kind::Ours | Kind::Plain => true,
        Kind::Peer => peer.is_some_and(|peer| std::ptr::eq(peer, *row)),
        Kind::InPlace | Kind::Nothing => false,
    };
    let rows: Vec<_> = shown_of_all(workload).into_iter().filter(is_wanted).collect();
    picture(workload, machine, &rows, SMALL)
}

/// Draws these rows of a workload.
fn picture(workload: &Workload, machine: &Machine, rows: &[&Row], width: f64) -> String {
    let frame = Frame::of(rows, width);
    let mut document = sheet(&workload.title, &description(workload), width, frame.height()).add(stripes());
    document = document.add(frame.axis(workload));
    for (at, row) in rows.iter().enumerate() {
        document = document.add(frame.row(at, row));
    }
    write(&document.add(frame.legend(rows)).add(frame.measured(machine)))
}

/// Where things are.
struct Frame {
    scale: Scale,
    rows: usize,
    /// The left ends of the bars, and the right end of the longest.
    left: f64,
    right: f64,
}

impl Frame {
    fn of(rows: &[&Row], width: f64) -> Self {
        let times: Vec<_> = rows.iter().map(|row| row.time).collect();
        let longest = rows.iter().map(|row| label(row).chars().count()).max().unwrap_or(0);
        let left = MARGIN + GAP + f64::from(u8::try_from(longest.min(LABEL)).unwrap_or(u8::MAX)) * CHARACTER;
        Self { scale: Scale::of(&times), rows: rows.len(), left, right: width - MARGIN - FIGURE }
    }

    fn x(&self, value: f64) -> f64 {
        self.left + self.scale.place(value) * (self.right - self.left)
    }

    #[expect(clippy::cast_precision_loss, reason = "few rows")]
    fn y(&self, row: usize) -> f64 {
        TOP + row as f64 * ROW
    }

    /// Below the last row.
    fn bottom(&self) -> f64 {
        self.y(self.rows)
    }

    fn height(&self) -> f64 {
        self.bottom() + 94.0
    }

    fn axis(&self, workload: &Workload) -> Group {
        let mut group = Group::new();
        for mark in self.scale.marks() {
            let x = self.x(mark);
            group = group.add(line([x, TOP - 6.0], [x, self.bottom()]).set("class", "grid"));
            group = group.add(text("quiet", "middle", [x, self.bottom() + 16.0], &tick(mark)));
        }
        let kind = if self.scale.is_logarithmic() { ", logarithmic" } else { "" };
        let name = format!("nanoseconds {}{kind}; lower is better", per(workload));
        group.add(text("quiet", "middle", [f64::midpoint(self.left, self.right), self.bottom() + 36.0], &name))
    }

    fn row(&self, at: usize, row: &Row) -> Group {
        let (top, middle) = (self.y(at) + (ROW - BAR) / 2.0, self.y(at) + ROW / 2.0);
        let end = self.x(row.time.median);
        let group = Group::new().set("class", class(row.kind));
        let group = if self.scale.is_logarithmic() {
            group.add(Circle::new().set("class", "bar").set("cx", tenths(end)).set("cy", tenths(middle)).set("r", 6))
        } else {
            group.add(rectangle("bar", [self.left, top, end - self.left, BAR]))
        };
        let beyond = [self.x(row.time.high) + GAP, middle + 4.5];
        group
            .add(text("label", "end", [self.left - GAP, middle + 4.5], &label(row)))
            .add(self.whiskers(row, middle))
            .add(text("figure", "start", beyond, &(figure(row.time.median) + " ns")))
    }

    /// A line from quartile to quartile. It has no end mark where it goes on beyond the axis.
    fn whiskers(&self, row: &Row, middle: f64) -> Group {
        let ends = [row.time.low, row.time.high];
        let [low, high] = ends.map(|end| self.x(end));
        let group = Group::new().set("class", "whisker").add(line([low, middle], [high, middle]));
        let shown = ends.into_iter().filter(|&end| self.scale.shows(end)).map(|end| self.x(end));
        shown.map(|x| line([x, middle - 4.0], [x, middle + 4.0])).fold(group, Group::add)
    }

    /// The kinds of the contenders.
    fn legend(&self, rows: &[&Row]) -> Group {
        let y = self.bottom() + 58.0;
        let mut group = Group::new();
        let mut x = MARGIN;
        let kinds: BTreeSet<Kind> = rows.iter().map(|row| row.kind).collect();
        for kind in kinds {
            let name = name(kind);
            let entry = Group::new().set("class", class(kind));
            let swatch = rectangle("bar", [x, y - 10.0, 18.0, 11.0]);
            group = group.add(entry.add(swatch).add(text("label", "start", [x + 24.0, y], name)));
            x += 24.0 + (name.len() as f64) * CHARACTER + 14.0;
        }
        group
    }

    /// Where and when it was measured, in small.
    fn measured(&self, machine: &Machine) -> Text {
        let Machine { processor, cores, date, .. } = machine;
        let words = format!("median, with quartiles as whiskers; {processor}, {cores} cores, {date}");
        text("quiet small", "start", [MARGIN, self.bottom() + 80.0], &words)
    }
}

/// What the legend calls a kind.
fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Ours => "pooled-types",
        Kind::Peer => "other pool",
        Kind::Plain => "allocator",
        Kind::InPlace => "reused in place",
        Kind::Nothing => "no objects",
    }
}

fn class(kind: Kind) -> &'static str {
    match kind {
        Kind::Ours => "ours",
        Kind::Peer => "peer",
        Kind::Plain => "plain",
        Kind::InPlace => "place",
        Kind::Nothing => "nothing",
    }
}

/// A label that is too long is cut; the table has all of it.
fn label(row: &Row) -> String {
    let mark = if row.kind == Kind::Ours { "▸ " } else { "" };
    let name = &row.contender;
    let room = LABEL - mark.chars().count();
    if name.chars().count() <= room {
        return format!("{mark}{name}");
    }
    let start: String = name.chars().take(room - 1).collect();
    format!("{mark}{start}…")
}

/// The text of a mark, with all its digits: marks are round numbers.
fn tick(mark: f64) -> String {
    if mark < 10.0 { ((mark * 1e6).round() / 1e6).to_string() } else { whole(mark) }
}

#[cfg(test)]
mod tests {
    use super::{LABEL, ROWS, description, draw, label, path, shown};
    use crate::contenders::Kind;
    use crate::report::sample;
    use crate::report::wrap::WIDTH as WIDTH_OF_LINES;

    #[test]
    fn rows_are_drawn_from_the_fastest_on() {
        let plot = draw(&sample::workload(), &sample::results().machine);
        let at = |name: &str| plot.find(&format!(">\n{name}\n<")).unwrap_or_else(|| panic!("{name} is drawn"));
        let names = ["malloc + free", "opool Pool", "object-pool"].map(at);
        assert!(names.is_sorted());
        assert!(at("▸ pooled-types") < names[0]);
        assert_eq!(plot.matches("class=\"whisker\"").count(), 5);
    }

    #[test]
    fn ours_is_drawn_once_and_few_others_are() {
        let mut workload = sample::workload();
        workload.rows.push(sample::row("pooled-types, mimalloc", Kind::Ours, [1.0, 1.0, 1.0]));
        workload.rows.push(sample::row("opool LocalPool", Kind::Peer, [20.0, 20.0, 20.0]));
        workload.rows.push(sample::row("glibc, by value", Kind::Plain, [90.0, 90.0, 90.0]));
        let peers = (0..12).map(|n| sample::row(&format!("peer{n}"), Kind::Peer, [50.0, 50.0, 50.0]));
        workload.rows.extend(peers);
        let shown: Vec<_> = shown(&workload).into_iter().map(|row| row.contender.as_str()).collect();
        assert_eq!(shown.len(), ROWS);
        assert!(shown.contains(&"pooled-types") && !shown.contains(&"pooled-types, mimalloc"), "{shown:?}");
        assert!(shown.contains(&"opool Pool") && !shown.contains(&"opool LocalPool"), "{shown:?}");
        assert_eq!(shown.last(), Some(&"glibc, by value"));
    }

    #[test]
    fn it_can_be_heard() {
        let plot = draw(&sample::workload(), &sample::results().machine);
        assert!(plot.contains("role=\"img\"") && plot.contains("aria-labelledby=\"title desc\""));
        assert!(plot.contains("id=\"title\"") && plot.contains("id=\"desc\""));
        assert!(
            description(&sample::workload())
                .contains("pooled-types 2.00 ns (1.00 of ours), malloc + free 9.00 ns (4.50 of ours)")
        );
    }

    #[test]
    fn names_are_escaped_and_cut() {
        let mut workload = sample::workload();
        workload.title = "Vec<u8> & \"co\"".into();
        let plot = draw(&workload, &sample::results().machine);
        assert!(plot.contains("Vec&lt;u8&gt; &amp;") && !plot.contains("Vec<u8>"));
        let long = sample::row(&"x".repeat(LABEL + 1), Kind::Peer, [1.0, 1.0, 1.0]);
        assert!(label(&long).ends_with('…') && label(&long).chars().count() == LABEL);
    }

    #[test]
    fn no_line_is_too_long() {
        let plot = draw(&sample::widest().workloads[0], &sample::results().machine);
        let long: Vec<_> = plot.lines().filter(|line| line.chars().count() > WIDTH_OF_LINES).collect();
        assert!(long.is_empty(), "{long:?}");
    }

    #[test]
    fn the_file_is_named_after_the_workload() {
        assert_eq!(path(&sample::workload()), "performance/pairs.svg");
    }
}
