//! Attributes that exclude each other.

use super::attributes::{Attr, Attributes};
use crate::errors::Errors;

/// Refuses attributes that can't stand together.
pub(super) fn check(attributes: &Attributes, errors: &mut Errors) {
    check_rules(attributes, errors);
    for Attr { key, name, .. } in attributes.iter() {
        for (other, why) in key.row().excludes {
            if let Some(Attr { name: other, .. }) = attributes.find(*other) {
                errors.add(name.span(), format_args!("`{name}` can't be combined with `{other}`: {why}; remove one"));
            }
        }
    }
}

fn check_rules(attributes: &Attributes, errors: &mut Errors) {
    let mut rules = attributes.rules().map(|(_, attr)| &attr.name);
    let Some(first) = rules.next() else { return };
    for other in rules {
        let message = format!("`{first}` and `{other}` on one field: a field has one rule; remove one");
        errors.add(other.span(), message);
    }
}
