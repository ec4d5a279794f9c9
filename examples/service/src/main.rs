//! The service as a program. It ends at SIGTERM or Ctrl-C, and prints how the pools ended. It fails if that does not
//! add up.

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use std::{env, io};

use service::metrics::Metrics;
use service::server::End;
use service::settings::{Settings, USAGE};
use service::{app, balance, server};
use tokio::runtime::{Builder, Runtime};
use tokio::signal::unix::{SignalKind, signal};

/// How long a thread may take to end when all requests have ended or were cut.
const THREADS_END: Duration = Duration::from_secs(1);

fn main() -> ExitCode {
    if env::args().any(|argument| argument == "--help") {
        println!("{USAGE}");
        return ExitCode::SUCCESS;
    }
    let settings = match Settings::from_arguments(env::args().skip(1)) {
        Ok(settings) => settings,
        Err(complaint) => {
            eprintln!("{complaint}\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match run(settings) {
        Ok(faults) if faults.is_empty() => ExitCode::SUCCESS,
        Ok(faults) => {
            eprintln!("the balance of the pools is not exact:\n{}", faults.join("\n"));
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Serves until it is told to stop. Returns what does not add up then.
fn run(settings: Settings) -> io::Result<Vec<String>> {
    let runtime = runtime(settings.workers)?;
    let router = app::router(settings, Arc::new(Metrics::install().map_err(io::Error::other)?));
    let end = runtime.block_on(async {
        let listener = server::listen(settings.port).await?;
        println!("listening on {}", listener.local_addr()?);
        server::serve(listener, router, told_to_stop()?, settings.grace).await
    })?;
    // What is cut here drops its handles. A thread that ends leaves its idle objects to the depot.
    runtime.shutdown_timeout(THREADS_END);
    if end == End::Cut {
        println!("requests were cut: they took longer than {:?}", settings.grace);
    }
    print!("{}", balance::lines());
    let faults = balance::faults();
    if faults.is_empty() {
        println!("balance: exact");
    }
    Ok(faults)
}

fn runtime(workers: usize) -> io::Result<Runtime> {
    let mut builder = Builder::new_multi_thread();
    if workers > 0 {
        builder.worker_threads(workers);
    }
    builder.enable_all().build()
}

/// Ready at SIGTERM or Ctrl-C.
fn told_to_stop() -> io::Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}
