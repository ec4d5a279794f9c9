//! Orders and invoices as records of plain containers, made anew for each request.

use std::collections::HashMap;

use serde_derive::{Deserialize, Serialize};

use crate::tariff::{self, Sums};

/// What a client wants to buy.
#[derive(Deserialize)]
struct Order {
    id: u64,
    buyer: Buyer,
    lines: Vec<Line>,
    #[serde(default)]
    attributes: HashMap<String, String>,
    #[serde(default)]
    coupon: Option<Discount>,
}

#[derive(Deserialize)]
struct Buyer {
    name: String,
    email: String,
    #[serde(default)]
    address: Option<Address>,
}

#[derive(Deserialize)]
struct Address {
    street: String,
    city: String,
    country: String,
}

#[derive(Deserialize)]
struct Line {
    sku: String,
    name: String,
    quantity: u32,
    unit_price: u32,
    options: Vec<Choice>,
    tags: Vec<String>,
    #[serde(default)]
    discount: Option<Discount>,
}

#[derive(Deserialize)]
struct Choice {
    name: String,
    value: String,
}

#[derive(Deserialize)]
struct Discount {
    code: String,
    percent: u8,
}

/// What the client has to pay.
#[derive(Serialize)]
struct Invoice {
    order: u64,
    buyer: String,
    address: Vec<String>,
    lines: Vec<Position>,
    attributes: HashMap<String, String>,
    net: u64,
    tax: u64,
    gross: u64,
    coupon: Option<Deduction>,
}

#[derive(Serialize)]
struct Position {
    sku: String,
    text: String,
    amount: u64,
    taxes: Vec<Tax>,
    options: Vec<String>,
    tags: Vec<String>,
    discount: Option<Deduction>,
}

#[derive(Serialize)]
struct Tax {
    name: String,
    amount: u64,
}

#[derive(Serialize)]
struct Deduction {
    reason: String,
    amount: u64,
}

/// The invoice of an order, both as JSON.
///
/// # Errors
/// If the body is no order.
pub fn answer(body: &str) -> Result<Vec<u8>, serde_json::Error> {
    let order: Order = serde_json::from_str(body)?;
    serde_json::to_vec(&invoice(order))
}

/// What it can, it moves from the order to the invoice.
fn invoice(order: Order) -> Invoice {
    let country = order.buyer.address.as_ref().map_or("", |address| &address.country);
    let rates = tariff::taxes(country);
    let mut sums = Sums::default();
    let lines = order.lines.into_iter().map(|line| position(line, rates, &mut sums)).collect();
    let coupon = order.coupon.map(|coupon| deduction(&coupon, sums.net));
    let gross = sums.gross() - coupon.as_ref().map_or(0, |coupon| coupon.amount);
    Invoice {
        order: order.id,
        buyer: format!("{} <{}>", order.buyer.name, order.buyer.email),
        address: order
            .buyer
            .address
            .map_or_else(Vec::new, |address| vec![address.street, address.city, address.country]),
        lines,
        attributes: order.attributes,
        net: sums.net,
        tax: sums.tax,
        gross,
        coupon,
    }
}

fn position(line: Line, rates: &[(&str, u64)], sums: &mut Sums) -> Position {
    let price = tariff::price(line.quantity, line.unit_price);
    let discount = line.discount.map(|discount| deduction(&discount, price));
    let amount = price - discount.as_ref().map_or(0, |discount| discount.amount);
    sums.add_net(amount);
    let taxes = rates.iter().map(|&(name, per_mille)| tax(name, per_mille, amount, sums)).collect();
    let text = format!("{} x {}, {} each", line.quantity, line.name, line.unit_price);
    let options = line.options.iter().map(|option| format!("{}: {}", option.name, option.value)).collect();
    Position { sku: line.sku, text, amount, taxes, options, tags: line.tags, discount }
}

fn tax(name: &str, per_mille: u64, amount: u64, sums: &mut Sums) -> Tax {
    let amount = tariff::part(amount, per_mille);
    sums.add_tax(amount);
    Tax { name: format!("{name} {}.{} %", per_mille / 10, per_mille % 10), amount }
}

fn deduction(discount: &Discount, price: u64) -> Deduction {
    let reason = format!("{} % off with {}", discount.percent, discount.code);
    Deduction { reason, amount: tariff::discount(price, discount.percent) }
}
