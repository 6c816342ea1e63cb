//! Connections that a request handler can have closed: the only way to lose an answer is below HTTP.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll, ready};

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

/// How a connection ends before its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cut {
    /// Reset (RST) without another byte.
    Reset,
    /// Closed (FIN) without another byte.
    Close,
    /// Closed after the head of the answer and so many bytes of its body.
    MidAnswer(usize),
}

/// A handler's hold on the connection its request came by.
#[derive(Debug, Clone, Default)]
pub(crate) struct Line(Arc<OnceLock<Cut>>);

impl Line {
    /// Ends the connection as soon as the handler returns: the answer it returns is then held back from the wire.
    pub(crate) fn cut(&self, cut: Cut) {
        // A connection that is already cut stays cut.
        let _ = self.0.set(cut);
    }
}

impl Connected<IncomingStream<'_, Lines>> for Line {
    fn connect_info(stream: IncomingStream<'_, Lines>) -> Self {
        stream.io().line.clone()
    }
}

/// A listener whose connections can be cut.
#[derive(Debug)]
pub(crate) struct Lines(pub(crate) TcpListener);

impl Listener for Lines {
    type Io = Connection;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Connection, SocketAddr) {
        let (stream, address) = Listener::accept(&mut self.0).await;
        // Small answers would otherwise wait for the client's delayed acknowledgement. A socket that refuses the
        // option is only slower.
        let _ = stream.set_nodelay(true);
        let connection = Connection {
            stream,
            line: Line::default(),
            answer: HalfAnswer::default(),
        };
        (connection, address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

/// One connection.
#[derive(Debug)]
pub(crate) struct Connection {
    stream: TcpStream,
    line: Line,
    answer: HalfAnswer,
}

impl Connection {
    /// Fails when nothing may pass any more.
    fn check(&self) -> io::Result<()> {
        match self.line.0.get() {
            Some(Cut::Reset) => {
                // A socket that refuses the option is closed instead of reset.
                let _ = self.stream.set_zero_linger();
                Err(io::ErrorKind::ConnectionReset.into())
            }
            Some(Cut::Close) => Err(io::ErrorKind::ConnectionAborted.into()),
            Some(Cut::MidAnswer(_)) | None => Ok(()),
        }
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.check()?;
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.check()?;
        let Some(&Cut::MidAnswer(body)) = self.line.0.get() else {
            return Pin::new(&mut self.stream).poll_write(context, bytes);
        };
        let passing = self.answer.passing(bytes, body);
        if passing == 0 && !bytes.is_empty() {
            return Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into()));
        }
        let written = ready!(Pin::new(&mut self.stream).poll_write(context, &bytes[..passing]))?;
        self.answer.passed(&bytes[..written]);
        Poll::Ready(Ok(written))
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        if self.line.0.get().is_some() {
            let first = slices.iter().find(|slice| !slice.is_empty());
            return self.poll_write(context, first.map_or(&[], |slice| slice));
        }
        Pin::new(&mut self.stream).poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.check()?;
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.check()?;
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

/// The empty line after the head of an answer (RFC 9112, section 2.1).
const END_OF_HEAD: &[u8] = b"\r\n\r\n";

/// How far an answer that is to break off has been written.
#[derive(Debug, Default)]
struct HalfAnswer {
    /// How much of [`END_OF_HEAD`] the last bytes were; all of it in the body.
    matched: usize,
    body: usize,
}

impl HalfAnswer {
    /// How many of the next `bytes` may pass when `body` bytes of the body may in all.
    fn passing(&self, bytes: &[u8], body: usize) -> usize {
        let head = self.head(bytes).0;
        let left = body.saturating_sub(self.body);
        head + (bytes.len() - head).min(left)
    }

    fn passed(&mut self, bytes: &[u8]) {
        let (head, matched) = self.head(bytes);
        self.matched = matched;
        self.body += bytes.len() - head;
    }

    /// How many of the next `bytes` belong to the head, and how much of its end is matched after them.
    fn head(&self, bytes: &[u8]) -> (usize, usize) {
        let mut matched = self.matched;
        for (index, &byte) in bytes.iter().enumerate() {
            if matched == END_OF_HEAD.len() {
                return (index, matched);
            }
            matched = if byte == END_OF_HEAD[matched] {
                matched + 1
            } else {
                usize::from(byte == END_OF_HEAD[0])
            };
        }
        (bytes.len(), matched)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What passes of `answer` when it is written in pieces of `size` bytes and `body` bytes of its body may pass.
    fn pass(answer: &[u8], size: usize, body: usize) -> Vec<u8> {
        let mut half = HalfAnswer::default();
        let mut passed = Vec::new();
        for piece in answer.chunks(size) {
            let passing = half.passing(piece, body);
            half.passed(&piece[..passing]);
            passed.extend_from_slice(&piece[..passing]);
            if passing < piece.len() {
                break;
            }
        }
        passed
    }

    #[test]
    fn the_head_passes_and_so_much_of_the_body() {
        let answer = b"HTTP/1.1 200 OK\r\nA: \r\r\nB: c\r\n\r\n0123\r\n\r\n89";
        let head = answer.len() - 10;
        for size in 1..=answer.len() {
            for body in 0..=10 {
                let passed = pass(answer, size, body);
                assert_eq!(passed, answer[..head + body], "{size} {body}");
            }
        }
    }
}
