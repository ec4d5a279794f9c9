//! Prices, taxes and discounts: the numbers of both ways.

/// The taxes of a country: name and per mille.
#[must_use]
pub fn taxes(country: &str) -> &'static [(&'static str, u64)] {
    match country {
        "CA" => &[("GST", 50), ("QST", 99)],
        "DE" => &[("VAT", 190)],
        "US" => &[("state tax", 60), ("city tax", 25)],
        _ => &[("VAT", 200)],
    }
}

/// `per_mille` of an amount in cents, rounded down.
#[must_use]
pub fn part(cents: u64, per_mille: u64) -> u64 {
    cents.saturating_mul(per_mille) / 1000
}

/// What a line costs in cents, without taxes and discounts.
#[must_use]
pub fn price(quantity: u32, unit_price: u32) -> u64 {
    u64::from(quantity) * u64::from(unit_price)
}

/// What a discount of so many per cent takes off. More than 100 is 100.
#[must_use]
pub fn discount(cents: u64, percent: u8) -> u64 {
    part(cents, u64::from(percent.min(100)) * 10)
}

/// The sums of an invoice, in cents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Before taxes.
    pub net: u64,
    /// All taxes.
    pub tax: u64,
}

impl Sums {
    /// Counts what a line costs.
    pub fn add_net(&mut self, cents: u64) {
        self.net = self.net.saturating_add(cents);
    }

    /// Counts a tax.
    pub fn add_tax(&mut self, cents: u64) {
        self.tax = self.tax.saturating_add(cents);
    }

    /// With taxes.
    #[must_use]
    pub fn gross(&self) -> u64 {
        self.net.saturating_add(self.tax)
    }
}

#[cfg(test)]
mod tests {
    use super::{discount, part};

    #[test]
    fn a_discount_takes_no_more_than_all() {
        assert_eq!(discount(1_000, 25), 250);
        assert_eq!(discount(1_000, 255), 1_000);
    }

    #[test]
    fn parts_do_not_overflow() {
        assert_eq!(part(u64::MAX, 200), u64::MAX / 1000);
    }
}
