//! A picture that is being drawn, and its measures.

use super::text::{escape, wrapped};

/// The picture's width, in its own units: pixels, unless it is scaled.
pub(super) const WIDTH: usize = 1120;
pub(super) const MARGIN: usize = 24;
/// The width of a column of lines.
pub(super) const COLUMN: usize = 520;
pub(super) const SIZE: usize = 13;

/// The colours, light and dark.
const STYLE: &str = "\
svg{--bg:#fff;--ink:#1b1f24;--soft:#59636e;--hot:#ffb3a7;--warm:#ffe19c;--cold:#b9dcf5;--edge:#59636e;--pad:#e7eaee}\
@media(prefers-color-scheme:dark){svg{--bg:#14181d;--ink:#e8ecf0;--soft:#9aa5b1;\
--hot:#a03a2c;--warm:#7d5b0a;--cold:#1d5a86;--edge:#9aa5b1;--pad:#2a3038}}\
text{font:13px ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace;fill:var(--ink)}\
.name{font-weight:bold;font-size:16px}.soft{fill:var(--soft)}.bg{fill:var(--bg)}\
rect{stroke:var(--edge)}.bg,.key{stroke:none}.hot{fill:var(--hot)}.warm{fill:var(--warm)}.cold{fill:var(--cold)}\
.pad{fill:var(--pad);stroke-dasharray:3 3}";

/// A picture that is being drawn.
#[derive(Default)]
pub(super) struct Sheet {
    body: String,
    /// Where there is room again.
    pub(super) y: usize,
}

impl Sheet {
    pub(super) fn paragraph(&mut self, text: &str, class: &str) {
        for row in wrapped(text, WIDTH - 2 * MARGIN, SIZE) {
            self.y += 19;
            self.text(MARGIN, self.y, class, &row);
        }
    }

    /// Adds text, which is escaped here.
    pub(super) fn text(&mut self, x: usize, y: usize, class: &str, text: &str) {
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        self.add(&format!("<text x=\"{x}\" y=\"{y}\"{class}>{}</text>\n", escape(text)));
    }

    /// `title` is shown while the pointer is on the rectangle.
    pub(super) fn rect(&mut self, x: usize, y: usize, width: usize, height: usize, class: &str, title: &str) {
        let title = if title.is_empty() { String::new() } else { format!("<title>{}</title>", escape(title)) };
        let place = format!("x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"");
        self.add(&format!("<rect {place} class=\"{class}\">{title}</rect>\n"));
    }

    fn add(&mut self, element: &str) {
        self.body.push_str(element);
    }

    pub(super) fn finish(self, title: &str) -> String {
        let (height, title) = (self.y + MARGIN, escape(title));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" \
             width=\"{WIDTH}\" height=\"{height}\" \
             role=\"img\" aria-label=\"{title}\">\n<title>{title}</title>\n<style>{STYLE}</style>\n\
             <rect class=\"bg\" width=\"{WIDTH}\" height=\"{height}\"/>\n{}</svg>\n",
            self.body
        )
    }
}
