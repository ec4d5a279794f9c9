//! The outline of a country: few long lists of pairs of numbers, and many short ones.

use std::fmt::Write;

use crate::document::Document;
use crate::records::records;

records! {
    struct Collection {
        [max_bytes = 4_000_000]
        features: List<Feature>,
    }
    struct Feature {
        properties: Properties,
        geometry: Geometry,
    }
    struct Properties {
        name: String,
    }
    struct Geometry {
        [max_bytes = 4_000_000]
        coordinates: List<List<[f64; 2]>>,
    }
}

macro_rules! sum_of {
    ($collection:expr) => {{
        let rings = $collection.features.iter().flat_map(|feature| feature.geometry.coordinates.iter());
        rings.flat_map(|ring| ring.iter()).map(|point| (point[0] - point[1]) as usize).sum::<usize>()
    }};
}

/// A country with many islands.
pub struct Outline;

impl Document for Outline {
    const NAME: &str = "an outline";
    const LIMIT: usize = 4_000_000;
    type Fresh = fresh::Collection;
    type Pooled = pooled::Collection;

    /// 56,000 points in 480 rings, of which few are long, as in its model.
    fn text(times: u32) -> String {
        let mut text =
            r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"Islands"},"#.to_owned();
        text.push_str(r#""geometry":{"type":"Polygon","coordinates":["#);
        for ring in 0..480 * times {
            text.push_str(if ring == 0 { "[" } else { ",[" });
            for point in 0..5 + 11_200 / (ring % 480 + 4) {
                let comma = if point == 0 { "" } else { "," };
                let [east, north] = [65.6139 + f64::from(point) * 0.000_017, 43.420_3 + f64::from(ring) * 0.083_331_9];
                write!(text, "{comma}[{:.14},{north:.14}]", -east).expect("memory");
            }
            text.push(']');
        }
        text.push_str("]}}]}");
        text
    }

    fn fresh_sum(document: &fresh::Collection) -> usize {
        sum_of!(document)
    }

    fn pooled_sum(document: &pooled::Collection) -> usize {
        sum_of!(document)
    }
}
