//! The report as a picture: cache lines as rows, fields as blocks to scale, what is beside what could be.

mod blocks;
mod text;

use super::Shown;
use super::words::{advice, figures, notes};
pub(super) use text::escape;
use text::{fitted, wrapped};

/// The picture's width, in its own units: pixels, unless it is scaled.
const WIDTH: usize = 1120;
const MARGIN: usize = 24;
/// The width of a column of lines.
const COLUMN: usize = 520;
const SIZE: usize = 13;

/// The colours, light and dark.
pub(super) const STYLE: &str = "\
svg{--bg:#fff;--ink:#1b1f24;--soft:#59636e;--hot:#ffb3a7;--warm:#ffe19c;--cold:#b9dcf5;--edge:#59636e;--pad:#e7eaee}\
@media(prefers-color-scheme:dark){svg{--bg:#14181d;--ink:#e8ecf0;--soft:#9aa5b1;--hot:#a03a2c;--warm:#7d5b0a;--cold:#1d5a86;--edge:#9aa5b1;--pad:#2a3038}}\
text{font:13px ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace;fill:var(--ink)}\
.name{font-weight:bold;font-size:16px}.soft{fill:var(--soft)}.bg{fill:var(--bg)}\
rect{stroke:var(--edge)}.bg,.key{stroke:none}.hot{fill:var(--hot)}.warm{fill:var(--warm)}.cold{fill:var(--cold)}\
.pad{fill:var(--pad);stroke-dasharray:3 3}";

/// The whole picture, all types one below the other.
#[must_use]
pub fn render(target: &str, shown: &[Shown]) -> String {
    let mut sheet = Sheet::default();
    sheet.legend(target);
    for shown in shown {
        sheet.draw(shown);
        sheet.y += 28;
    }
    sheet.finish("Layout of pooled types")
}

/// The picture of one type.
pub(super) fn of_type(shown: &Shown) -> String {
    let mut sheet = Sheet::default();
    sheet.draw(shown);
    sheet.finish(&shown.ty.name)
}

/// What is drawn so far.
#[derive(Default)]
pub(super) struct Sheet {
    body: String,
    /// Where there is room again.
    y: usize,
}

impl Sheet {
    fn draw(&mut self, shown: &Shown) {
        self.title(shown);
        let top = self.y;
        let end = blocks::draw(self, &shown.ty, MARGIN, top);
        let beside = shown.then().map(|then| blocks::draw(self, &then, WIDTH - MARGIN - COLUMN, top));
        self.y = end.max(beside.unwrap_or(0));
        for note in notes(&shown.ty) {
            self.paragraph(&note, "soft");
        }
    }

    fn title(&mut self, shown: &Shown) {
        let ty = &shown.ty;
        self.y += 34;
        let name = fitted(&ty.name, WIDTH - 2 * MARGIN, 16);
        self.text(MARGIN, self.y, "name", &name);
        self.y += 2;
        self.paragraph(&format!("{}, {}:{}", ty.krate, ty.file, ty.line), "soft");
        self.paragraph(&figures(ty), "");
        self.paragraph(&advice(shown), if shown.suggestion.improves() { "" } else { "soft" });
        if shown.suggestion.improves() {
            self.y += 24;
            self.text(MARGIN, self.y, "soft", "now");
            self.text(WIDTH - MARGIN - COLUMN, self.y, "soft", "suggested, with #[repr(C)]");
        }
        self.y += 10;
    }

    fn paragraph(&mut self, text: &str, class: &str) {
        for row in wrapped(text, WIDTH - 2 * MARGIN, SIZE) {
            self.y += 19;
            self.text(MARGIN, self.y, class, &row);
        }
    }

    /// Stands first: a picture of many types is long.
    fn legend(&mut self, target: &str) {
        self.y += 30;
        for (at, (class, what)) in (0..).zip([("hot", "hot"), ("warm", "warm"), ("cold", "cold"), ("pad", "padding")]) {
            let x = MARGIN + at * 96;
            self.rect(x, self.y - 11, 14, 13, class, "");
            self.text(x + 20, self.y, "soft", what);
        }
        let (left, text) = (MARGIN + 400, format!("a row is a cache line, on the left its offset; as on {target}"));
        self.text(left, self.y, "soft", &fitted(&text, WIDTH - MARGIN - left, SIZE));
        self.y += 14;
    }

    /// `text` is escaped here.
    fn text(&mut self, x: usize, y: usize, class: &str, text: &str) {
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        self.add(&format!("<text x=\"{x}\" y=\"{y}\"{class}>{}</text>\n", escape(text)));
    }

    /// `title` is what is shown where the pointer is.
    fn rect(&mut self, x: usize, y: usize, width: usize, height: usize, class: &str, title: &str) {
        let title = if title.is_empty() { String::new() } else { format!("<title>{}</title>", escape(title)) };
        let place = format!("x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"");
        self.add(&format!("<rect {place} class=\"{class}\">{title}</rect>\n"));
    }

    fn add(&mut self, element: &str) {
        self.body.push_str(element);
    }

    fn finish(self, title: &str) -> String {
        let (height, title) = (self.y + MARGIN, escape(title));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" \
             role=\"img\" aria-label=\"{title}\">\n<title>{title}</title>\n<style>{STYLE}</style>\n\
             <rect class=\"bg\" width=\"{WIDTH}\" height=\"{height}\"/>\n{}</svg>\n",
            self.body
        )
    }
}
