//! Prints what a scrape gets: `cargo run --example text -p pooled-metrics`.
//!
//! The exporter is that for Prometheus, without its server. A service answers the requests for `/metrics` with the same
//! two calls, `collect` and `render`.

use metrics_exporter_prometheus::PrometheusBuilder;
use pooled_metrics::Collector;
use pooled_types::{PoolBox, Pooled};

/// A request of a service.
#[derive(Pooled, Default)]
struct Request {
    path: String,
    body: Vec<u8>,
}

fn serve(number: u8) -> PoolBox<Request> {
    let mut request = Request::take();
    request.path.push_str("/orders");
    request.body.push(number);
    request
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let exporter = PrometheusBuilder::new().install_recorder()?;
    let collector = Collector::new();
    collector.describe();

    // One after the other, so one object serves all of them.
    (0..10).for_each(|number| drop(serve(number)));
    // Two at once, the first of which is in use until the scrape.
    let open = serve(10);
    drop(serve(11));

    collector.collect();
    print!("{}", exporter.render());
    println!("# the body of the open request has {} byte", open.body.len());
    Ok(())
}
