//! How often the service allocates for a request, all in all: the connection, the routes, JSON and the response.
//!
//! A program of its own, because it counts with the global allocator. The service runs on one thread, and only that
//! thread is counted. What the first requests allocate is not that of the ones after them: so the difference of two
//! runs is taken.

use std::sync::Arc;
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use pooled_types::CountingAllocator;
use service::client::{Client, request};
use service::metrics::Metrics;
use service::samples::order;
use service::settings::Settings;
use service::{app, server};
use tokio::runtime::Builder;
use tokio::sync::oneshot;

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator::new();

/// How often the service allocates while one client asks `requests` times.
fn allocations(metrics: &Arc<Metrics>, headers: &'static str, requests: u32) -> u64 {
    let metrics = Arc::clone(metrics);
    let (to_client, address) = channel();
    let (stop, stopped) = oneshot::channel::<()>();
    let client = thread::spawn(move || {
        let address = address.recv().expect("the service says its address");
        Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(async {
            let mut client = Client::connect(address).await.expect("a connection");
            for number in 0..requests {
                let reply = client.ask(&request("POST", "/price", headers, &order(number % 64))).await;
                assert_eq!(reply.expect("a response").status, 200);
            }
        });
        drop(stop);
    });
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
    let served = CountingAllocator::count(|| {
        runtime.block_on(async {
            let listener = server::listen(0).await.expect("a port");
            to_client.send(listener.local_addr().expect("it listens")).expect("the client waits");
            let stop = async { _ = stopped.await };
            server::serve(listener, app::router(Settings::default(), metrics), stop, Duration::MAX).await
        })
    });
    client.join().expect("the client gets its responses");
    served.expect("the allocator is installed").1
}

#[test]
fn a_pooled_request_allocates_little() {
    let metrics = Arc::new(Metrics::install().expect("it is the first"));
    let a_request = |headers| {
        let [few, many] = [1_000, 2_000].map(|requests| allocations(&metrics, headers, requests));
        (many - few).div_ceil(1_000)
    };
    let fresh = a_request("x-pooled: off\r\n");
    let pooled = a_request("");
    println!("allocations a request: {fresh} fresh, {pooled} pooled");
    assert!(pooled <= 25 && fresh > 4 * pooled, "{fresh} fresh, {pooled} pooled");
}
