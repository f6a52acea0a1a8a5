//! Decodes what UK political parties send in answer to a subject access request.
//!
//! Files become a [`document::Document`] in which every cell knows where it stood. Headings are
//! recognised, values are decoded through codebooks, rules look at the decoded profile, and the
//! report says for every value what it means, who says so, and where it stands.
//!
//! ```text
//! bytes -> ingest -> Document -> recognise -> Survey -> decode -> Decoded
//!                                    ^                     ^         |
//!                                    +----- codebook ------+      Profile -> rules -> Findings
//!                                                                    |                   |
//!                                                                    +----> Report <-----+ -> render
//! ```
//!
//! | to | look in |
//! |---|---|
//! | read a file | [`ingest`], [`document`], [`provenance`], [`dump`] |
//! | know what a heading says | [`recognise`], [`codebook`], [`statement`] |
//! | know what a value means | [`decode`], [`vocabulary`] |
//! | find what a response leaves open | [`profile`], [`rules`], [`finding`], [`law`], [`clock`] |
//! | work on many responses | [`batch`] |
//! | compare two responses | [`diff`] |
//! | compare what several parties hold on one person | [`compare`] |
//! | see what the codebooks do not know yet | [`suggest`] |
//! | do all of it | [`analyse`], [`request`], [`settings`], [`report`], [`render`] |
//! | draft what to send next | [`letter`] |
//! | read what the person filled in | [`marked`] |
//! | keep what was received, so that it can be checked | [`evidence`] |
//!
//! ```
//! use sar_decode::analyse::{Settings, analyse};
//! use sar_decode::codebook::Codebooks;
//! use sar_decode::document::Document;
//! use sar_decode::ingest::{Limits, Source, ingest_all};
//! use sar_decode::provenance::PartId;
//!
//! let bytes = b"First Name,Postcode,Lab_Supp_Score\nCasey,ZZ99 3AB,71\n";
//! let source = Source { part: PartId(0), name: "data.csv", bytes };
//! let document = Document { parts: ingest_all(&source, &Limits::default()) };
//! let settings = Settings { party: Some("labour".into()), ..Settings::default() };
//! let report = analyse(&document, &Codebooks::embedded(), &settings)?;
//! assert!(report.findings.iter().any(|finding| finding.name == "naked-score"));
//! # Ok::<(), sar_decode::error::CodebookError>(())
//! ```

#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod analyse;
pub mod batch;
pub mod clock;
pub mod codebook;
pub mod compare;
pub mod day;
pub mod decode;
pub mod diff;
pub mod document;
pub mod dump;
pub mod error;
pub mod evidence;
pub mod finding;
pub mod ingest;
pub mod law;
pub mod letter;
pub mod marked;
pub mod profile;
pub mod provenance;
pub mod recognise;
pub mod render;
pub mod report;
pub mod request;
pub mod rules;
pub mod settings;
pub mod statement;
pub mod suggest;
pub mod vocabulary;
pub mod worker;
