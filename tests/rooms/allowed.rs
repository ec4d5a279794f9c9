//! The circles of imports that may be.

/// A circle between the files that define two items of a crate.
pub(crate) struct Allowed {
    /// The folder of the crate.
    pub(crate) package: &'static str,
    /// Two names in the crate root. The circle is allowed if it consists of the two files that define them.
    pub(crate) items: [&'static str; 2],
    /// Why the circle stays.
    pub(crate) reason: &'static str,
}

/// All circles that are allowed in this project.
pub(crate) const ALLOWED: &[Allowed] = &[Allowed {
    package: "pooled-runtime",
    items: ["Pooled", "PoolBox"],
    reason: "`Pooled` is a trait whose functions return `PoolBox`, and `PoolBox<T>` has the bound `T: Pooled`",
}];

/// Complains of allowed circles in crates that do not exist.
pub(crate) fn without_crate(packages: &[String], allowed: &[Allowed]) -> Vec<String> {
    let missing = allowed.iter().filter(|circle| !packages.iter().any(|package| package == circle.package));
    missing
        .map(|circle| {
            format!("a circle is allowed in the crate `{}`, which does not exist: correct the list", circle.package)
        })
        .collect()
}
