//! A catalogue of events: maps whose keys are numbers, and lists of numbers in lists of records. It is indented, as its
//! model is.

use std::fmt::Write;

use crate::document::Document;
use crate::records::records;

records! {
    struct Catalog {
        [max_bytes = 100_000]
        area_names: Map<String, String>,
        [max_bytes = 1_000_000]
        events: Map<String, Event>,
        [max_bytes = 4_000_000]
        performances: List<Performance>,
        sub_topics_of_topics: Map<String, List<u32>>,
    }
    struct Event {
        id: u64,
        name: String,
        description: Maybe<String>,
        logo: Maybe<String>,
        sub_topic_ids: List<u32>,
        topic_ids: List<u32>,
    }
    struct Performance {
        id: u64,
        event_id: u64,
        start: u64,
        venue_code: String,
        prices: List<Price>,
        seat_categories: List<SeatCategory>,
    }
    struct Price {
        amount: u32,
        seat_category_id: u64,
    }
    struct SeatCategory {
        seat_category_id: u64,
        areas: List<Area>,
    }
    struct Area {
        area_id: u64,
        block_ids: List<u64>,
    }
}

macro_rules! sum_of {
    ($catalog:expr) => {{
        let catalog = $catalog;
        let names = catalog.area_names.iter().map(|(id, name)| id.len() + name.len()).sum::<usize>();
        let events = catalog.events.iter().map(|(id, event)| {
            let [description, logo] =
                [&event.description, &event.logo].map(|text| text.as_ref().map_or(0, String::len));
            id.len() + event.name.len() + event.topic_ids.len() + event.sub_topic_ids.len() + description + logo
        });
        let performances = catalog.performances.iter().map(|performance| {
            let prices = performance.prices.iter().map(|price| price.amount as usize).sum::<usize>();
            let areas = performance.seat_categories.iter().flat_map(|category| category.areas.iter());
            prices + areas.map(|area| area.area_id as usize + area.block_ids.len()).sum::<usize>()
        });
        let topics = catalog.sub_topics_of_topics.iter().map(|(_, topics)| topics.len()).sum::<usize>();
        names + events.sum::<usize>() + performances.sum::<usize>() + topics
    }};
}

/// All that an organiser has to offer.
pub struct Catalogue;

impl Document for Catalogue {
    const NAME: &str = "184 events";
    /// The limits of three of its containers, and the default limit of the fourth.
    const LIMIT: usize = 100_000 + 1_000_000 + 4_000_000 + 64 * 1024;
    type Fresh = fresh::Catalog;
    type Pooled = pooled::Catalog;

    /// 184 events with 243 performances, as its model has.
    fn text(times: u32) -> String {
        let times = u64::from(times);
        let mut text = "{\n".to_owned();
        map(&mut text, "area_names", 17, |n| format!(r#""The {n}th row of the balcony""#));
        map(&mut text, "events", 184 * times, |n| {
            let logo = if n.is_multiple_of(3) {
                "null".to_owned()
            } else {
                format!(r#""/images/UE0AAAAACEKo{n}QAAAAVDSVRN""#)
            };
            let indent = " ".repeat(12);
            format!(
                "{{\n{indent}\"id\": {},\n{indent}\"name\": \"Concert number {n} for piano and orchestra\",\n{indent}\
                 \"description\": null,\n{indent}\"subject_code\": null,\n{indent}\"subtitle\": null,\n{indent}\
                 \"logo\": {logo},\n            \"sub_topic_ids\": {},\n            \"topic_ids\": {}\n        }}",
                138_586_341 + n,
                numbers(337_184_262, 2 + n % 5, 16),
                numbers(324_846_099, 1 + n % 3, 16),
            )
        });
        map(&mut text, "sub_topics_of_topics", 19, |n| numbers(337_184_283, n, 12));
        text.push_str("    \"performances\": [\n");
        for n in 0..243 * times {
            let comma = if n == 0 { "" } else { ",\n" };
            write!(text, "{comma}{}", performance(n)).expect("memory");
        }
        text.push_str("\n    ]\n}\n");
        text
    }

    fn fresh_sum(document: &fresh::Catalog) -> usize {
        sum_of!(document)
    }

    fn pooled_sum(document: &pooled::Catalog) -> usize {
        sum_of!(document)
    }
}

fn map(text: &mut String, name: &str, entries: u64, value: impl Fn(u64) -> String) {
    writeln!(text, "    \"{name}\": {{").expect("memory");
    for n in 0..entries {
        let comma = if n == 0 { "" } else { ",\n" };
        write!(text, "{comma}        \"{}\": {}", 205_705_993 + n, value(n)).expect("memory");
    }
    text.push_str("\n    },\n");
}

fn performance(n: u64) -> String {
    let prices = list(2 + n % 5, 16, |price| {
        let [a, b] = [16, 20].map(|spaces| " ".repeat(spaces));
        format!(
            "{{\n{b}\"amount\": {},\n{b}\"audience_sub_category_id\": 337100890,\n{b}\"seat_category_id\": {}\n{a}}}",
            90_250 + price * 500,
            338_937_295 + price
        )
    });
    let categories = list(2 + n % 5, 16, |category| {
        let [a, b] = [16, 20].map(|spaces| " ".repeat(spaces));
        let areas = list(4 + (n + category) % 9, 24, |area| {
            let [c, d] = [24, 28].map(|spaces| " ".repeat(spaces));
            let blocks = if area % 4 == 3 { numbers(341_069_930, 3, 32) } else { "[]".to_owned() };
            format!("{{\n{d}\"area_id\": {},\n{d}\"block_ids\": {blocks}\n{c}}}", 205_705_999 + area)
        });
        format!("{{\n{b}\"areas\": {areas},\n{b}\"seat_category_id\": {}\n{a}}}", 338_937_295 + category)
    });
    let indent = " ".repeat(12);
    format!(
        "        {{\n{indent}\"event_id\": {},\n{indent}\"id\": {},\n{indent}\"logo\": null,\n{indent}\"name\": null,\n\
         {indent}\"prices\": {prices},\n{indent}\"seat_categories\": {categories},\n{indent}\"seat_map_image\": null,\n\
         {indent}\"start\": {},\n{indent}\"venue_code\": \"PLEYEL_PLEYEL\"\n        }}",
        138_586_341 + n % 184,
        339_887_544 + n,
        1_372_701_600_000 + n * 86_400_000
    )
}

fn numbers(first: u64, many: u64, indent: usize) -> String {
    list(many, indent, |n| (first + n).to_string())
}

fn list(many: u64, indent: usize, value: impl Fn(u64) -> String) -> String {
    if many == 0 {
        return "[]".to_owned();
    }
    let indent = " ".repeat(indent);
    let values: Vec<_> = (0..many).map(|n| format!("{indent}{}", value(n))).collect();
    format!("[\n{}\n{}]", values.join(",\n"), &indent[4..])
}
