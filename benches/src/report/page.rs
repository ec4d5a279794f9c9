//! The whole document, in Markdown.

use crate::claims::{self, Claim};
use crate::contenders::Kind;
use crate::report::input::Data;
use crate::report::number::{count, figure, times};
use crate::report::reasons::{Reason, explained};
use crate::report::standing::{Standing, best, ours, ratio, sorted, standing};
use crate::report::{footprint, plot, service, sizes, wrap};
use crate::results::{Machine, Row, Workload};

const INTRODUCTION: &str = "\
# Performance

`benches/report` writes this page from one run; do not edit it by hand. It compares `pooled-types` with other pools,
with plain allocation, and with reuse in place where that is possible. All contenders of a workload do the same work
with the same objects.

- The programs are built with thin LTO and one codegen unit. Each contender first runs the work once without the clock,
  which fills its pool.
- The contenders take turns in each round, so what slows the machine slows all alike. A time is the median of the
  rounds, in nanoseconds; beside it are the quartiles. Compare times within this run, not with those of another machine
  or day.
- Valgrind counts instructions; the counts repeat. Allocations are calls of the allocator, counted in rounds of their
  own.
- \"× ours\" says how many times as long as `pooled-types` a contender takes: below 1 it is faster.
- In the plots, a whisker without an end mark goes on beyond the axis.
- A contender *wins* when its median is more than 3 % below ours and its quartiles do not overlap ours. The report is
  not written unless there is a sentence on each winner.
";

const REPEAT: &str = "\
## How to repeat it

```sh
benches/report              # everything: measures, then writes this page
```

or one by one, in `benches/`:

```sh
./compare --out found/results.json
./sizes --out found/sizes.json
cargo run --release --bin footprint -- --out found/footprint.json
cargo run --release --bin report -- found
```
";

const CLAIMED: &str = "In nanoseconds. A *share* is a time minus that of the program without objects. `compare \
    --check` fails if a claim does not hold, or if it is not known because the machine was too busy.";

pub(super) fn write(data: &Data, known: &[Reason]) -> String {
    let results = &data.results;
    let mut parts = vec![INTRODUCTION.to_owned(), machine(&results.machine, &results.versions), REPEAT.to_owned()];
    parts.push(summary(&results.workloads));
    parts.push(claimed(&claims::all(&results.workloads)));
    parts.extend(data.sizes.as_deref().map(sizes::write));
    parts.extend(data.service.is_some().then(service::section));
    parts.extend(results.workloads.iter().map(|workload| details(workload, known)));
    parts.extend(data.footprint.as_ref().map(footprint::write));
    parts.join("\n")
}

fn machine(machine: &Machine, versions: &[(String, String)]) -> String {
    let Machine { processor, cores, system, date } = machine;
    let versions: Vec<_> = versions.iter().map(|(name, version)| format!("{name} {version}")).collect();
    let measured = format!("Measured on {date}: {processor}, {cores} cores; {system}.");
    let versions = format!("Versions: {}.", versions.join(", "));
    format!("{}\n\n{}\n", wrap::paragraph(&measured), wrap::paragraph(&versions))
}

/// Two tables, because one with both rivals would be too wide. Links have their targets below, for the same reason.
fn summary(workloads: &[Workload]) -> String {
    let mut lines = vec!["## Summary\n".to_owned(), "Nanoseconds. **Bold**: it wins.\n".to_owned()];
    for (kind, rival) in [(Kind::Peer, "best other pool"), (Kind::Plain, "best plain allocation")] {
        lines.push(format!("| workload | ours | {rival} | | × ours |\n|---|--:|---|--:|--:|"));
        lines.extend(workloads.iter().map(|workload| summary_row(workload, kind)));
        lines.push(String::new());
    }
    lines.extend(workloads.iter().map(|workload| format!("[{}]: #{}", escape(&workload.title), anchor(&workload.id))));
    lines.join("\n") + "\n"
}

fn summary_row(workload: &Workload, rival: Kind) -> String {
    let ours = ours(workload);
    let cells = match best(workload, rival) {
        Some(row) => format!("{} | {} | {}", escape(&row.contender), figure(row.time.median), ratio_cell(row, ours)),
        None => "– | – | –".to_owned(),
    };
    let Workload { title, unit, .. } = workload;
    format!("| [{}], {} | {} | {cells} |", escape(title), escape(unit), figure(ours.time.median))
}

/// What is claimed. A note says why a claim does not hold.
fn claimed(claims: &[Claim]) -> String {
    let mut lines = vec!["## What is claimed\n".to_owned(), wrap::paragraph(CLAIMED) + "\n"];
    lines.extend(["| claim | ours | at most | | |", "|---|--:|--:|---|---|"].map(str::to_owned));
    lines.extend(claims.iter().map(|claim| {
        let Claim { what, ours, other, limit, .. } = claim;
        let verdict = if claim.is_known() { claim.verdict() } else { "not known" };
        format!("| {what} | {ours:.2} | {limit:.2} | {} | {verdict} |", escape(other))
    }));
    let notes = claims.iter().filter(|claim| !claim.holds() && !claim.note.is_empty());
    lines.extend(notes.map(|claim| format!("\n{}", wrap::paragraph(&format!("*{}*: {}", claim.what, claim.note)))));
    lines.join("\n") + "\n"
}

fn details(workload: &Workload, known: &[Reason]) -> String {
    let ours = ours(workload);
    let what = format!("{} All figures are per {}.", workload.what, without_article(&workload.unit));
    let plot = format!("![{}]({})", escape_image(&plot::caption(workload)), plot::path(workload));
    let mut lines = vec![
        format!("<a id=\"{}\"></a>\n", anchor(&workload.id)),
        format!("## {}\n", escape(&workload.title)),
        wrap::paragraph(&what) + "\n",
        wrap::paragraph(&plot) + "\n",
        "| contender | takes from | ns | quartiles | × ours | instructions | allocations |".to_owned(),
        "|---|---|--:|--:|--:|--:|--:|".to_owned(),
    ];
    lines.extend(sorted(workload).into_iter().map(|row| details_row(row, ours)));
    lines.push(String::new());
    lines.extend(explained(workload, known).map(|(rows, reason)| explanation(&rows, ours, reason)));
    lines.join("\n")
}

fn details_row(row: &Row, ours: &Row) -> String {
    let name = escape(&row.contender);
    let name = if row.kind == Kind::Ours { format!("**{name}**") } else { name };
    let time = row.time;
    format!(
        "| {name} | {} | {} | {} to {} | {} | {} | {} |",
        source(row),
        figure(time.median),
        figure(time.low),
        figure(time.high),
        ratio_cell(row, ours),
        row.instructions.map_or("–".to_owned(), count),
        count(row.allocations),
    )
}

fn source(row: &Row) -> &'static str {
    match row.kind {
        Kind::Ours | Kind::Peer if row.needs_pool => "a pool passed around",
        Kind::Ours | Kind::Peer => "the type",
        Kind::Plain => "the allocator",
        Kind::InPlace => "a variable",
        Kind::Nothing => "–",
    }
}

/// Bold where it wins.
fn ratio_cell(row: &Row, ours: &Row) -> String {
    let times = times(ratio(row, ours));
    if row.kind.is_rival() && standing(row, ours).is_win() { format!("**{times}**") } else { times }
}

fn explanation(rows: &[&Row], ours: &Row, reason: &Reason) -> String {
    let of_one = |row: &&Row| {
        let noise = match standing(row, ours) {
            Standing::Close => ", within the noise of this run",
            Standing::Wins | Standing::Behind => "",
        };
        format!("**{}** ({}{noise})", escape(&row.contender), times(ratio(row, ours)))
    };
    let rows: Vec<_> = rows.iter().map(of_one).collect();
    wrap::paragraph(&format!("{}: {}", rows.join(", "), reason.why)) + "\n"
}

fn anchor(id: &str) -> String {
    id.replace('_', "-")
}

fn without_article(unit: &str) -> &str {
    unit.strip_prefix("a ").or(unit.strip_prefix("an ")).unwrap_or(unit)
}

/// Escapes what would end a cell or begin markup.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('|', "\\|").replace('<', "&lt;").replace('*', "\\*")
}

fn escape_image(text: &str) -> String {
    text.replace('[', "(").replace(']', ")").replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::{claimed, details, escape, summary, write};
    use crate::claims::Claim;
    use crate::contenders::Kind;
    use crate::report::input::Data;
    use crate::report::reasons::{KNOWN, Reason};
    use crate::report::sample;
    use crate::report::wrap::WIDTH;

    #[test]
    fn a_summary_names_the_best_of_each_kind() {
        let text = summary(&[sample::workload()]);
        assert!(text.contains("| [Take and drop], a take and drop | 2.00 | opool Pool | 17.0 | 8.50 × |"), "{text}");
        assert!(text.contains("| [Take and drop], a take and drop | 2.00 | malloc + free | 9.00 | 4.50 × |"), "{text}");
        assert!(text.ends_with("\n\n[Take and drop]: #pairs\n"), "{text}");
    }

    #[test]
    fn a_kind_that_is_not_there_is_a_dash() {
        let mut workload = sample::workload();
        workload.rows.retain(|row| row.kind == Kind::Ours);
        assert_eq!(summary(&[workload]).matches("| 2.00 | – | – | – |").count(), 2);
    }

    #[test]
    fn a_row_has_its_quartiles_ratio_and_counts() {
        let text = details(&sample::workload(), &[]);
        assert!(text.contains("| **pooled-types** | the type | 2.00 | 1.90 to 2.10 | 1.00 × | 19 | 0 |"), "{text}");
        assert!(text.contains("| malloc + free | the allocator | 9.00 | 8.90 to 9.20 | 4.50 × | – | 2 |"), "{text}");
        assert!(text.contains("per take and drop"));
    }

    #[test]
    fn a_win_is_bold_and_explained() {
        let mut workload = sample::workload();
        workload.rows[3].time = workload.rows[4].time;
        let known = [Reason { workload: "pairs", contenders: &["malloc + free"], why: "Small objects." }];
        let text = details(&workload, &known);
        assert!(text.contains("**0.15 ×**") && text.contains("**malloc + free** (0.15 ×): Small objects."), "{text}");
        // What does nothing wins nothing.
        assert_eq!(text.matches("**0.15 ×**").count(), 1);
    }

    #[test]
    fn what_does_not_hold_is_explained() {
        let claim =
            |ours| Claim { what: "faster", note: "It rained.", ours, other: "opool Pool".to_owned(), limit: 2.0 };
        let text = claimed(&[claim(1.0)]);
        assert!(text.contains("| faster | 1.00 | 2.00 | opool Pool | holds |") && !text.contains("rained"), "{text}");
        assert!(claimed(&[claim(3.0)]).ends_with("| does not hold |\n\n*faster*: It rained.\n"));
    }

    #[test]
    fn no_line_is_too_long() {
        let text = write(&Data { results: sample::widest(), ..sample::data() }, KNOWN);
        let long: Vec<_> = text.lines().filter(|line| line.chars().count() > WIDTH).collect();
        assert!(long.is_empty(), "{long:#?}");
    }

    #[test]
    fn the_page_says_where_and_with_what() {
        let text = write(&sample::data(), &[]);
        assert!(text.contains("2026-11-21: A processor, 2 cores; Linux 6, glibc 2.39."));
        assert!(text.contains("rustc 1.95.0, opool 0.2.0."));
    }

    #[test]
    fn names_do_not_break_tables() {
        assert_eq!(escape("Vec<u8> | &x *"), "Vec&lt;u8> \\| &amp;x \\*");
    }
}
