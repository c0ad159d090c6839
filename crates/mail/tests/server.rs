//! Letters given to a server: one that takes them, refuses them, is slow, says nothing, is away, or dies after the letter was sent
//! (RFC 5321).

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use std::sync::Arc;
use std::time::Duration;

use domain::Timestamp;
use domain::people::MailAddress;
use i18n::Language;
use mail::{Failure, Letter, Post, Server};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Mutex;

/// How a server behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Manner {
    Takes,
    /// Answers this to `RCPT`.
    Refuses(&'static str),
    /// Answers nothing after the letter, and hangs up.
    DiesAfterData,
    /// Hangs up at once.
    Gone,
    /// Takes its time before each answer.
    Slow,
    /// Says nothing from this verb on, and does not hang up.
    Silent(&'static str),
}

/// A server on a port of its own, asked as `how` says (`?tls=…`), and the letters that it was given.
async fn server(manner: Manner, how: &str) -> (Post, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let taken = Arc::new(Mutex::new(Vec::new()));
    let all = taken.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(talk(stream, manner, all.clone()));
        }
    });
    (post(&format!("smtp://127.0.0.1:{port}{how}")), taken)
}

fn post(address: &str) -> Post {
    Post::to(
        &Server::parse(address).unwrap().within(Duration::from_secs(2)),
        MailAddress::parse("lettres@notes.example").unwrap(),
    )
}

async fn talk(stream: TcpStream, manner: Manner, taken: Arc<Mutex<Vec<String>>>) -> std::io::Result<()> {
    if manner == Manner::Gone {
        return Ok(());
    }
    let (reads, mut writes) = stream.into_split();
    let mut lines = BufReader::new(reads).lines();
    writes.write_all(b"220 puits.example\r\n").await?;
    while let Some(line) = lines.next_line().await? {
        let verb = line.split([' ', ':']).next().unwrap_or_default().to_uppercase();
        match manner {
            Manner::Slow => tokio::time::sleep(Duration::from_millis(50)).await,
            Manner::Silent(from) if from == verb => std::future::pending::<()>().await,
            _ => {}
        }
        let answer = match (verb.as_str(), manner) {
            ("RCPT", Manner::Refuses(answer)) => answer,
            ("DATA", _) => {
                writes.write_all(b"354 go on\r\n").await?;
                let mut letter = String::new();
                while let Some(line) = lines.next_line().await?.filter(|line| line != ".") {
                    letter.push_str(&line);
                    letter.push('\n');
                }
                taken.lock().await.push(letter);
                if manner == Manner::DiesAfterData {
                    return Ok(());
                }
                "250 taken"
            }
            ("QUIT", _) => "221 bye",
            _ => "250 puits.example",
        };
        writes.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
    Ok(())
}

fn letter() -> Letter {
    Letter {
        id: "01jd".to_owned(),
        to: MailAddress::parse("ana@exemple.org").unwrap(),
        written: Timestamp::from_micros(1_764_323_011_000_000),
        language: Language::French,
        site: "Réseau".to_owned(),
        home: "https://notes.example".to_owned(),
        subject: "Une lettre".to_owned(),
        // A line of a letter may be a point, which ends one (RFC 5321, section 4.5.2).
        says: vec![".".to_owned(), "Bonjour.".to_owned()],
        act: None,
        why: "Parce que.".to_owned(),
        thread: None,
        unsubscribe: None,
    }
}

#[tokio::test]
async fn a_server_that_takes_a_letter_has_all_of_it() {
    let (post, taken) = server(Manner::Takes, "").await;
    assert!(!post.only_keeps() && post.waiting() == 0);
    for _ in 0..3 {
        post.send(&letter()).await.unwrap();
    }
    let taken = taken.lock().await;
    assert_eq!(taken.len(), 3);
    for letter in taken.iter() {
        assert!(letter.contains("Message-ID: <01jd@notes.example>") && letter.contains("Parce que."), "{letter}");
    }
}

#[tokio::test]
async fn who_is_not_there_is_given_up_and_any_other_refusal_waits() {
    for (answer, for_good) in [
        ("550 5.1.1 ana@exemple.org: nobody", true),
        ("553 5.1.3 no such mailbox", true),
        ("450 4.2.0 later", false),
        ("452 4.2.2 full", false),
        ("530 5.7.0 who are you", false),
        ("554 5.7.1 not from there", false),
    ] {
        let (post, taken) = server(Manner::Refuses(answer), "").await;
        let failure = post.send(&letter()).await.unwrap_err();
        assert_eq!(matches!(failure, Failure::Never(_)), for_good, "{answer}: {failure:?}");
        let words = failure.to_string();
        assert!(words.contains(&answer[..3]) && !words.contains("ana"), "the code, and no address: {words}");
        assert!(taken.lock().await.is_empty());
    }
}

#[tokio::test]
async fn a_server_that_dies_after_the_letter_may_have_it_and_is_given_it_again_under_one_name() {
    let (post, taken) = server(Manner::DiesAfterData, "").await;
    for _ in 0..2 {
        assert!(matches!(post.send(&letter()).await, Err(Failure::Again(_))));
    }
    let taken = taken.lock().await;
    assert!(taken.len() >= 2 && taken.iter().all(|letter| letter.contains("<01jd@notes.example>")));
}

#[tokio::test]
async fn a_slow_server_is_waited_for_and_a_silent_one_is_not_waited_for_without_end() {
    let (post, taken) = server(Manner::Slow, "").await;
    post.send(&letter()).await.unwrap();
    assert_eq!(taken.lock().await.len(), 1);
    for verb in ["EHLO", "MAIL", "RCPT", "DATA"] {
        let (post, taken) = server(Manner::Silent(verb), "").await;
        assert_eq!(post.send(&letter()).await, Err(Failure::Again("no answer in time".to_owned())), "{verb}");
        assert!(taken.lock().await.is_empty(), "{verb}");
    }
}

#[tokio::test]
async fn a_server_that_is_away_is_asked_again_later() {
    let (gone, _) = server(Manner::Gone, "").await;
    assert!(matches!(gone.send(&letter()).await, Err(Failure::Again(_))));
    assert_eq!(post("smtp://127.0.0.1:1").send(&letter()).await, Err(Failure::Again("no answer".to_owned())));
}

#[tokio::test]
async fn a_server_that_must_speak_in_secret_and_cannot_gets_no_letter_and_is_not_said_to_be_away() {
    let (post, taken) = server(Manner::Takes, "?tls=required").await;
    let failure = post.send(&letter()).await.unwrap_err();
    assert_eq!(failure, Failure::Again("STARTTLS is not supported on this server".to_owned()));
    assert!(taken.lock().await.is_empty(), "nothing was sent in clear");

    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        talk(stream, Manner::Takes, Arc::default()).await
    });
    let failure = self::post(&format!("smtps://127.0.0.1:{port}")).send(&letter()).await.unwrap_err();
    assert!(failure.to_string().starts_with("not taken: no TLS: "), "{failure}");
}
