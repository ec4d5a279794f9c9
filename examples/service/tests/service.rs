//! The service as its clients and its operators see it.
//!
//! Each test starts the program, and at its end tells it to stop: then the balance of all pools must be exact, whatever
//! happened before.

use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::Value;
use service::client::{Client, Reply, request};
use service::process::Process;
use service::samples::order;
use tokio::time::sleep;

fn start(arguments: &[&str]) -> Process {
    Process::start(Path::new(env!("CARGO_BIN_EXE_service")), None, arguments).expect("the service starts")
}

/// Returns what the service printed at its end.
#[track_caller]
fn stop(service: Process) -> String {
    let ended = service.stop().expect("the service is there");
    assert!(ended.is_success && ended.output.ends_with("balance: exact\n"), "{ended:?}");
    ended.output
}

async fn connect(service: &Process) -> Client {
    Client::connect(service.address).await.expect("the service takes connections")
}

/// A request on a connection of its own.
async fn ask(service: &Process, request: &[u8]) -> Reply {
    connect(service).await.ask(request).await.expect("a response")
}

fn price(headers: &str, body: &str) -> Vec<u8> {
    request("POST", "/price", headers, body)
}

/// What `/metrics` says of a name with its labels.
async fn metric(service: &Process, name: &str) -> Option<u64> {
    let reply = ask(service, &request("GET", "/metrics", "", "")).await;
    assert!(reply.head.contains("content-type: text/plain; version=0.0.4"), "{reply:?}");
    let text = String::from_utf8(reply.body).expect("text");
    text.lines().find_map(|line| line.strip_prefix(name)?.trim().parse().ok())
}

/// Waits until so many orders are under way.
async fn wait_for_orders(service: &Process, count: u64) {
    let start = Instant::now();
    while metric(service, "service_orders_under_way").await != Some(count) {
        assert!(start.elapsed() < Duration::from_mins(1), "there are not {count} orders under way");
        sleep(Duration::from_millis(1)).await;
    }
}

fn json(reply: &Reply) -> Value {
    assert_eq!(reply.status, 200, "{reply:?}");
    serde_json::from_slice(&reply.body).expect("JSON")
}

/// All of a request but the end of its body, and that end.
fn halves(request: &[u8]) -> (&[u8], &[u8]) {
    request.split_at(request.len() - 100)
}

#[tokio::test]
async fn an_order_gets_its_invoice_on_both_ways() {
    let service = start(&[]);
    let mut client = connect(&service).await;
    for number in 0..50 {
        let pooled = client.ask(&price("", &order(number))).await.expect("a response");
        let fresh = client.ask(&price("x-pooled: off\r\n", &order(number))).await.expect("a response");
        assert!(pooled.head.contains("x-pooled: on\r\n") && fresh.head.contains("x-pooled: off\r\n"));
        assert_eq!(json(&pooled), json(&fresh));
    }
    drop(client);
    let output = stop(service);
    assert!(output.contains("service::pooled::Order: 50 takes"), "{output}");
}

#[tokio::test]
async fn the_share_can_be_set_while_the_service_runs() {
    let service = start(&["--share", "0"]);
    let mut client = connect(&service).await;
    let mut pooled = async |share: &str| {
        let reply = client.ask(&request("PUT", "/share", "", share)).await.expect("a response");
        let mut count = 0;
        for number in 0..100 {
            let reply = client.ask(&price("", &order(number))).await.expect("a response");
            count += usize::from(reply.head.contains("x-pooled: on\r\n"));
        }
        (reply.status, count)
    };
    let (status, count) = pooled("0.1").await;
    assert!(status == 204 && (8..=12).contains(&count), "{status} {count}");
    assert_eq!(pooled("1").await, (204, 100));
    assert_eq!(pooled("2").await, (400, 100));
    assert_eq!(ask(&service, &request("GET", "/share", "", "")).await.body, b"1\n");
    stop(service);
}

#[tokio::test]
async fn what_is_no_order_is_refused_and_the_connection_stays() {
    let service = start(&[]);
    let mut client = connect(&service).await;
    let whole = order(3);
    for way in ["on", "off"] {
        for body in ["", "{", "[]", "\u{1}", &whole[..whole.len() / 2], r#"{"id":"one"}"#] {
            let reply = client.ask(&price(&format!("x-pooled: {way}\r\n"), body)).await.expect("a response");
            assert_eq!(reply.status, 400);
            assert!(String::from_utf8_lossy(&reply.body).contains(" at line 1 column "), "{reply:?}");
        }
        json(&client.ask(&price(&format!("x-pooled: {way}\r\n"), &whole)).await.expect("a response"));
    }
    let no_text = b"POST /price HTTP/1.1\r\nhost: localhost\r\ncontent-length: 2\r\n\r\n\xff\"";
    let reply = client.ask(no_text).await.expect("a response");
    assert_eq!((reply.status, reply.body.starts_with(b"invalid utf-8")), (400, true), "{reply:?}");
    drop(client);
    stop(service);
}

#[tokio::test]
async fn what_is_no_http_is_refused() {
    let service = start(&[]);
    assert_eq!(ask(&service, b"POST /price NONSENSE\r\n\r\n").await.status, 400);
    assert_eq!(ask(&service, &request("GET", "/price", "", "")).await.status, 405);
    assert_eq!(ask(&service, &request("GET", "/nowhere", "", "")).await.status, 404);
    stop(service);
}

#[tokio::test]
async fn clients_that_go_away_leave_nothing_behind() {
    // Far less than clients that go: permits that are lost would soon be missed.
    let service = start(&["--in-flight", "8"]);
    let whole = price("", &order(8));
    let (begin, _) = halves(&whole);
    for number in 0..100 {
        let mut client = connect(&service).await;
        // Some go while they send, some do not wait for the response.
        client.send(if number % 2 == 0 { begin } else { &whole }).await.expect("the service reads");
        drop(client);
        wait_for_orders(&service, 0).await;
    }
    json(&ask(&service, &whole).await);
    stop(service);
}

#[tokio::test]
async fn one_order_more_than_may_be_under_way_is_refused() {
    let service = start(&["--in-flight", "1"]);
    let whole = price("", &order(8));
    let (begin, end) = halves(&whole);
    let mut first = connect(&service).await;
    first.send(begin).await.expect("the service reads");
    wait_for_orders(&service, 1).await;
    let refused = ask(&service, &whole).await;
    assert_eq!(refused.status, 503);
    assert!(refused.head.contains("retry-after: 1\r\n"), "{refused:?}");
    assert_eq!(metric(&service, "service_orders_refused_total").await, Some(1));
    // The first one is answered all the same, and then there is room again.
    json(&first.ask(end).await.expect("a response"));
    wait_for_orders(&service, 0).await;
    json(&ask(&service, &whole).await);
    drop(first);
    stop(service);
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused() {
    let service = start(&["--body-bytes", "5000"]);
    // One that says so is refused before it comes.
    let head = b"POST /price HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1000000000000\r\n\r\n";
    assert_eq!(ask(&service, head).await.status, 413);
    // One that does not say so is refused when it is too large.
    let mut client = connect(&service).await;
    let head = b"POST /price HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\n";
    client.send(head).await.expect("the service reads");
    for _ in 0..6 {
        // It may stop to read at any time.
        _ = client.send(format!("3e8\r\n{}\r\n", " ".repeat(1000)).as_bytes()).await;
    }
    assert_eq!(client.reply().await.expect("a response").status, 413);
    drop(client);
    stop(service);
}

#[tokio::test]
async fn a_body_may_come_in_pieces() {
    let service = start(&[]);
    let body = order(11);
    let whole = json(&ask(&service, &price("", &body)).await);
    for way in ["on", "off"] {
        let mut client = connect(&service).await;
        let head =
            format!("POST /price HTTP/1.1\r\nhost: localhost\r\nx-pooled: {way}\r\ntransfer-encoding: chunked\r\n\r\n");
        client.send(head.as_bytes()).await.expect("the service reads");
        for piece in body.as_bytes().chunks(300) {
            let piece = std::str::from_utf8(piece).expect("an order is ASCII");
            client.send(format!("{:x}\r\n{piece}\r\n", piece.len()).as_bytes()).await.expect("the service reads");
            sleep(Duration::from_millis(1)).await;
        }
        assert_eq!(json(&client.ask(b"0\r\n\r\n").await.expect("a response")), whole);
    }
    let output = stop(service);
    // The pieces are put together in a buffer of the same pool as that of the responses: two of those, one of these.
    assert!(output.contains("service::pooled::Buffer: 3 takes"), "{output}");
}

#[tokio::test]
async fn a_body_that_does_not_come_is_not_waited_for() {
    let service = start(&["--body-ms", "50"]);
    let whole = price("", &order(8));
    let (begin, _) = halves(&whole);
    assert_eq!(ask(&service, begin).await.status, 408);
    stop(service);
}

#[tokio::test]
async fn a_shutdown_waits_for_what_is_under_way() {
    let service = start(&["--grace-ms", "60000"]);
    let whole = price("", &order(8));
    let (begin, end) = halves(&whole);
    let mut client = connect(&service).await;
    client.send(begin).await.expect("the service reads");
    wait_for_orders(&service, 1).await;
    service.tell_to_stop().expect("it can be told");
    // When it takes no connections any more, it was told.
    while Client::connect(service.address).await.is_ok() {
        sleep(Duration::from_millis(1)).await;
    }
    json(&client.ask(end).await.expect("a response"));
    let ended = service.wait().expect("the service is there");
    assert!(ended.is_success && !ended.output.contains("cut"), "{ended:?}");
}

#[tokio::test]
async fn a_shutdown_cuts_what_takes_too_long() -> io::Result<()> {
    let service = start(&["--grace-ms", "100"]);
    let whole = price("", &order(8));
    let (begin, _) = halves(&whole);
    let mut client = connect(&service).await;
    client.send(begin).await?;
    wait_for_orders(&service, 1).await;
    let output = stop(service);
    assert!(output.starts_with("requests were cut: they took longer than 100ms\n"), "{output}");
    assert!(client.reply().await.is_err());
    Ok(())
}

#[tokio::test]
async fn the_pools_are_shown() {
    let service = start(&[]);
    json(&ask(&service, &price("", &order(1))).await);
    let table = String::from_utf8(ask(&service, &request("GET", "/pools", "", "")).await.body).expect("text");
    assert!(table.ends_with(" bytes idle\n"), "{table}");
    for name in ["Order ", "Invoice ", "Buffer "] {
        assert!(table.lines().any(|line| line.starts_with(name)), "{table}");
    }
    stop(service);
}

#[tokio::test]
async fn the_pools_are_published() {
    let service = start(&[]);
    for number in 0..3 {
        json(&ask(&service, &price("", &order(number))).await);
    }
    let mut takes = 0;
    for outcome in ["hit", "refill", "miss"] {
        let name = format!("pooled_takes_total{{pool=\"service::pooled::Order\",outcome=\"{outcome}\"}}");
        takes += metric(&service, &name).await.expect("each outcome is there");
    }
    assert_eq!(takes, 3);
    assert_eq!(metric(&service, "pooled_live_objects{pool=\"service::pooled::Order\"}").await, Some(0));
    stop(service);
}
