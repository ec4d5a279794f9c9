//! The settings of the pool.

use quote::ToTokens;

use crate::attr::Key;
use crate::errors::Errors;
use crate::item::Item;
use crate::model::{Pool, PoolKind};
use crate::syntax::literal::is_zero;
use crate::syntax::replace::self_by_name;

pub(super) fn check(item: &Item<'_>, errors: &mut Errors) -> Pool {
    let attributes = &item.attributes;
    check_not_zero(item, errors);
    let kind = match attributes.expr(Key::Static) {
        Some(slots) => PoolKind::Static(self_by_name(slots, &item.input.ident)),
        None => PoolKind::Threads {
            local: attributes.has(Key::Local),
            capacity: attributes.expr(Key::Capacity).cloned(),
            depot: attributes.expr(Key::Depot).cloned(),
            instances: attributes.types(Key::Instances).to_vec(),
        },
    };
    Pool { validate: attributes.path(Key::Validate).cloned(), kind }
}

/// Refuses pools that keep no object.
fn check_not_zero(item: &Item<'_>, errors: &mut Errors) {
    for key in [Key::Capacity, Key::Static] {
        if let Some(zero) = item.attributes.expr(key).filter(|expr| is_zero(expr)) {
            let name = key.name();
            let message = format!(
                "`{name} = {}` would keep no object: write `{name} = 1` or more, or do not derive `Pooled`",
                zero.to_token_stream()
            );
            errors.add_at(zero, message);
        }
    }
}
