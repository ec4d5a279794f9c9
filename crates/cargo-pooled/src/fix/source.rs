//! Rewrites the source of one file.

use syn::{File, ItemStruct};

use super::Refusal;
use super::edit::{self, Edit};
use super::wish::Wish;
use super::{body, find, guard, heads, notes, repr, strain, verify};

/// What becomes of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewritten {
    /// The new source.
    pub text: String,
    /// What else changes, for each definition that is rewritten: its name and what is to say.
    pub notes: Vec<(String, Vec<String>)>,
    /// The wishes that can't be met.
    pub refused: Vec<Refusal>,
}

/// Rewrites the definitions of `wishes`, all of one file and at most one for each definition, to the orders they want and to
/// `repr(C)`. What it refuses stays as it is.
#[must_use]
pub fn rewrite(source: &str, wishes: &[&Wish]) -> Rewritten {
    let (file, start) = match find::parse(source) {
        Ok(parsed) => parsed,
        Err(reason) => return refuse_all(source, wishes, &reason),
    };
    let mut rewritten = Rewritten { text: source.to_string(), notes: Vec::new(), refused: Vec::new() };
    let mut edits: Vec<Edit> = Vec::new();
    for wish in wishes {
        match definition(source, start, &file, wish) {
            Ok((new, _)) if edit::overlap(&edits, &new) => {
                rewritten
                    .refused
                    .push(wish.refuse("it is in another definition that is rewritten: fix it again afterwards"));
            }
            Ok((new, notes)) => {
                edits.extend(new);
                rewritten.notes.push((wish.definition(), notes));
            }
            Err(reason) => rewritten.refused.push(wish.refuse(reason)),
        }
    }
    rewritten.text = edit::apply(source, edits);
    rewritten
}

fn refuse_all(source: &str, wishes: &[&Wish], reason: &str) -> Rewritten {
    let refused = wishes.iter().map(|wish| wish.refuse(reason)).collect();
    Rewritten { text: source.to_string(), notes: Vec::new(), refused }
}

/// The edits of one definition and what is to say of them.
fn definition(source: &str, start: usize, file: &File, wish: &Wish) -> Result<(Vec<Edit>, Vec<String>), String> {
    let item = find::find(file, wish)?;
    guard::check(item, wish)?;
    strain::check(item, wish)?;
    let repr = repr::read(item)?;
    let (reorder, heads) = reorder(source, start, item, wish).unzip();
    let edits: Vec<_> = repr::edit(&repr, item, source, start).into_iter().chain(reorder).collect();
    verify::check(source, start, item, &edits, wish)?;
    let notes = notes::notes(item, &repr, wish).into_iter().chain(strain::notes(item, wish)).chain(heads.flatten());
    Ok((edits, notes.collect()))
}

/// The edit that changes the order of the fields, and what is to say of its comments; none if it is as wanted.
fn reorder(source: &str, start: usize, item: &ItemStruct, wish: &Wish) -> Option<(Edit, Option<String>)> {
    let syn::Fields::Named(fields) = &item.fields else { return None };
    if wish.declared == wish.order {
        return None;
    }
    let place = |name| wish.declared.iter().position(|declared| declared == name);
    let order: Vec<_> = wish.order.iter().filter_map(place).collect();
    let body = body::cut(source, start, fields);
    Some((Edit { range: body::inside(fields, start), text: body.ordered(&order) }, heads::note(&body, &order)))
}
