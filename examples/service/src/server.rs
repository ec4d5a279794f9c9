//! Runs until it is told to stop, and waits for what is under way.

use std::future::Future;
use std::io;
use std::net::Ipv4Addr;
use std::time::Duration;

use axum::Router;
use axum::serve::ListenerExt;
use tokio::net::TcpListener;
use tokio::select;
use tokio::sync::oneshot;
use tokio::time::sleep;

/// How a server ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// All requests that were under way got their answers.
    Drained,
    /// Some took longer than the time of grace. They end with the runtime.
    Cut,
}

/// Opens a port on the loopback address. 0 is any that is free.
///
/// # Errors
/// If the port can't be had.
pub async fn listen(port: u16) -> io::Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await
}

/// Serves until `stop` is ready. Then it takes no new connections, and waits for the requests under way for the time of
/// `grace`.
///
/// # Errors
/// Those of [`axum::serve`], which has none today: a connection that fails ends alone.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()>,
    grace: Duration,
) -> io::Result<End> {
    // A response is sent when it is there, and not when the client has confirmed the one before.
    let listener = listener.tap_io(|stream| _ = stream.set_nodelay(true));
    let (sender, told) = oneshot::channel::<()>();
    let server = axum::serve(listener, router).with_graceful_shutdown(async { _ = told.await });
    let deadline = async {
        stop.await;
        drop(sender);
        sleep(grace).await;
    };
    select! {
        ended = server => ended.map(|()| End::Drained),
        () = deadline => Ok(End::Cut),
    }
}
