//! What a service keeps idle in an hour, as a picture.

use svg::node::element::{Group, Polyline};

use crate::report::number::count;
use crate::report::output::PLOTS;
use crate::report::scale::Scale;
use crate::report::shapes::{MARGIN, WIDTH, line, rectangle, sheet, tenths, text, write as write_picture};
use crate::report::wrap;

const TITLE: &str = "What a service keeps idle";

const WHAT: &str = "\
An hour of a service with four workers, in simulated time, with intervals of ten seconds: a burst every ten minutes, \
and few small requests between. Now and then a worker is replaced. The test `tests/sizes/service.rs` runs it, and \
fails if a burst leaves more than a tenth of its bytes after four intervals.";

const CAPTION: &str =
    "A curve of the idle megabytes in an hour: it rises in each burst and falls within half a minute.";

const TOP: f64 = 48.0;
const BOTTOM: f64 = 248.0;
const LEFT: f64 = 64.0;
const RIGHT: f64 = WIDTH - MARGIN;
const MIB: f64 = (1 << 20) as f64;

/// What was idle at one time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Sample {
    second: f64,
    is_burst: bool,
    mib: f64,
}

/// Reads the lines that the test prints.
///
/// # Errors
/// If there are none, or one can't be read.
pub(super) fn parse(text: &str) -> Result<Vec<Sample>, String> {
    let rows = text.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_digit()));
    let samples = rows.map(sample).collect::<Result<Vec<_>, _>>()?;
    if samples.len() < 2 { Err("it has fewer than two samples".into()) } else { Ok(samples) }
}

fn sample(row: &str) -> Result<Sample, String> {
    let fields: Result<Vec<f64>, _> = row.split(',').map(str::parse).collect();
    match fields.as_deref() {
        Ok([second, burst, _, bytes, _]) => Ok(Sample { second: *second, is_burst: *burst > 0.0, mib: bytes / MIB }),
        _ => Err(format!("`{row}` is no sample")),
    }
}

/// Where the picture is, within the folder of the documents.
pub(super) fn path() -> String {
    format!("{PLOTS}/service.svg")
}

pub(super) fn section() -> String {
    let picture = wrap::paragraph(&format!("![{CAPTION}]({})", path()));
    format!("## {TITLE}\n\n{}\n\n{picture}\n", wrap::paragraph(WHAT))
}

pub(super) fn draw(samples: &[Sample]) -> String {
    let (last, most) = (samples[samples.len() - 1].second, samples.iter().map(|it| it.mib).fold(0.0, f64::max));
    let (time, memory) = (Scale::linear(last), Scale::linear(most));
    let x = |second: f64| LEFT + time.place(second) * (RIGHT - LEFT);
    let y = |mib: f64| BOTTOM - memory.place(mib) * (BOTTOM - TOP);
    let step = last / (samples.len() - 1) as f64;
    let mut picture = sheet(TITLE, &format!("{CAPTION} At most {most:.1} MiB are idle."), WIDTH, BOTTOM + 44.0);
    for burst in samples.iter().filter(|it| it.is_burst) {
        let from = x((burst.second - step).max(0.0));
        picture = picture.add(rectangle("burst", [from, TOP, x(burst.second) - from, BOTTOM - TOP]));
    }
    for mark in memory.marks() {
        picture = picture.add(line([LEFT, y(mark)], [RIGHT, y(mark)]).set("class", "grid"));
        picture = picture.add(text("quiet", "end", [LEFT - 6.0, y(mark) + 4.5], &format!("{} MiB", count(mark))));
    }
    for minute in (0..).step_by(10).map(f64::from).take_while(|minute| minute * 60.0 <= last) {
        picture = picture.add(text("quiet", "middle", [x(minute * 60.0), BOTTOM + 18.0], &count(minute)));
    }
    let points: Vec<_> = samples.iter().map(|it| format!("{},{}", tenths(x(it.second)), tenths(y(it.mib)))).collect();
    let curve = Polyline::new().set("class", "held").set("points", wrap::paragraph(&points.join(" ")));
    let name = "minutes; grey: bursts. The curve: idle bytes, as the statistics have them";
    let group = Group::new().add(curve);
    let label = text("quiet", "middle", [f64::midpoint(LEFT, RIGHT), BOTTOM + 36.0], name);
    write_picture(&picture.add(group).add(label))
}

#[cfg(test)]
mod tests {
    use super::{draw, parse};
    use crate::report::wrap::WIDTH;

    const TEXT: &str = "running 1 test\nsecond,burst,idle objects,idle bytes,allocated bytes\n0,1,7,1048576,9\n\
        10,0,3,0,-9\ntest it ... ok\n";

    #[test]
    fn what_the_test_prints_is_read() {
        let samples = parse(TEXT).expect("two samples");
        assert_eq!(samples.len(), 2);
        assert!(samples[0].is_burst && !samples[1].is_burst && (samples[0].mib - 1.0).abs() < 1e-9);
        assert!(parse("nothing").is_err() && parse("1,2\n3,4\n").is_err());
    }

    #[test]
    fn a_curve_and_its_bursts_are_drawn() {
        let picture = draw(&parse(TEXT).expect("two samples"));
        assert_eq!(picture.matches("<polyline").count(), 1);
        assert_eq!(picture.matches("class=\"burst\"").count(), 1);
        assert!(picture.lines().all(|line| line.chars().count() <= WIDTH), "{picture}");
    }
}
