//! Peers that stop in the middle: a body that stops coming, an answer that is no longer read.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Body, Frame, Incoming, SizeHint};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep, sleep_until};

/// How long a body may take to begin.
const BODY_BEGINS: Duration = Duration::from_secs(10);
/// Bytes by which a body earns one more second: the slowest line that still sends.
const BYTES_A_SECOND: u64 = 500;
/// How long a peer may take none of an answer.
const READS_NOTHING: Duration = Duration::from_secs(30);

/// A request's body that must keep coming.
pub(super) struct Paced {
    body: Incoming,
    deadline: Instant,
    alarm: Option<Pin<Box<Sleep>>>,
    stopped: Arc<AtomicBool>,
}

impl Paced {
    /// The body, and what tells afterwards whether it stopped coming.
    pub(super) fn new(body: Incoming) -> (Self, Arc<AtomicBool>) {
        let stopped = Arc::new(AtomicBool::new(false));
        (Self { body, deadline: Instant::now() + BODY_BEGINS, alarm: None, stopped: stopped.clone() }, stopped)
    }
}

impl Body for Paced {
    type Data = Bytes;
    type Error = axum::BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(context) {
            if let Some(Ok(frame)) = &frame
                && let Some(data) = frame.data_ref()
            {
                // In thousandths, so that small pieces count too.
                self.deadline += Duration::from_millis(data.len() as u64 * 1_000 / BYTES_A_SECOND);
                self.alarm = None;
            }
            return Poll::Ready(frame.map(|frame| frame.map_err(Into::into)));
        }
        let deadline = self.deadline;
        ready!(self.alarm.get_or_insert_with(|| Box::pin(sleep_until(deadline))).as_mut().poll(context));
        self.stopped.store(true, Ordering::Relaxed);
        Poll::Ready(Some(Err("the body stopped coming".into())))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// A connection whose peer must read what it asked for.
pub(super) struct Reading {
    stream: TcpStream,
    alarm: Option<Pin<Box<Sleep>>>,
}

impl Reading {
    pub(super) const fn new(stream: TcpStream) -> Self {
        Self { stream, alarm: None }
    }

    /// Gives up once nothing was taken for too long.
    fn written(&mut self, context: &mut Context<'_>, written: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        if written.is_ready() {
            self.alarm = None;
            return written;
        }
        let alarm = self.alarm.get_or_insert_with(|| Box::pin(sleep_until(Instant::now() + READS_NOTHING)));
        ready!(alarm.as_mut().poll(context));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for Reading {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Reading {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.written(context, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, pieces);
        self.written(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
