#![expect(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;

use super::*;

fn any_header() -> impl Strategy<Value = Header> {
    let numbers = (
        2..=u64::MAX >> 1,
        any::<[u8; 32]>(),
        0..EntryKind::ALL.len(),
        any::<u16>(),
    );
    let moments = Timestamp::MIN.as_nanosecond()..=Timestamp::MAX.as_nanosecond();
    let rest = (
        moments,
        any::<u64>(),
        any::<[u8; 32]>(),
        "[\\p{L}\\p{N}@.]{1,60}",
    );
    (numbers, rest).prop_map(
        |((number, previous, kind, version), (moment, redacts, commitment, author))| {
            let kind = EntryKind::ALL[kind];
            let redacts = (kind == EntryKind::Decision)
                .then(|| Sequence::new(redacts % number))
                .flatten();
            Header {
                sequence: Sequence::new(number).unwrap(),
                previous: EntryHash::from_bytes(previous),
                kind,
                version,
                author: author.parse().unwrap(),
                time: Timestamp::from_nanosecond(moment).unwrap(),
                redacts,
                commitment,
            }
        },
    )
}

fn any_content() -> impl Strategy<Value = Content> {
    let blobs = prop::collection::vec(any::<[u8; 32]>().prop_map(BlobId::from_bytes), 0..5);
    (any::<Option<[u8; 32]>>(), blobs, any::<Vec<u8>>()).prop_map(|(key, blobs, payload)| Content {
        key,
        blobs,
        payload,
    })
}

proptest! {
    #[test]
    fn a_header_reads_back(header in any_header()) {
        prop_assert_eq!(decode_header(&encode_header(&header)).unwrap(), header);
    }

    #[test]
    fn a_content_reads_back(content in any_content()) {
        let bytes = encode_content(content.key.as_ref(), &content.blobs, &content.payload);
        prop_assert_eq!(view_content(&bytes).unwrap().to_content(), content);
    }

    #[test]
    fn a_changed_header_that_reads_still_has_one_encoding(header in any_header(), at: prop::sample::Index, bit in 0..8) {
        let mut bytes = encode_header(&header);
        let at = at.index(bytes.len());
        bytes[at] ^= 1_u8 << bit;
        if let Ok(read) = decode_header(&bytes) {
            prop_assert_eq!(encode_header(&read), bytes);
        }
    }

    #[test]
    fn any_bytes_are_refused_or_have_one_encoding(bytes: Vec<u8>) {
        prop_assert!(decode_header(&bytes).is_err());
        if let Ok(read) = view_content(&bytes) {
            prop_assert_eq!(encode_content(read.key.as_ref(), &read.blobs, read.payload), bytes);
        }
    }

    #[test]
    fn a_header_cut_short_or_made_longer_is_refused(header in any_header(), at: prop::sample::Index) {
        let mut bytes = encode_header(&header);
        prop_assert!(decode_header(&bytes[..at.index(bytes.len())]).is_err());
        bytes.push(0);
        prop_assert_eq!(decode_header(&bytes), Err(EncodingError::Long));
    }
}

#[test]
fn each_kind_has_the_byte_of_its_place_in_the_list() {
    for (index, kind) in EntryKind::ALL.into_iter().enumerate() {
        assert_eq!(usize::from(kind_byte(kind)), index + 1);
        assert_eq!(kind_of(kind_byte(kind)), Ok(kind));
    }
    assert_eq!(kind_of(0), Err(EncodingError::Kind(0)));
    assert_eq!(kind_of(8), Err(EncodingError::Kind(8)));
}

/// The example of `LEDGER.md`: these bytes must never change while the encoding is version 1.
#[test]
fn the_documented_example_keeps_its_hash() {
    let content = encode_content(Some(&[0x11; 32]), &[BlobId::from_bytes([0x33; 32])], b"{}");
    let header = encode_header(&Header {
        sequence: Sequence::FIRST,
        previous: EntryHash::NONE,
        kind: EntryKind::Report,
        version: 1,
        author: "desk".parse().unwrap(),
        time: "2024-12-06T00:00:00.5Z".parse().unwrap(),
        redacts: None,
        commitment: commit(&[0x22; 16], &content),
    });
    assert_eq!(header.len(), 109);
    let hash = EntryHash::of_header(&header).to_string();
    let book = include_str!("../../../../LEDGER.md");
    assert!(
        book.contains(&hash),
        "LEDGER.md does not give the hash {hash}"
    );
}
