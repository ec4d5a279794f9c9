//! Rewrites the source of one file.

use super::definition;
use super::refusal::Refusal;
use super::request::Request;
use super::syntax::parse::parse;
use super::text::edit::{self, Edit};

/// What becomes of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewritten {
    /// The new source.
    pub text: String,
    /// For each definition that is rewritten, its path and notes on what else changes.
    pub notes: Vec<(String, Vec<String>)>,
    /// The requests that can't be met.
    pub refused: Vec<Refusal>,
}

/// Rewrites definitions to the requested orders and to `repr(C)`. A definition that is refused stays as it is.
///
/// All requests are for this source, and there is at most one for each definition.
#[must_use]
pub fn rewrite(source: &str, requests: &[&Request]) -> Rewritten {
    let (file, start) = match parse(source) {
        Ok(parsed) => parsed,
        Err(reason) => return refuse_all(source, requests, &reason),
    };
    let mut rewritten = Rewritten { text: String::new(), notes: Vec::new(), refused: Vec::new() };
    let mut edits: Vec<Edit> = Vec::new();
    for request in requests {
        match definition::edits(source, start, &file, request) {
            Ok((new, _)) if edit::overlap(&edits, &new) => {
                let reason = "it is in another definition that is rewritten: fix it again afterwards";
                rewritten.refused.push(request.refuse(reason));
            }
            Ok((new, notes)) => {
                edits.extend(new);
                rewritten.notes.push((request.path(), notes));
            }
            Err(reason) => rewritten.refused.push(request.refuse(reason)),
        }
    }
    rewritten.text = edit::apply(source, edits);
    rewritten
}

fn refuse_all(source: &str, requests: &[&Request], reason: &str) -> Rewritten {
    let refused = requests.iter().map(|request| request.refuse(reason)).collect();
    Rewritten { text: source.to_string(), notes: Vec::new(), refused }
}
