//! The routes.
//!
//! | request | answer |
//! |---|---|
//! | `POST /price` | the invoice of an order; 400, 408, 413 or 503 if there is none |
//! | `GET /pools` | the statistics of all pools, as a table |
//! | `GET /metrics` | the same for Prometheus |
//! | `GET /share` | the share of the orders that are pooled |
//! | `PUT /share` | sets it; 400 if it is not from 0 to 1 |

use std::error::Error;
use std::ops::Deref;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use bytes::Bytes;
use pooled_types::stats;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::metrics::Metrics;
use crate::settings::Settings;
use crate::share::{HEADER, Share};
use crate::{body, fresh, pooled};

/// What all requests share.
#[derive(Debug)]
struct Shared {
    settings: Settings,
    share: Share,
    /// A permit for each order that may be under way. It bounds the live objects, which no budget of the pools does.
    permits: Arc<Semaphore>,
    metrics: Arc<Metrics>,
}

/// The service.
///
/// # Panics
/// If the share of the settings is not from 0 to 1, or if more orders may be under way than a semaphore can count.
pub fn router(settings: Settings, metrics: Arc<Metrics>) -> Router {
    let share = Share::new(settings.share).expect("the share is from 0 to 1");
    let shared = Shared { settings, share, permits: Arc::new(Semaphore::new(settings.in_flight)), metrics };
    Router::new()
        .route("/price", post(price))
        .route("/pools", get(pools))
        .route("/metrics", get(metrics_text))
        .route("/share", get(show_share).put(set_share))
        .with_state(Arc::new(shared))
}

/// The bytes of a response, with the permit of its order. Both are given back when the response was sent, or when its
/// client is gone. So an order is under way for as long as it has a buffer, also if its client reads slowly.
struct Answer<B> {
    bytes: B,
    _permit: OwnedSemaphorePermit,
}

impl<B: Deref<Target: AsRef<[u8]>>> AsRef<[u8]> for Answer<B> {
    fn as_ref(&self) -> &[u8] {
        (*self.bytes).as_ref()
    }
}

async fn price(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let Ok(permit) = Arc::clone(&shared.permits).try_acquire_owned() else {
        shared.metrics.count_refused();
        return (StatusCode::SERVICE_UNAVAILABLE, [(RETRY_AFTER, "1")]).into_response();
    };
    let is_pooled = shared.share.is_pooled(request.headers());
    let Settings { body_bytes, body_time, .. } = shared.settings;
    let order = match body::read(request.into_body(), is_pooled, body_bytes, body_time).await {
        Ok(order) => order,
        Err(refusal) => return refusal.into_response(),
    };
    let order = match order.text() {
        Ok(order) => order,
        Err(fault) => return no_order(&fault),
    };
    // `from_owner` copies nothing: the connection writes from the buffer that the pool gave.
    let answer = if is_pooled {
        pooled::answer(order).map(|bytes| Bytes::from_owner(Answer { bytes, _permit: permit }))
    } else {
        fresh::answer(order).map(|bytes| Bytes::from_owner(Answer { bytes, _permit: permit }))
    };
    match answer {
        Ok(bytes) => invoice(bytes, is_pooled),
        Err(fault) => no_order(&fault),
    }
}

fn no_order(fault: &dyn Error) -> Response {
    (StatusCode::BAD_REQUEST, format!("{fault}\n")).into_response()
}

fn invoice(bytes: Bytes, is_pooled: bool) -> Response {
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(HEADER, HeaderValue::from_static(if is_pooled { "on" } else { "off" }));
    response
}

/// The table, and below it the bytes that all pools keep idle, which the table has no room for.
async fn pools() -> String {
    let pools = stats();
    format!("{pools}\n{} bytes idle\n", pools.iter().map(|pool| pool.idle_bytes).sum::<u64>())
}

async fn metrics_text(State(shared): State<Arc<Shared>>) -> Response {
    let under_way = shared.settings.in_flight.saturating_sub(shared.permits.available_permits());
    let text = shared.metrics.render(u32::try_from(under_way).unwrap_or(u32::MAX));
    ([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response()
}

async fn show_share(State(shared): State<Arc<Shared>>) -> String {
    format!("{}\n", shared.share.get())
}

async fn set_share(State(shared): State<Arc<Shared>>, share: String) -> StatusCode {
    match share.trim().parse().ok().and_then(|share| shared.share.set(share)) {
        Some(()) => StatusCode::NO_CONTENT,
        None => StatusCode::BAD_REQUEST,
    }
}
