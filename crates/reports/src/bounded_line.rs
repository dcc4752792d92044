//! Lines of a stream, with a limit on what is held of one.

use std::io::{self, BufRead};

/// One line of a stream.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// Its bytes without the line feed.
    Whole(Vec<u8>),
    /// It is longer than the limit; so many bytes were passed over.
    TooLong(u64),
}

/// Reads up to the next line feed. Never holds more than `limit` bytes; nothing at the end of the stream.
pub(crate) fn next_line(input: &mut impl BufRead, limit: usize) -> io::Result<Option<Line>> {
    let mut held = Vec::new();
    let mut length: u64 = 0;
    let mut is_too_long = false;
    loop {
        let available = match input.fill_buf() {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if available.is_empty() {
            break;
        }
        let feed = available.iter().position(|byte| *byte == b'\n');
        let part = available
            .get(..feed.unwrap_or(available.len()))
            .unwrap_or_default();
        length += part.len() as u64;
        if is_too_long || held.len() + part.len() > limit {
            is_too_long = true;
            held = Vec::new();
        } else {
            held.extend_from_slice(part);
        }
        let used = part.len() + usize::from(feed.is_some());
        input.consume(used);
        if feed.is_some() {
            return Ok(Some(finish(held, length, is_too_long)));
        }
    }
    Ok((length > 0).then(|| finish(held, length, is_too_long)))
}

fn finish(held: Vec<u8>, length: u64, is_too_long: bool) -> Line {
    if is_too_long {
        Line::TooLong(length)
    } else {
        Line::Whole(held)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use std::io::BufReader;

    use super::*;

    fn lines(bytes: &[u8], limit: usize, buffer: usize) -> Vec<Line> {
        let mut input = BufReader::with_capacity(buffer, bytes);
        std::iter::from_fn(|| next_line(&mut input, limit).unwrap()).collect()
    }

    #[test]
    fn lines_end_at_feeds_whatever_the_buffer() {
        for buffer in [1, 2, 3, 64] {
            let whole = |text: &str| Line::Whole(text.as_bytes().to_vec());
            assert_eq!(
                lines(b"ab\n\nc", 9, buffer),
                [whole("ab"), whole(""), whole("c")],
                "{buffer}"
            );
            assert_eq!(
                lines(b"abcdef\nok\n", 3, buffer),
                [Line::TooLong(6), whole("ok")],
                "{buffer}"
            );
            assert_eq!(lines(b"abc", 3, buffer), [whole("abc")], "{buffer}");
            assert_eq!(lines(b"", 3, buffer), [], "{buffer}");
        }
    }
}
