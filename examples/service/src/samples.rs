//! Made-up orders.

use std::fmt::Write;

/// The fewest and the most bytes of an order of [`order`].
pub const BYTES: std::ops::RangeInclusive<usize> = 1_000..=3_072;

/// An order as JSON, which is the same for the same number. It has six to thirteen lines.
#[must_use]
pub fn order(number: u32) -> String {
    order_of(number, 6 + number % 8)
}

/// The same with so many lines.
#[must_use]
pub fn order_of(number: u32, lines: u32) -> String {
    let country = ["GB", "DE", "US", "CA"][number as usize % 4];
    let mut json = format!(r#"{{"id":{number},"buyer":{{"name":"Buyer {number}","email":"b{number}@example.org","#);
    match number % 5 {
        0 => json.push_str(r#""address":null}"#),
        n => add(
            &mut json,
            format_args!(r#""address":{{"street":"{n} Long Road","city":"Town {n}","country":"{country}"}}}}"#),
        ),
    }
    json.push_str(r#","lines":["#);
    for line in 0..lines {
        let comma = if line == 0 { "" } else { "," };
        add(&mut json, format_args!(r#"{comma}{{"sku":"A-{:04}","name":"Article {line}","#, number % 100 * line));
        add(&mut json, format_args!(r#""quantity":{},"unit_price":{},"#, 1 + line % 3, 250 + 125 * line));
        json.push_str(r#""options":[{"name":"colour","value":"red"},{"name":"size","value":"M"}],"#);
        json.push_str(r#""tags":["new","sale","gift"],"discount":"#);
        match line % 3 {
            0 => json.push_str(r#"{"code":"MORE","percent":5}}"#),
            _ => json.push_str("null}"),
        }
    }
    json.push_str(r#"],"attributes":{"#);
    for attribute in 0..6 {
        let comma = if attribute == 0 { "" } else { "," };
        add(&mut json, format_args!(r#"{comma}"attribute {attribute}":"value {}""#, number % 1000 * attribute));
    }
    let coupon = if number.is_multiple_of(3) { r#"{"code":"TEN","percent":10}"# } else { "null" };
    add(&mut json, format_args!(r#"}},"coupon":{coupon}}}"#));
    json
}

fn add(json: &mut String, text: std::fmt::Arguments<'_>) {
    json.write_fmt(text).expect("a string takes all");
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::{BYTES, order};
    use crate::{fresh, pooled};

    #[test]
    fn orders_have_one_to_three_kilobytes() {
        let sizes: Vec<_> = (0..1_000).map(|number| order(number).len()).collect();
        assert!(sizes.iter().all(|size| BYTES.contains(size)), "{:?} {:?}", sizes.iter().min(), sizes.iter().max());
    }

    #[test]
    fn both_ways_answer_the_same() {
        for number in 0..100 {
            let order = order(number);
            let fresh = fresh::answer(&order).expect("an order");
            let pooled = pooled::answer(&order).expect("an order");
            let [fresh, pooled] = [&fresh, &pooled.bytes].map(|json| serde_json::from_slice::<Value>(json));
            assert_eq!(fresh.expect("JSON"), pooled.expect("JSON"));
        }
    }

    #[test]
    fn both_ways_refuse_the_same() {
        let order = order(7);
        for end in 0..order.len() {
            let part = &order[..end];
            let [fresh, pooled] = [fresh::answer(part).err(), pooled::answer(part).err()];
            assert_eq!(fresh.expect("a part is no order").to_string(), pooled.expect("nor here").to_string());
        }
    }

    #[test]
    fn no_order_makes_the_sums_overflow() {
        let line = r#"{"sku":"","name":"","quantity":4294967295,"unit_price":4294967295,"options":[],"tags":[]}"#;
        let lines = [line; 40].join(",");
        let order = format!(r#"{{"id":1,"buyer":{{"name":"","email":""}},"lines":[{lines}]}}"#);
        let fresh = fresh::answer(&order).expect("an order");
        assert_eq!(fresh, pooled::answer(&order).expect("an order").bytes);
    }
}
