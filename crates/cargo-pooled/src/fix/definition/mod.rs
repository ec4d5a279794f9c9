//! One definition: it is found, checked, rewritten, and read again.
//!
//! # The map
//!
//! | module | what it does |
//! |---|---|
//! | `find` | finds a definition in its file |
//! | `movable` | refuses definitions whose fields must stay where they are |
//! | `budgets` | budgets against what an order makes worse, and budgets of other targets |
//! | `foreign` | refuses definitions that functions of another ABI take |
//! | `repr` | reads `#[repr(…)]`, and adds `C` to it |
//! | `notes` | says what else changes with the order |
//! | `verify` | reads a definition again after it was rewritten |

mod budgets;
mod find;
mod foreign;
mod movable;
mod notes;
mod repr;
mod verify;

use syn::{Fields, File, ItemStruct};

use super::request::Request;
use super::text::edit::Edit;
use super::text::{body, headings};

/// The edits that rewrite the definition of a request, and notes on what else changes. The parsed part of the source
/// starts at its byte `start`.
///
/// # Errors
/// Says why the definition is not rewritten.
pub(super) fn edits(
    source: &str,
    start: usize,
    file: &File,
    request: &Request,
) -> Result<(Vec<Edit>, Vec<String>), String> {
    let item = find::find(file, request)?;
    movable::check(item, request)?;
    budgets::check(item, request)?;
    foreign::check(file, item)?;
    let repr = repr::read(item)?;
    repr::check(&repr, request)?;
    let (reorder, headings) = reorder(source, start, item, request).unzip();
    let edits: Vec<_> = repr::edit(&repr, item, source, start).into_iter().chain(reorder).collect();
    verify::check(source, start, item, &edits, request)?;
    let notes = notes::notes(item, &repr, request).into_iter();
    Ok((edits, notes.chain(budgets::notes(item, request)).chain(headings.flatten()).collect()))
}

/// The edit that changes the order of the fields, and a note on its comments; `None` if the order is as requested.
fn reorder(source: &str, start: usize, item: &ItemStruct, request: &Request) -> Option<(Edit, Option<String>)> {
    let Fields::Named(fields) = &item.fields else { return None };
    if request.declared == request.order {
        return None;
    }
    let place = |name| request.declared.iter().position(|declared| declared == name);
    let order: Vec<_> = request.order.iter().filter_map(place).collect();
    let body = body::cut(source, start, fields);
    let edit = Edit { range: body::inside(fields, start), text: body.ordered(&order) };
    Some((edit, headings::note(&body, &order)))
}
