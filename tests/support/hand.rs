//! Threads that do what they are told, one job after another.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};

type Job = Box<dyn FnOnce() + Send>;

/// A thread that runs the jobs it is given, and waits between them.
pub(crate) struct Hand {
    jobs: Sender<(Job, Sender<()>)>,
    thread: JoinHandle<()>,
}

impl Hand {
    pub(crate) fn new() -> Self {
        let (jobs, inbox) = channel::<(Job, Sender<()>)>();
        let thread = thread::spawn(move || {
            for (job, done) in inbox {
                job();
                done.send(()).expect("who gave the job waits for it");
            }
        });
        Self { jobs, thread }
    }

    pub(crate) fn some(n: usize) -> Vec<Self> {
        (0..n).map(|_| Self::new()).collect()
    }

    /// Starts a job. The receiver gets a message when it is done.
    pub(crate) fn start(&self, job: impl FnOnce() + Send + 'static) -> Receiver<()> {
        let (done, is_done) = channel();
        self.jobs.send((Box::new(job), done)).expect("the thread runs");
        is_done
    }

    pub(crate) fn run(&self, job: impl FnOnce() + Send + 'static) {
        self.start(job).recv().expect("the job panicked");
    }

    /// Has all hands do a job at the same time. Each is told its number.
    pub(crate) fn all(hands: &[Self], job: impl Fn(usize) + Clone + Send + 'static) {
        let start = |(number, hand): (usize, &Self)| {
            let job = job.clone();
            hand.start(move || job(number))
        };
        let jobs: Vec<_> = hands.iter().enumerate().map(start).collect();
        for job in jobs {
            job.recv().expect("the job panicked");
        }
    }

    pub(crate) fn end(self) {
        drop(self.jobs);
        self.thread.join().expect("no job panicked");
    }
}
