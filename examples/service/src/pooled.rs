//! The records of `fresh`, pooled: containers keep their elements from request to request, to any depth.
//!
//! An order is read in place, into the memory that the pool gave. Its invoice and the buffer of the response are pooled
//! too. So a warm request allocates nothing here.

use std::fmt::Write;

use pooled_types::{PoolBox, Pooled, Reset, ReuseMap, ReuseOption, ReuseVec};
use serde_derive::{Deserialize, Serialize};

use crate::tariff::{self, Sums};

/// What a client wants to buy.
#[derive(Pooled, Deserialize, Default)]
struct Order {
    id: u64,
    buyer: Buyer,
    lines: ReuseVec<Line>,
    #[serde(default)]
    attributes: ReuseMap<String, String>,
    #[serde(default)]
    coupon: ReuseOption<Discount>,
}

#[derive(Reset, Deserialize, Default)]
struct Buyer {
    name: String,
    email: String,
    #[serde(default)]
    address: ReuseOption<Address>,
}

#[derive(Reset, Deserialize, Default)]
struct Address {
    street: String,
    city: String,
    country: String,
}

#[derive(Reset, Deserialize, Default)]
struct Line {
    sku: String,
    name: String,
    quantity: u32,
    unit_price: u32,
    options: ReuseVec<Choice>,
    tags: ReuseVec<String>,
    #[serde(default)]
    discount: ReuseOption<Discount>,
}

#[derive(Reset, Deserialize, Default)]
struct Choice {
    name: String,
    value: String,
}

#[derive(Reset, Deserialize, Default)]
struct Discount {
    code: String,
    percent: u8,
}

/// What the client has to pay.
#[derive(Pooled, Serialize, Default)]
struct Invoice {
    order: u64,
    buyer: String,
    address: ReuseVec<String>,
    lines: ReuseVec<Position>,
    attributes: ReuseMap<String, String>,
    net: u64,
    tax: u64,
    gross: u64,
    coupon: ReuseOption<Deduction>,
}

#[derive(Reset, Serialize, Default)]
struct Position {
    sku: String,
    text: String,
    amount: u64,
    taxes: ReuseVec<Tax>,
    options: ReuseVec<String>,
    tags: ReuseVec<String>,
    discount: ReuseOption<Deduction>,
}

#[derive(Reset, Serialize, Default)]
struct Tax {
    name: String,
    amount: u64,
}

#[derive(Reset, Serialize, Default)]
struct Deduction {
    reason: String,
    amount: u64,
}

/// Bytes on their way in or out. A type of its own, so that it has a row of its own in the statistics.
#[derive(Pooled, Default)]
pub struct Buffer {
    /// As much as the largest body that the service accepts.
    #[pooled(max_capacity = 64 << 10)]
    pub bytes: Vec<u8>,
}

impl AsRef<[u8]> for Buffer {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

/// The invoice of an order, both as JSON.
///
/// # Errors
/// If the body is no order. What was half read goes back to its pool.
pub fn answer(body: &str) -> Result<PoolBox<Buffer>, serde_json::Error> {
    let order: PoolBox<Order> = serde_json::from_str(body)?;
    let mut invoice = Invoice::take();
    fill(&mut invoice, &order);
    let mut buffer = Buffer::take();
    serde_json::to_writer(&mut buffer.bytes, &*invoice)?;
    Ok(buffer)
}

fn fill(invoice: &mut Invoice, order: &Order) {
    let address = order.buyer.address.as_ref();
    let rates = tariff::taxes(address.map_or("", |address| &address.country));
    let mut sums = Sums::default();
    for line in &order.lines {
        fill_position(invoice.lines.add(), line, rates, &mut sums);
    }
    let mut gross = sums.gross();
    if let Some(coupon) = order.coupon.as_ref() {
        gross -= fill_deduction(invoice.coupon.insert_clean(), coupon, sums.net);
    }
    invoice.order = order.id;
    print(&mut invoice.buyer, format_args!("{} <{}>", order.buyer.name, order.buyer.email));
    for part in address.iter().flat_map(|address| [&address.street, &address.city, &address.country]) {
        invoice.address.add().push_str(part);
    }
    for (name, value) in &order.attributes {
        invoice.attributes.entry_ref(name.as_str()).push_str(value);
    }
    (invoice.net, invoice.tax, invoice.gross) = (sums.net, sums.tax, gross);
}

fn fill_position(position: &mut Position, line: &Line, rates: &[(&str, u64)], sums: &mut Sums) {
    position.sku.push_str(&line.sku);
    position.amount = tariff::price(line.quantity, line.unit_price);
    if let Some(discount) = line.discount.as_ref() {
        position.amount -= fill_deduction(position.discount.insert_clean(), discount, position.amount);
    }
    sums.add_net(position.amount);
    for &(name, per_mille) in rates {
        let tax = position.taxes.add();
        print(&mut tax.name, format_args!("{name} {}.{} %", per_mille / 10, per_mille % 10));
        tax.amount = tariff::part(position.amount, per_mille);
        sums.add_tax(tax.amount);
    }
    print(&mut position.text, format_args!("{} x {}, {} each", line.quantity, line.name, line.unit_price));
    for option in &line.options {
        print(position.options.add(), format_args!("{}: {}", option.name, option.value));
    }
    for tag in &line.tags {
        position.tags.add().push_str(tag);
    }
}

/// Returns the amount that is taken off.
fn fill_deduction(deduction: &mut Deduction, discount: &Discount, price: u64) -> u64 {
    print(&mut deduction.reason, format_args!("{} % off with {}", discount.percent, discount.code));
    deduction.amount = tariff::discount(price, discount.percent);
    deduction.amount
}

fn print(to: &mut String, text: std::fmt::Arguments<'_>) {
    to.write_fmt(text).expect("a string takes all");
}
