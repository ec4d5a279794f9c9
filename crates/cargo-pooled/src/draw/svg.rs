//! The report as a picture: cache lines are rows, fields are blocks to scale. The suggested order is beside today's.
//!
//! # The map
//! | module | what it is |
//! |---|---|
//! | `text` | text that is escaped, and no wider than its room |
//! | `sheet` | what is drawn so far, and its measures |
//! | `blocks` | the lines of a type as rows of blocks |

mod blocks;
mod sheet;
mod text;

use super::Shown;
use super::words::{advice, figures, notes, place};
use crate::model::Heat;
use sheet::{COLUMN, MARGIN, SIZE, Sheet, WIDTH};
pub(super) use text::escape;
use text::fitted;

/// The whole picture, all types one below the other.
#[must_use]
pub fn render(target: &str, shown: &[Shown]) -> String {
    let mut sheet = Sheet::default();
    legend(&mut sheet, target);
    for shown in shown {
        draw(&mut sheet, shown);
        sheet.y += 28;
    }
    sheet.finish("Layout of pooled types")
}

/// The picture of one type.
pub(super) fn of_type(shown: &Shown) -> String {
    let mut sheet = Sheet::default();
    draw(&mut sheet, shown);
    sheet.finish(&shown.ty.name)
}

/// Draws a type below what is drawn so far.
fn draw(sheet: &mut Sheet, shown: &Shown) {
    title(sheet, shown);
    let top = sheet.y;
    let end = blocks::draw(sheet, &shown.ty, MARGIN, top);
    let beside = shown.then().map(|then| blocks::draw(sheet, &then, WIDTH - MARGIN - COLUMN, top));
    sheet.y = end.max(beside.unwrap_or(0));
    for note in notes(&shown.ty) {
        sheet.paragraph(&note, "soft");
    }
}

fn title(sheet: &mut Sheet, shown: &Shown) {
    let ty = &shown.ty;
    sheet.y += 34;
    let name = fitted(&ty.name, WIDTH - 2 * MARGIN, 16);
    sheet.text(MARGIN, sheet.y, "name", &name);
    sheet.y += 2;
    sheet.paragraph(&place(ty), "soft");
    sheet.paragraph(&figures(ty), "");
    sheet.paragraph(&advice(shown), if shown.suggestion.improves() { "" } else { "soft" });
    if shown.suggestion.improves() {
        sheet.y += 24;
        sheet.text(MARGIN, sheet.y, "soft", "now");
        sheet.text(WIDTH - MARGIN - COLUMN, sheet.y, "soft", "suggested, with #[repr(C)]");
    }
    sheet.y += 10;
}

/// Draws the legend. It is at the top because a picture of many types is long.
fn legend(sheet: &mut Sheet, target: &str) {
    sheet.y += 30;
    for (at, (class, what)) in
        (0..).zip(Heat::ALL.map(|heat| (heat.name(), heat.name())).into_iter().chain([("pad", "padding")]))
    {
        let x = MARGIN + at * 96;
        sheet.rect(x, sheet.y - 11, 14, 13, class, "");
        sheet.text(x + 20, sheet.y, "soft", what);
    }
    let (left, text) = (MARGIN + 400, format!("a row is a cache line, on the left its offset; as on {target}"));
    sheet.text(left, sheet.y, "soft", &fitted(&text, WIDTH - MARGIN - left, SIZE));
    sheet.y += 14;
}
