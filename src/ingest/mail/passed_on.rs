//! A message that a mail program passed on inside the text of another: its headers and its text below
//! a line that says so. It becomes a message of its own, as one that is attached does.

use super::quoted;

/// Lines between the mark and the end of the headers.
const HEADER_LINES: usize = 12;

/// Headers as mail programs write them into a text, and their names in a message.
const HEADERS: &[(&[&str], &str)] = &[
    (&["from", "oddi wrth"], "From"),
    (&["date", "sent", "dyddiad", "anfonwyd"], "Date"),
    (&["subject", "pwnc", "testun"], "Subject"),
    (&["to", "at", "i"], "To"),
    (&["cc"], "Cc"),
];

/// Words by which somebody asks for his own data.
const ASKED: &[&str] = &[
    "subject access",
    "my data",
    "my personal",
    "about me",
    "i am writing",
    "i request",
    "my request",
    "my name",
    "please send",
    "tell me what",
];

/// Cuts a text where a message is passed on: what stands above the mark, and the message. Nothing
/// where there is none, or where its headers cannot be made out.
pub(super) fn cut(text: &str) -> Option<(String, Vec<u8>)> {
    let lines: Vec<&str> = text.lines().collect();
    let mark = lines.iter().position(|line| quoted::passes_on(line))?;
    let (above, below) = lines.split_at_checked(mark)?;
    let below = below.get(1..)?;
    let blank = below
        .iter()
        .take_while(|line| line.trim().is_empty())
        .count();
    let mut headers: Vec<(&str, String)> = Vec::new();
    let mut read = blank;
    for line in below.iter().skip(blank).take(HEADER_LINES) {
        let line = line.trim();
        if line.is_empty() {
            break;
        }
        match (header(line), headers.last_mut()) {
            (Some((name, value)), _) => headers.push((name, value.to_owned())),
            (None, Some((_, value))) => {
                value.push(' ');
                value.push_str(line);
            }
            (None, None) => return None,
        }
        read = read.saturating_add(1);
    }
    let has = |wanted: &str| headers.iter().any(|(name, _)| *name == wanted);
    let body = below.get(read..)?;
    if !has("From") || headers.len() < 2 || body.iter().all(|line| line.trim().is_empty()) {
        return None;
    }
    let mut message = String::new();
    for (name, value) in &headers {
        let value = match *name {
            "Date" => dated(value),
            _ => value.clone(),
        };
        message.push_str(&format!("{name}: {value}\r\n"));
    }
    message.push_str("MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n");
    message.push_str("Content-Transfer-Encoding: 8bit\r\n");
    // The line between headers and text is in the text that was passed on.
    let rest = body.strip_prefix(&[""]).unwrap_or(body);
    message.push_str("\r\n");
    // Some programs mark all that they pass on as if it were quoted.
    let mut filled = rest.iter().filter(|line| !line.trim().is_empty());
    // What they asked themselves, or quote from somebody, is quoted all the same.
    let asked = rest.iter().any(|line| {
        let lower = line.trim_end().to_lowercase();
        lower.ends_with("wrote:") || ASKED.iter().any(|said| lower.contains(said))
    });
    let marked = !asked && filled.all(|line| line.starts_with('>'));
    for line in rest {
        let own = line.strip_prefix("> ").or(line.strip_prefix('>'));
        message.push_str(own.filter(|_| marked).unwrap_or(line));
        message.push_str("\r\n");
    }
    Some((above.join("\n"), message.into_bytes()))
}

/// A date as a message has it: `Tue, 12 May 2026 at 09:03` has an `at` too many, and neither seconds
/// nor a zone. The day stays as it is written.
fn dated(written: &str) -> String {
    let date = written.replace(" at ", " ");
    let bare = date.rsplit(' ').next().is_some_and(|time| {
        time.len() == 5
            && time
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b':')
    });
    if bare {
        format!("{date}:00 +0000")
    } else {
        date
    }
}

/// A line that is a header: its name in a message, and its value.
fn header(line: &str) -> Option<(&'static str, &str)> {
    let line = line.trim_start_matches('*');
    let (name, value) = line.split_once(':')?;
    let name = name.trim_matches(['*', ' ']).to_lowercase();
    let (_, named) = HEADERS
        .iter()
        .find(|(names, _)| names.contains(&name.as_str()))?;
    Some((named, value.trim_matches(['*', ' '])))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PASSED_ON: &str = "For you.\n\n---------- Forwarded message ---------\nFrom: Data Team <data@party.example>\nDate: Tue, 12 May 2026 at 09:03\nSubject: your request, which\n we answer\nTo: <casey@post.example>\n\nDear Casey\n\nWe hold nothing.\n";

    #[test]
    fn what_is_passed_on_with_marks_is_not_quoted_unless_the_message_says_something_itself() {
        let marked = PASSED_ON.replace("Dear Casey\n\nWe hold", "> Dear Casey\n>\n> We hold");
        let (_, message) = cut(&marked).expect("a message");
        let message = String::from_utf8(message).expect("text");
        assert!(message.ends_with("\r\n\r\nDear Casey\r\n\r\nWe hold nothing.\r\n"));
        let answered = PASSED_ON.replace("Dear Casey\n", "> What do you hold?\n");
        let (_, message) = cut(&answered).expect("a message");
        assert!(
            String::from_utf8(message)
                .expect("text")
                .contains("> What do you hold?")
        );
    }

    #[test]
    fn what_is_passed_on_becomes_a_message_with_its_headers() {
        let (above, message) = cut(PASSED_ON).expect("a message");
        assert_eq!(above, "For you.\n");
        let message = String::from_utf8(message).expect("text");
        assert!(message.starts_with(
            "From: Data Team <data@party.example>\r\nDate: Tue, 12 May 2026 09:03:00 +0000\r\nSubject: your request, which we answer\r\n"
        ));
        assert!(message.ends_with("\r\n\r\nDear Casey\r\n\r\nWe hold nothing.\r\n"));
    }

    #[test]
    fn a_mark_without_headers_or_text_cuts_nothing() {
        assert!(cut("-- forwarded message --\nDear Casey\n\nWe hold nothing.\n").is_none());
        assert!(
            cut("---- Forwarded message ----\nFrom: a@b.example\nTo: c@d.example\n\n").is_none()
        );
        assert!(cut("We forwarded message 3 to you.\nFrom: us\nTo: you\n\nText\n").is_none());
    }
}
