//! What all pictures are made of. A picture has its own background, and colours for light and dark pages.

use svg::Document;
use svg::node::element::{Definitions, Description, Line, Pattern, Rectangle, Style, Text, Title};

use crate::report::wrap;

pub(super) const WIDTH: f64 = 800.0;
/// The width of a small picture.
pub(super) const SMALL: f64 = 600.0;
pub(super) const MARGIN: f64 = 16.0;
/// Between a shape and its texts.
pub(super) const GAP: f64 = 8.0;
/// The width of a character of a label, in a wide font.
pub(super) const CHARACTER: f64 = 7.6;

const STYLE: &str = "
svg { font: 13px system-ui, -apple-system, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif; }
text { fill: #1f2328; } .quiet { fill: #59636e; } .small { font-size: 11px; }
.title, .ours text { font-weight: 700; } .title { font-size: 15px; }
.figure { paint-order: stroke; stroke: #ffffff; stroke-width: 4px; }
.page { fill: #ffffff; } .grid { stroke: #d1d9e0; } .whisker { stroke: #1f2328; stroke-width: 1.5; }
.bar { stroke: #6e7781; fill: #b9c2cc; } .ours .bar { stroke: #0550ae; fill: #218bff; }
.stripes { stroke: #6e7781; stroke-width: 2; } .plain .bar { fill: url(#stripes); }
.limit { stroke: #cf222e; stroke-width: 2; } .held { fill: none; stroke: #0550ae; stroke-width: 2; }
.burst { fill: #eaeef2; }
.nothing .bar { fill: none; stroke-dasharray: 3 2; } .place .bar { fill: none; }
@media (prefers-color-scheme: dark) {
text { fill: #f0f6fc; } .quiet { fill: #9198a1; }
.figure { stroke: #0d1117; }
.page { fill: #0d1117; } .grid { stroke: #3d444d; } .whisker { stroke: #f0f6fc; }
.limit { stroke: #f85149; } .held { stroke: #79c0ff; } .burst { fill: #21262d; }
.bar { stroke: #9198a1; fill: #4b535d; } .ours .bar { stroke: #79c0ff; fill: #1f6feb; } .stripes { stroke: #9198a1; }
}
";

/// A picture without shapes yet. `description` says in full what it will show.
pub(super) fn sheet(title: &str, description: &str, width: f64, height: f64) -> Document {
    Document::new()
        .set("viewBox", (0, 0, width, height))
        .set("width", width)
        .set("height", height)
        .set("role", "img")
        .set("aria-labelledby", "title desc")
        .add(Title::new(title).set("id", "title"))
        .add(Description::new().set("id", "desc").add(lines(description)))
        .add(Style::new(STYLE))
        .add(rectangle("page", [0.0, 0.0, width, height]))
        .add(text("title", "start", [MARGIN, 26.0], title))
}

/// The text of a picture. Its first line, with the attributes of the whole, would be too long.
pub(super) fn write(document: &Document) -> String {
    document.to_string().replacen(" xmlns=", "\nxmlns=", 1) + "\n"
}

pub(super) fn stripes() -> Definitions {
    let line = line([0.0, 0.0], [0.0, 6.0]).set("class", "stripes");
    let pattern = Pattern::new()
        .set("id", "stripes")
        .set("width", 6)
        .set("height", 6)
        .set("patternUnits", "userSpaceOnUse")
        .set("patternTransform", "rotate(45)");
    Definitions::new().add(pattern.add(line))
}

pub(super) fn rectangle(class: &str, [x, y, width, height]: [f64; 4]) -> Rectangle {
    let rectangle = Rectangle::new().set("class", class).set("x", tenths(x)).set("y", tenths(y));
    rectangle.set("width", tenths(width)).set("height", tenths(height))
}

pub(super) fn line([x1, y1]: [f64; 2], [x2, y2]: [f64; 2]) -> Line {
    Line::new().set("x1", tenths(x1)).set("y1", tenths(y1)).set("x2", tenths(x2)).set("y2", tenths(y2))
}

/// Text on lines of its own.
fn lines(text: &str) -> svg::node::Text {
    svg::node::Text::new(format!("\n{}\n", wrap::paragraph(text)))
}

pub(super) fn text(class: &str, anchor: &str, [x, y]: [f64; 2], content: &str) -> Text {
    Text::new(content).set("class", class).set("text-anchor", anchor).set("x", tenths(x)).set("y", tenths(y))
}

/// Rounds to tenths, so that the files are short.
pub(super) fn tenths(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}
