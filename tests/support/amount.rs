//! How much a test does that tries many things.

/// `all`; a tenth of it if `POOLED_SLOW` is set, as where each step takes many times as long; `few` under Miri.
pub(crate) fn amount(all: usize, few: usize) -> usize {
    match () {
        () if cfg!(miri) => few,
        () if std::env::var_os("POOLED_SLOW").is_some() => all / 10,
        () => all,
    }
}
