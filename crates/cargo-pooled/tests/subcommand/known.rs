//! Structs of known code against independent figures of them: `data/known-structs.txt`.

use cargo_pooled::draw::Shown;
use cargo_pooled::model::{Heat, Type};

use crate::support::structure;

struct Known {
    name: String,
    ty: Type,
    /// As declared, by others, the smallest.
    sizes: [usize; 3],
    /// As declared, the fewest.
    hot_lines: [usize; 2],
}

fn known() -> Vec<Known> {
    let text = include_str!("../data/known-structs.txt");
    text.lines().filter(|row| !row.starts_with('#')).map(parse).collect()
}

fn parse(row: &str) -> Known {
    let columns: Vec<&str> = row.split(" | ").map(str::trim).collect();
    let [name, _, size, _, hot, fields, others, smallest, declared, fewest] = columns[..] else { panic!("{row}") };
    let hot: Vec<&str> = hot.split(' ').collect();
    let fields: Vec<(&str, usize, usize)> = fields.split(' ').map(field).collect();
    let heat = |name| if hot.contains(&name) { Heat::Hot } else { Heat::Warm };
    let shapes: Vec<_> = fields.iter().map(|&(name, size, align)| (size, align, heat(name))).collect();
    let mut ty = structure(&shapes, 64);
    ty.fields.iter_mut().zip(&fields).for_each(|(field, of)| field.name = of.0.to_string());
    let others = others.rsplit(": ").next().unwrap();
    Known {
        name: name.to_string(),
        ty,
        sizes: [size, others, smallest].map(|text| text.parse().unwrap()),
        hot_lines: [declared, fewest].map(|text| text.parse().unwrap()),
    }
}

fn field(text: &str) -> (&str, usize, usize) {
    let (name, shape) = text.split_once(':').unwrap();
    let (size, align) = shape.split_once('/').unwrap();
    (name, size.parse().unwrap(), align.parse().unwrap())
}

#[test]
fn today_is_as_others_say() {
    for known in known() {
        assert_eq!((known.ty.size, known.ty.hot_lines()), (known.sizes[0], known.hot_lines[0]), "{}", known.name);
    }
    assert_eq!(known().len(), 9);
}

#[test]
fn suggestions_reach_the_least() {
    for Known { name, ty, sizes, hot_lines } in known() {
        let suggestion = Shown::new(ty.clone()).suggestion;
        let names: Vec<&str> = suggestion.order.iter().map(|&at| ty.fields[at].name.as_str()).collect();
        println!(
            "{name}: size {} -> {}, hot lines {} -> {}: {names:?}",
            sizes[0], suggestion.then.size, hot_lines[0], suggestion.then.hot_lines
        );
        assert_eq!((suggestion.then.size, suggestion.then.hot_lines), (sizes[2], hot_lines[1]), "{name}");
        assert!(suggestion.exact && suggestion.then.size <= sizes[1] && suggestion.then.hot_straddles == 0, "{name}");
        let then = suggestion.apply(&ty);
        assert_eq!((then.hot_lines(), Shown::new(then).suggestion.improves()), (hot_lines[1], false), "{name}");
    }
}
